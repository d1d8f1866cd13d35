"""Proofs: how a draft will stand and what the engine says of it, in folders of their own, and links that share them."""
