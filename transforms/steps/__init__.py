"""The steps of both SOPs, when they are due and whether they are done."""
