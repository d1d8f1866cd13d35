"""Syndication: a feed and its entries, and the formats in which the site publishes them."""
