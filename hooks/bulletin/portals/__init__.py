"""Articles of other portals: the text of a copied page, divided into the fields of a post."""
