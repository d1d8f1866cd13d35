"""The folder `posts/`: its files, found, read and checked, and new ones written."""
