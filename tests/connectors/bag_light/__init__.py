"""Tests of the light GeoPackage of the BAG."""
