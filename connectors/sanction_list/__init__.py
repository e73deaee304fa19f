"""Readers behind the `sanctions` connector: designations of the EU as CSV."""
