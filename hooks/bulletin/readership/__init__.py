"""The readership: how often each article was read, as the logs of the web servers show it."""
