"""Pages about the rules."""
