"""Tests of the readers behind the `cir` connector."""
