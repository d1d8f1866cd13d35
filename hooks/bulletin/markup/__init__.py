"""The HTML that reaches readers: which is allowed, how the sanitiser writes it, how it may be changed or read."""
