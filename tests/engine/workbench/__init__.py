"""Tests of the analyst's workbench."""
