"""Tests of engine.casework.bibob."""
