"""Readers behind the `koop_sru` connector: official publications in every form KOOP gives."""
