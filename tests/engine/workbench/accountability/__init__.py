"""Tests of what the system did in a year."""
