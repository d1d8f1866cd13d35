"""Duties of the law: what each clause asks of a bulletin, and what a look at the built site shows of it."""
