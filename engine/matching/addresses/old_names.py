"""Names of streets and towns that are no longer used, from `rules/matching/old_names.csv`.

After a merger of municipalities people go on writing what they are used to. One old name may mean
several places: then it only says that the address lies in one of them.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine import csv_table
from engine.errors import SettingsError
from engine.matching.addresses.text import street_key, town_key

FILE = Path("matching") / "old_names.csv"
COLUMNS = ("kind", "old", "new", "source", "verified")
KINDS = ("street", "town", "municipality")


@dataclass(frozen=True, slots=True)
class OldNames:
    """Keys of what is meant, by key of the old name.

    Attributes:
        towns: of old towns and of municipalities, old and present.
        streets: of streets.
    """

    towns: Mapping[str, frozenset[str]]
    streets: Mapping[str, frozenset[str]]


NO_OLD_NAMES = OldNames({}, {})


def load(rules: Path) -> OldNames:
    """Read the table of a rules folder.

    Raises:
        SettingsError: the table cannot be read, or a row is wrong; named with line.
    """
    file = rules / FILE
    towns: dict[str, set[str]] = defaultdict(set)
    streets: dict[str, set[str]] = defaultdict(set)
    for line, cells in csv_table.rows(file, COLUMNS):
        if len(cells) != len(COLUMNS):
            what = f"{len(cells)} cells where {len(COLUMNS)} are expected"
            raise SettingsError(what, file=file, line=line)
        kind, old, new, source, verified = cells
        key = street_key if kind == "street" else town_key
        before, after = key(old), key(new)
        if kind not in KINDS or before is None or after is None or not source:
            what = f"kind is one of {', '.join(KINDS)}; old, new and source are given"
            raise SettingsError(what, file=file, line=line)
        if verified not in ("true", "false"):
            raise SettingsError("verified is true or false", file=file, line=line)
        (streets if kind == "street" else towns)[before].add(after)
    return OldNames(
        {key: frozenset(found) for key, found in towns.items()},
        {key: frozenset(found) for key, found in streets.items()},
    )
