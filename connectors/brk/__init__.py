"""Readers behind the `parcels` connector: parcel maps, BRK Levering and BRK Bevragen."""
