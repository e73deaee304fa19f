"""Tests of connectors.zaken."""
