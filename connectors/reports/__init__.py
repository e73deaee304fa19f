"""Readers behind the `signalen` connector: nuisance reports, never those who made them."""
