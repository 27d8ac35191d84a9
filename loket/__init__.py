"""The shared vocabulary: errors, column names, statuses, the week. It imports no sibling."""

__version__ = "0.1.0"
