"""Tests of reported errors in the registers."""
