"""Readers behind the `kvk_api` connector: answers of the Handelsregister as files."""
