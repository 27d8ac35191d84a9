"""Word to whoever is not there: lines of a log, a health file, calls to addresses, mail."""
