"""Names of barrier steps, instruments and activities, from the tables of a rules folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine import csv_table
from engine.rules.named import Name, instruments, named

_EVERY_STEP = "all"


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
        barrier_steps=named(tables / "barrier_steps.csv"),
        instruments=instruments(rules),
        activities={version: _activities(tables, version) for version in ("2008", "2025")},
    )


def _activities(tables: Path, version: str) -> dict[str, str]:
    rows = csv_table.records(tables / f"sbi{version}.csv", ("code", "title"))
    return {row["code"]: row["title"] for row in rows}
