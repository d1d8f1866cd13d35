"""The machine that a build runs on: its cores, clock and files, the cache, and what keeps two builds apart. It says nothing to people."""
