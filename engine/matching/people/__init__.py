"""One person in several registrations, spelled differently, without any citizen number."""
