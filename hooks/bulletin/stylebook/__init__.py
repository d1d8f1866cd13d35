"""How the bulletin writes Vietnamese: sentences, letters, dates, numbers and addresses."""
