"""From registrations and staff tabs to each week's plan."""
