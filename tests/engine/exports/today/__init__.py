"""Tests of what a user needs to know on opening the app."""
