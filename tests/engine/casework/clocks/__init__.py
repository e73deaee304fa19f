"""Tests of engine.casework.clocks."""
