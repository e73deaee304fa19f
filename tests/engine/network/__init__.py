"""Tests of `engine.network`."""
