"""The unattended service: when it runs, and how it stops."""
