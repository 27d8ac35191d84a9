"""An office founded or repaired: its forms, its spreadsheets, its consent."""
