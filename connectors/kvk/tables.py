"""Code lists of the register: legal forms, error codes and both SBI lists, from `rules/tables`."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from engine.errors import SettingsError

SWITCH = (date(2025, 9, 5), date(2025, 9, 7))
"""KVK went from SBI 2008 to SBI 2025 between these days. Source: KVK, announcement of 2025."""
NO_ACTIVITY = ("0001", "0002")
"""SBI "not yet known" and "no activities left"."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The code lists of one rules folder.

    Attributes:
        legal_forms: name of a legal form, case-folded -> fixed word.
        faults: error code -> kind {ok, empty, unknown_number, bad_input, temporary}.
        sbi: version -> its leaf codes, the ones that a company is normally given.
        sbi_groups: version -> its codes above the leaves.
    """

    legal_forms: Mapping[str, str]
    faults: Mapping[str, str]
    sbi: Mapping[str, frozenset[str]]
    sbi_groups: Mapping[str, frozenset[str]]

    def sbi_versions(self, code: str) -> list[str]:
        """Return the SBI lists that have a code: as a leaf, or else as a group."""
        leaves = [version for version, codes in self.sbi.items() if code in codes]
        return leaves or [version for version, codes in self.sbi_groups.items() if code in codes]

    def sbi_version(self, code: str, fetched_on: date | None) -> str | None:
        """Return the SBI list that a code is from, None when only a guess could tell.

        Args:
            code: four or five digits.
            fetched_on: day of the answer; decides only for a code that both lists have.
        """
        lists = self.sbi_versions(code)
        if len(lists) < 2:
            return lists[0] if lists else None
        if fetched_on is None or SWITCH[0] <= fetched_on <= SWITCH[1]:
            return None
        return "2008" if fetched_on < SWITCH[0] else "2025"

    def legal_form(self, name: str) -> str | None:
        """Return the fixed word for a legal form as KVK writes it, None when not listed."""
        return self.legal_forms.get(" ".join(name.casefold().split()))


@lru_cache(maxsize=8)
def load(rules: Path) -> Tables:
    """Read the code lists of a rules folder.

    Raises:
        SettingsError: a list is not there or lacks a column.
    """
    folder = rules / "tables"
    forms = _read(folder / "legal_forms.csv", "title", "legal_form")
    sbi = {version: _sbi(folder / f"sbi{version}.csv") for version in ("2008", "2025")}
    return Tables(
        {name.casefold(): word for name, word in forms.items()},
        _read(folder / "kvk_error_codes.csv", "code", "kind"),
        {version: leaves for version, (leaves, _) in sbi.items()},
        {version: groups for version, (_, groups) in sbi.items()},
    )


def _sbi(file: Path) -> tuple[frozenset[str], frozenset[str]]:
    """Return the leaf codes of a list and the codes above them."""
    codes = _read(file, "code", "title").keys()
    above = {code[:length] for code in codes for length in range(1, len(code))}
    return frozenset(codes - above), frozenset(codes & above)


def _read(file: Path, key: str, value: str) -> dict[str, str]:
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            return {row[key]: row[value] for row in csv.DictReader(handle)}
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", file=file) from error
    except KeyError as error:
        raise SettingsError(f"column {error} is missing", file=file, line=1) from error
