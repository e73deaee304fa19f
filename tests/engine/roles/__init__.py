"""Which service allows which role: every service is found, listed and called with every role."""
