"""One location in depth: records, what changed, what was said before, and others beside it."""
