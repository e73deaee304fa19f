"""Destroying what may be kept no longer: the list, four eyes on it, and the deed."""
