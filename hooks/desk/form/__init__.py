"""The form: what the browser is told of the front matter, and pasted text as Markdown."""
