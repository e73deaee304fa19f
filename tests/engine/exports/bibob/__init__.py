"""What a Bibob officer finds in the registers."""
