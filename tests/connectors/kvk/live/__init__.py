"""Tests of the live half of the KVK connector."""
