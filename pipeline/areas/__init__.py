"""What the tabs of each area should hold."""
