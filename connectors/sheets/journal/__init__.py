"""The journal: what a batch met and left, kept on a sheet of its own."""
