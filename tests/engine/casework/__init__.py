"""Tests of engine.casework."""
