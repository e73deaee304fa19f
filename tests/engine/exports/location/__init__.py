"""One location in depth."""
