"""Readers behind the `table` connector: CSV, XLSX, JSON, JSON lines and Parquet."""
