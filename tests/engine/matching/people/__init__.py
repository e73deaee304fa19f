"""Tests of matching people."""
