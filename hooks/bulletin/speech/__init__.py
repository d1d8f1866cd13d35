"""Articles read aloud: the spoken form of written text, and the recordings that a build makes."""
