"""Readers behind the `cir` connector: answers of the central insolvency register."""
