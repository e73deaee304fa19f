"""Codes with a name and whether a person has checked it, from tables of a rules folder."""

from dataclasses import dataclass
from pathlib import Path

from engine import csv_table

_NOT_VERIFIED = "te verifiëren"
_INSTRUMENTS = Path("tables") / "instruments.csv"


@dataclass(frozen=True, slots=True)
class Name:
    """What a code stands for, and whether a person has checked it."""

    code: str
    text: str
    verified: bool

    @property
    def marked(self) -> str:
        """The text, with a mark when nobody has checked it."""
        return self.text if self.verified else f"{self.text} ({_NOT_VERIFIED})"


def named(file: Path) -> dict[str, Name]:
    """Names by code, in the order of a table with `code`, `name` and `verified`.

    Raises:
        SettingsError: the table cannot be read, or lacks a column.
    """
    return {
        row["code"]: Name(row["code"], row["name"], row["verified"] == "true")
        for row in csv_table.records(file, ("code", "name", "source", "verified"))
    }


def instruments(rules: Path) -> dict[str, Name]:
    """What a municipality may do, by code, in the order of `tables/instruments.csv`.

    Raises:
        SettingsError: the table cannot be read, or lacks a column.
    """
    return named(rules / _INSTRUMENTS)
