"""Articles read aloud: what a voice says for what is written, and the recordings that a build makes."""
