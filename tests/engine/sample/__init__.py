"""Tests of engine.sample."""
