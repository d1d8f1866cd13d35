"""Parts that several page kinds show."""
