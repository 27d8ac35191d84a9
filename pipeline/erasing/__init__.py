"""Personal data: what goes when somebody asks for it or when it is old, and what stays."""
