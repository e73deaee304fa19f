"""Tests of meetings, mirrored."""
