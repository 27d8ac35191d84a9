"""What happens, and in which order: the settings, the declarations, the pass, the command line."""
