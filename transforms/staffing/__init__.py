"""From the staff tabs to slots, quotas and capacities."""
