"""Holidays, service days, the phases of a week, and the dates on offer."""
