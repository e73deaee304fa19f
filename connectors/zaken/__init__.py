"""Readers behind the `zgw` connector: answers of Zaken and Catalogi API's as files."""
