"""The search index: which articles it holds together, how words are spelled in it, and the program that makes it."""
