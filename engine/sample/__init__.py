"""Generator of an invented municipality in the real formats."""
