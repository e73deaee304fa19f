"""What a change of rules would do before it counts: tried on runs that exist, never on people."""
