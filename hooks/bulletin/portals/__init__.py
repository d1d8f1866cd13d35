"""Articles of other portals, copied as text, taken apart into the fields of a post."""
