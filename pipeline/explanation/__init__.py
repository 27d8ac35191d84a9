"""Everything that is known of one registration, for the operator who asks; nothing is written."""
