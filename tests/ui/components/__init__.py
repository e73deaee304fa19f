"""Tests of what several pages draw."""
