"""``loket doctor``: a table of checks, each of which looks at one thing and changes nothing."""
