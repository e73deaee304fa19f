"""The engine: from typed rows to facts, rules, points, casework and papers."""
