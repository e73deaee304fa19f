"""Who is connected to whom: the register as nodes and relations, patterns over it, and measures."""
