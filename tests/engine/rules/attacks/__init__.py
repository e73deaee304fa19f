"""Hostile folders of rules."""
