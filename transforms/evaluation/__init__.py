"""Feedback, satisfaction and the weekly figures."""
