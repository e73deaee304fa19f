"""Tests of connectors.cases."""
