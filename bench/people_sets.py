"""The public sets of people with a known truth, read with the columns that may be used.

FEBRL (ANU, invented people), fake_1000 and historical 50k (Ministry of Justice, Splink data sets).
Whatever `rules/matching/person_columns.csv` does not allow is dropped as in the product.
"""

import csv
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from engine.matching.people import columns
from engine.matching.people.columns import People
from engine.matching.sheet import Sheet
from engine.settings import SHIPPED_RULES

_FOLDER = Path("data") / "matching"
_HELD_OUT = 5
"""One of so many people loses its counterparts."""


@dataclass(frozen=True, slots=True)
class PeopleSet:
    """One set, to link or, without queries, to search for doubles.

    Attributes:
        title: its name.
        queries: whom to look for; no records when one set is searched for doubles.
        others: who it may be.
        truth: person by id, over both.
        raw: the allowed columns as in the file, by id, for what we are compared with.
    """

    title: str
    queries: People
    others: People
    truth: Mapping[str, str]
    raw: Mapping[str, Mapping[str, str]]

    @property
    def within(self) -> bool:
        """True when one set is searched for doubles."""
        return not self.queries.ids


NOBODY = People((), ())


def load_all(shared: Path) -> list[PeopleSet]:
    """Read every set below `shared`."""
    folder = shared / _FOLDER
    return [
        febrl4(folder / "febrl"),
        febrl1(folder / "febrl"),
        fake_1000(folder / "splink"),
        historical(folder / "splink"),
    ]


def febrl4(folder: Path) -> PeopleSet:
    """5,000 people twice: the errors of 4b against 4a."""
    queries, one = _people(*_csv(folder / "dataset4b.csv"), key="rec_id")
    others, two = _people(*_csv(folder / "dataset4a.csv"), key="rec_id")
    truth = {i: i.split("-")[1] for i in (*queries.ids, *others.ids)}
    return PeopleSet("FEBRL 4", queries, others, truth, one | two)


def febrl1(folder: Path) -> PeopleSet:
    """1,000 records of 500 people."""
    others, raw = _people(*_csv(folder / "dataset1.csv"), key="rec_id")
    return PeopleSet("FEBRL 1", NOBODY, others, {i: i.split("-")[1] for i in others.ids}, raw)


def fake_1000(folder: Path) -> PeopleSet:
    """1,000 records of 251 people, with many empty cells."""
    header, rows = _csv(folder / "fake_1000.csv")
    others, raw = _people(header, rows, key="unique_id")
    cluster = header.index("cluster")
    truth = {row[header.index("unique_id")]: row[cluster] for row in rows}
    return PeopleSet("fake_1000", NOBODY, others, truth, raw)


def historical(folder: Path) -> PeopleSet:
    """50,578 records of 5,156 people from an encyclopedia, with errors."""
    table = pq.read_table(folder / "historical_figures_with_errors_50k.parquet")
    header = table.column_names
    cells = [table[name].to_pylist() for name in header]
    rows = [[value or "" for value in row] for row in zip(*cells, strict=True)]
    others, raw = _people(header, rows, key="unique_id")
    key, cluster = header.index("unique_id"), header.index("cluster")
    return PeopleSet(
        "historical 50k", NOBODY, others, {row[key]: row[cluster] for row in rows}, raw
    )


def as_queries(people: PeopleSet) -> PeopleSet:
    """A set searched for doubles as queries: the first record of everybody against the rest."""
    seen: dict[str, int] = {}
    for row, record_id in enumerate(people.others.ids):
        seen.setdefault(people.truth[record_id], row)
    first = set(seen.values())
    rest = [row for row in range(len(people.others.ids)) if row not in first]
    queries, others = _part(people.others, sorted(first)), _part(people.others, rest)
    return PeopleSet(people.title, queries, others, people.truth, people.raw)


def without_some(people: PeopleSet) -> PeopleSet:
    """A set to link in which one of five people of the queries has no counterpart."""
    rows = [
        row
        for row, record_id in enumerate(people.others.ids)
        if zlib.crc32(people.truth[record_id].encode()) % _HELD_OUT
    ]
    others = _part(people.others, rows)
    return PeopleSet(people.title, people.queries, others, people.truth, people.raw)


def half(people: PeopleSet, which: int) -> PeopleSet:
    """The records of one half of the people, 0 or 1, told apart by a fixed hash."""

    def rows(part: People) -> list[int]:
        hashes = [zlib.crc32(people.truth[i].encode()) >> 4 for i in part.ids]
        return [row for row, hashed in enumerate(hashes) if hashed % 2 == which]

    queries, others = (_part(p, rows(p)) for p in (people.queries, people.others))
    return PeopleSet(people.title, queries, others, people.truth, people.raw)


def _part(people: People, rows: Sequence[int]) -> People:
    return People([people.ids[row] for row in rows], [people.cells[row] for row in rows])


def _csv(file: Path) -> tuple[list[str], list[list[str]]]:
    with file.open(encoding="utf-8", newline="") as handle:
        header, *rows = csv.reader(handle)
    return [name.strip() for name in header], [[cell.strip() for cell in row] for row in rows]


def _people(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, key: str
) -> tuple[People, dict[str, dict[str, str]]]:
    sheet = Sheet(Path(key), tuple(header), tuple(tuple(row) for row in rows), ())
    people = columns.take(sheet, columns.load(SHIPPED_RULES), key=key)
    left = {*people.dropped, "cluster"}
    raw = {
        record_id: {name: cell for name, cell in zip(header, row, strict=True) if name not in left}
        for record_id, row in zip(people.ids, rows, strict=True)
    }
    return people, raw
