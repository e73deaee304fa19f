"""Exchange formats: what leaves the system as a file for other programs, by a named decision."""
