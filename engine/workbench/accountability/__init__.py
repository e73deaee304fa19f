"""What the system did in a year: its six figures in words, and how each rule did."""
