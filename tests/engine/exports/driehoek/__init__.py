"""Tests of the paper for the driehoek, mirrored."""
