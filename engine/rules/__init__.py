"""Packs, filters and their evaluation: HIT, NO_HIT or UNKNOWN."""
