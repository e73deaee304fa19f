"""Readers behind the `stuf_zds` connector: StUF-ZKN messages about cases as files."""
