"""The pictures of the site, made from photos, titles and tables of numbers."""
