"""Drafts on their way to publication, what was said about them, and the log of what was published."""
