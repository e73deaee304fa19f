"""Tests of the BAG extract."""
