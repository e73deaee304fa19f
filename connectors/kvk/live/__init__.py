"""The live half of the `kvk_api` connector: what to ask, in which order, and what is kept."""
