"""A week planned for an operator, as it is or as it might be."""
