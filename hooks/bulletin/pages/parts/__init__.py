"""Parts that several page kinds share."""
