"""Tests of figures of areas."""
