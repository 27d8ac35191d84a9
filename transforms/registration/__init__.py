"""From answers of the registration form to registrations that count."""
