"""The press: publishes a folder of files at the cost of what changed, and leaves it whole whenever it is stopped."""
