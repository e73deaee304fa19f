"""Tests of connectors.stuf."""
