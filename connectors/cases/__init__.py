"""What the readers of case systems share: mapping of case types, and rows from one case."""
