"""What the organisation answers for: when records must go, and what a year did to people."""
