"""What one build publishes from: the edition of the bulletin, the theme, and the inputs that pages are made of."""
