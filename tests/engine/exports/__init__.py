"""Tests of engine.exports."""
