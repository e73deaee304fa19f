"""A Bibob file for its officer: from a hook in the registers to the report."""
