"""The rules as pages for a reader: one per rule and an overview, made from packs and features."""
