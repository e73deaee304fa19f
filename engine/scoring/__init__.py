"""Points, bands, eligibility and the weekly list."""
