"""How the bulletin writes Vietnamese: its sentences, letters, dates, numbers and addresses."""
