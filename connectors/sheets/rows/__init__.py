"""The rows of a tab: which are which, what changes in them, and where new ones go."""
