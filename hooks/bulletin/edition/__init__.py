"""The material of one build: the edition of the bulletin, the theme, and the inputs of pages."""
