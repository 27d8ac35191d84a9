"""What becomes known of a pass that nobody watches."""
