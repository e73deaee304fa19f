"""Dutch addresses, from any text or place columns to one known address, or none."""
