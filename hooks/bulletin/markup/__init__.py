"""The HTML that reaches readers: what is allowed, how the sanitiser writes it, and how it may be changed or read."""
