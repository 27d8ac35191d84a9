"""The local memory of responses and runs, and the lock of a pass."""
