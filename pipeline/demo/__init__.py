"""A clinic's whole week, told on the embedded workspace."""
