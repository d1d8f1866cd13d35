"""The engine of the bulletin: it turns posts into the bytes of a site, and knows nothing about MkDocs."""
