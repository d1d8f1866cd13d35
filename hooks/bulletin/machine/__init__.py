"""The machine that a build runs on: cores, clock, files, the cache, and the lock that keeps two builds apart."""
