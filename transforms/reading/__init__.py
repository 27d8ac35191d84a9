"""How people write, and how it is read: phones, names, places, dates, cells of staff tabs."""
