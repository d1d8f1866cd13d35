"""Backup: what cannot be made again, in one file, and the bulletin made again out of it."""
