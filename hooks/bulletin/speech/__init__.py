"""How articles are read aloud: what a voice says for what is written, and the recordings that a command makes at build."""
