"""The light GeoPackage of the BAG: names of its columns, which records are ours, and rows."""
