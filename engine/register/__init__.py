"""Canonical tables: intake, matching, locations, vault."""
