"""Tests of the process from signal to intervention."""
