"""What a user needs to know on opening the app: what waits, and what changed."""
