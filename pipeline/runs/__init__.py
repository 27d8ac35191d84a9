"""Passes on record: what they did, how they differ, how the office stands by them."""
