"""Tests of what people judge of pairs."""
