"""The network as a reader sees it: one view, and the same view as text, tables and drawings."""
