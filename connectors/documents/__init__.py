"""Documents as files: Word from a template, charts as pictures, PDF."""
