"""Tests of the readers of nuisance reports."""
