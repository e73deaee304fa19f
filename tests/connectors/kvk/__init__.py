"""Tests of connectors.kvk."""
