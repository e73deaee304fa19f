"""Names of barrier steps, instruments and activities, from the tables of a rules folder."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.errors import SettingsError

_NOT_VERIFIED = "te verifiëren"
_EVERY_STEP = "all"


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


@dataclass(frozen=True, slots=True)
class Names:
    """Codes with their names, each in the order of its table.

    Attributes:
        activities: text by SBI version and code.
    """

    barrier_steps: Mapping[str, Name]
    instruments: Mapping[str, Name]
    activities: Mapping[str, Mapping[str, str]]

    def steps_of(self, barrier_step: str | None) -> tuple[Name, ...]:
        """The steps that a rule names: one, several with a slash between, or `all`."""
        if barrier_step == _EVERY_STEP:
            return tuple(self.barrier_steps.values())
        codes = barrier_step.split("/") if barrier_step else ()
        return tuple(self.barrier_steps.get(code) or Name(code, "", True) for code in codes)

    def instrument_of(self, text: str) -> Name:
        """The instrument that a rule's text starts with; an unknown code has no explanation."""
        code = text.partition(":")[0].strip()
        return self.instruments.get(code) or Name(code, "", True)


def read(rules: Path) -> Names:
    """Read the names in `tables/` of a rules folder.

    Raises:
        SettingsError: a table is not there, or lacks a column.
    """
    tables = rules / "tables"
    return Names(
        barrier_steps=_names(tables / "barrier_steps.csv"),
        instruments=_names(tables / "instruments.csv"),
        activities={version: _activities(tables, version) for version in ("2008", "2025")},
    )


def _names(file: Path) -> dict[str, Name]:
    rows = _rows(file, ("code", "name", "source", "verified"))
    return {row["code"]: Name(row["code"], row["name"], row["verified"] == "true") for row in rows}


def _activities(tables: Path, version: str) -> dict[str, str]:
    rows = _rows(tables / f"sbi{version}.csv", ("code", "title"))
    return {row["code"]: row["title"] for row in rows}


def _rows(file: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle)
            missing = sorted({*columns} - {*(reader.fieldnames or ())})
            rows = list(reader)
    except OSError as error:
        raise SettingsError(f"cannot be opened: {error.strerror}", file=file) from error
    if missing:
        raise SettingsError(f"lacks the columns {', '.join(missing)}", file=file, line=1)
    return rows
