"""Tests of the live transports, on the loopback only."""
