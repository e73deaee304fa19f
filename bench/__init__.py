"""Benchmarks: they print ratios and seconds, and never fail a build."""
