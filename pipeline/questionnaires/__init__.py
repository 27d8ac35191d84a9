"""The declaration of the forms: what they ask, and what staff call it."""
