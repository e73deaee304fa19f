"""Parts of the BAG extract connector: codes, cutting, parsing, geometry, history."""
