"""The embedded workspace's Sheets: engine, page, file."""
