"""External links: which of the addresses that posts and fixed pages name still lead anywhere."""
