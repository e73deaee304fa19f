"""Facts per location: SQL over the canonical tables, checked before it runs."""
