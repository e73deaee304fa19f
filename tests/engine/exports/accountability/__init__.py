"""Tests of what the organisation answers for."""
