"""The spreadsheet as it would stand without accidents."""
