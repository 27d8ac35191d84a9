"""Google Forms: questionnaires, forms and responses."""
