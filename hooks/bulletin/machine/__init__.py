"""The machine that a build runs on: its cores, clock and files, the cache, and the lock between two builds."""
