"""Tests of connectors.hr."""
