"""The bare repository in which everything is kept, reached by Git's plumbing and without a work tree."""
