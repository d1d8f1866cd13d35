"""Lighthouse over pages of the bulletin, and over a page of Material's blog beside them. `python -m
benchmarks.lighthouse`.
"""
