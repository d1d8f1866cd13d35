"""The desk as people meet it: Decap's protocol, pages of the desk's own, and the guard before both."""
