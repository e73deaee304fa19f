"""SBI codes of an answer, each with the list that it is from."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from connectors.kvk import values
from connectors.kvk.tables import NO_ACTIVITY, Tables
from connectors.kvk.values import Body, Unreadable

_SBI = re.compile(r"[0-9]{4,5}")


@dataclass(frozen=True, slots=True)
class Activity:
    """One SBI code of a company or branch; `version` None when neither list decides."""

    code: str
    version: str | None
    is_main: bool | None


@dataclass(frozen=True, slots=True)
class Found:
    """The activities of one company or branch, and what the run report must say of them."""

    activities: tuple[Activity, ...]
    notes: Counter[str] = field(default_factory=Counter)


def read(parts: Iterable[Body], flag: str, fetched_on: date | None, tables: Tables) -> Found:
    """Read a list of activities; "not yet known" and "none left" are no activities.

    Args:
        parts: objects with `sbiCode`.
        flag: key that says whether it is a main activity; several may be.
        fetched_on: day of the answer.
        tables: both SBI lists.

    Raises:
        Unreadable: a code is not four or five digits.
    """
    found: list[Activity] = []
    notes: Counter[str] = Counter()
    for part in parts:
        code = (values.text(part, "sbiCode") or "").replace(".", "")
        if not code or code in NO_ACTIVITY:
            continue
        if not _SBI.fullmatch(code):
            raise Unreadable("sbiCode is not four or five digits")
        if not tables.sbi_versions(code):
            notes[f"SBI codes in neither list/{code}"] += 1
        version = tables.sbi_version(code, fetched_on)
        found.append(Activity(code, version, values.flag(part, flag)))
    return Found(tuple(found), notes)
