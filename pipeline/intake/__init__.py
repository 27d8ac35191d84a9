"""What the forms hold, taken in and kept, and what the forms are told."""
