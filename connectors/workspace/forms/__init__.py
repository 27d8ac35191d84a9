"""The embedded workspace's Forms: API and pages."""
