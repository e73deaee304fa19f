"""How fast and how large the app is, measured in Chromium."""
