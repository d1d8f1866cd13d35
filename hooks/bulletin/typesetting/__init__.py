"""Turns Markdown into safe HTML with checked links and the typography of a good newspaper."""
