"""What is over, and need not be looked at in every pass."""
