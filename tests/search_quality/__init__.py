"""How well the search finds what is looked for, and what that costs a reader. Run by `make search-quality`."""
