"""Google Sheets: tabs as declared, as they stand, and the difference between the two."""
