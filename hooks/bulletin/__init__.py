"""The engine of the bulletin: posts go in, the bytes of a site come out. It knows nothing of MkDocs."""
