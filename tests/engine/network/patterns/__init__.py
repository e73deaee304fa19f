"""Tests of engine.network.patterns."""
