"""Who signs in: the provider's settings, what its claims say, and how long that holds."""
