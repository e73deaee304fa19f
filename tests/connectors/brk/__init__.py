"""Tests of connectors.brk."""
