"""Tests of the readers of case systems."""
