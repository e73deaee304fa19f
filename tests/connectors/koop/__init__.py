"""Tests of the readers behind `koop_sru`."""
