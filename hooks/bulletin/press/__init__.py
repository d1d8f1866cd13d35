"""The press: publishes a folder of files at the cost of what changed, and leaves the folder whole whenever it stops."""
