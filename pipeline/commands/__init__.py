"""The commands, a module each; what they do is imported when they are called."""
