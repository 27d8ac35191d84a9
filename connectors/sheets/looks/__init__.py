"""How tabs look and what they offer: creation, lists, rules, grids."""
