"""Pairs that may be one and the same: from a run and casework to pages and the command line."""
