"""Tests of `engine.features`."""
