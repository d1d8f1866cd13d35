"""How fast the bulletin is built, next to other generators, on articles made up of real Vietnamese syllables."""
