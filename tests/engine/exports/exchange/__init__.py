"""Tests of the exchange formats, mirrored."""
