"""Signing in, without a browser or a provider."""
