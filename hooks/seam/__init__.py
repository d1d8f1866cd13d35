"""The seam: with `newsroom.py`, all that knows MkDocs."""
