"""Network: the graph of a register, patterns over it, and measures."""
