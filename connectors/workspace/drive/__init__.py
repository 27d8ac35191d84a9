"""The embedded workspace's Drive: files and who may do what."""
