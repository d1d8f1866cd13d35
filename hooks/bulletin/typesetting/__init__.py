"""Markdown in, safe HTML with checked links out, set as a good paper sets it."""
