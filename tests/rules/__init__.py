"""Tests of the packs and features that come with the product."""
