"""Tests of destroying what may be kept no longer."""
