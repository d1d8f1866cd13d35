"""The HTML that reaches readers: which HTML is allowed, in which form the sanitiser writes it, and how it may still be changed or read."""
