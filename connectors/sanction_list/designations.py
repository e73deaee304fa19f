"""One designation: who is listed in which legal context since when, and which row of it counts."""

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from connectors import dates
from connectors.sanction_list.layout import IDENTIFIERS, NAMES, Cells, Record, hide, split
from engine.errors import SettingsError

PERSON = "person"
SUPERSEDED = "superseded by an amendment of the act"
DUPLICATE = "the same designation once more"
CONFLICT = "designations with one key differ"
_REQUIRED = ("programKey", "measure", "schema", "name")
_CELEX = re.compile(r"[0-9]([0-9]{4})[A-Z]{1,2}([0-9]{4})")
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_WORDED = re.compile(r"([0-9]{1,2}) ([A-Z][a-z]{2,8})\.? ([0-9]{4})")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_SHORTEST = 3


class Unreadable(ValueError):
    """A row cannot be used; the message is the reason for quarantine."""


@dataclass(frozen=True, slots=True)
class Designation:
    """One row of a list.

    Attributes:
        entity_id: act, annex, programme, measure and schema, with the record's own id or a mark
            in place of its name.
        values: columns of `sanction`.
        rank: later amendments are higher; a consolidated file is the lowest.
    """

    record: Record
    entity_id: str
    values: Mapping[str, object]
    rank: tuple[str, ...]


@lru_cache(maxsize=8)
def kinds(rules: Path) -> Mapping[str, str]:
    """Schema -> fixed word, from the code list of a rules folder.

    Raises:
        SettingsError: the list is not there or lacks a column.
    """
    file = rules / "tables" / "sanction_schemas.csv"
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            return {row["schema"]: row["kind"] for row in csv.DictReader(handle)}
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", file=file) from error
    except KeyError as error:
        raise SettingsError(f"column {error} is missing", file=file, line=1) from error


def read(record: Record, words: Mapping[str, str]) -> Designation:
    """Read one row.

    Raises:
        Unreadable: too few or too many cells, a needed one is empty, or one cannot be read.
    """
    cells = record.cells
    if cells is None:
        raise Unreadable("another number of cells than the header")
    if missing := [name for name in _REQUIRED if not cells[name]]:
        raise Unreadable(f"{missing[0]} is empty")
    if cells["schema"] not in words:
        raise Unreadable(f"schema is not listed: {cells['schema'][:40]!r}")
    kind = words[cells["schema"]]
    act, rank = _acts(cells)
    own = cells["recordId"] or hide(cells["name"])
    context = (act, cells["annex"], cells["programKey"], cells["measure"], cells["schema"])
    values: dict[str, object] = {
        "entity_id": "/".join((*context, own)),
        "kind": kind,
        "programme": cells["programKey"],
        "measure": cells["measure"],
        **_listed_on(cells["startDate"]),
    }
    if kind != PERSON:
        values |= _identity(cells)
    return Designation(record, str(values["entity_id"]), values, rank)


def choose(
    found: Sequence[Designation],
) -> tuple[list[Designation], list[tuple[Designation, str]], list[Designation]]:
    """Decide which row of each designation counts.

    Returns:
        What is used, what is left out with the reason, and what contradicts itself.
    """
    used: list[Designation] = []
    ignored: list[tuple[Designation, str]] = []
    conflicts: list[Designation] = []
    groups: defaultdict[str, list[Designation]] = defaultdict(list)
    for one in sorted(found, key=lambda d: (d.rank, d.record.file, d.record.line)):
        groups[one.entity_id].append(one)
    for group in groups.values():
        newest = [one for one in group if one.rank == group[-1].rank]
        ignored += [(one, SUPERSEDED) for one in group[: -len(newest)]]
        if any(one.values != newest[0].values for one in newest):
            conflicts += newest
            continue
        used.append(newest[0])
        ignored += [(one, DUPLICATE) for one in newest[1:]]
    return used, ignored, conflicts


def _acts(cells: Cells) -> tuple[str, tuple[str, ...]]:
    """The framework act, and how new what is said about it is."""
    act = cells.get("celex") or cells.get("amendedCelex") or ""
    if not _CELEX.fullmatch(act):
        raise Unreadable("the number of the act (celex) is not one")
    if "amendmentCelex" not in cells:
        return act, ()
    amending = _CELEX.fullmatch(cells["amendmentCelex"])
    if amending is None:
        raise Unreadable("amendmentCelex is not the number of an act")
    return act, (amending[1], amending[2])


def _identity(cells: Cells) -> dict[str, object]:
    """Names and identifiers of an organisation, vessel or asset."""
    others = [name for column in NAMES for name in split(cells[column])]
    identifiers = [
        f"{prefix}:{value}"
        for column, prefix in IDENTIFIERS.items()
        for value in split(cells[column])
    ]
    return {
        "name": " ".join(cells["name"].split()),
        "other_names": list(dict.fromkeys(others)),
        "identifiers": list(dict.fromkeys(identifiers)),
    }


def _listed_on(text: str) -> dict[str, object]:
    """The printed day, or its precision; nothing when the act prints none."""
    if not text:
        return {}
    try:
        if found := _DOTTED.fullmatch(text):
            day, month, year = found.groups()
            return {"listed_on": date(int(year), int(month), int(day))}
        if found := _WORDED.fullmatch(" ".join(text.split())):
            day, word, year = found.groups()
            return {"listed_on": date(int(year), _month(word), int(day))}
        full, partial = dates.parse_partial(text, "%Y-%m-%d")
    except ValueError as error:
        raise Unreadable("startDate is not a day that exists") from error
    if partial is not None:
        return {"listed_on_partial": partial}
    return {} if full is None else {"listed_on": full}


def _month(word: str) -> int:
    """1 to 12 for an English month, in full or shortened to three letters or more."""
    fits = [n for n, name in enumerate(_MONTHS, start=1) if name.startswith(word.lower())]
    if len(word) < _SHORTEST or len(fits) != 1:
        raise ValueError("no month")
    return fits[0]
