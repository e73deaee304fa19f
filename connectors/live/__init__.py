"""Live transports: one client for every source that is asked over the network."""
