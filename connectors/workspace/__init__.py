"""A local server that speaks the parts of Google Workspace that Loket uses."""
