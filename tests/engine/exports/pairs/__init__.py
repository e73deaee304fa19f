"""Tests of engine.exports.pairs."""
