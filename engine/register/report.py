"""What a run tells about its sources: files, counts per table, notes, what was left out.

Everything is plain data in a fixed order, so that equal deliveries give equal text.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from connectors.delivery import Note
from engine.register.deliveries import Chosen, InputFile, NotUsed

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
"""What can stand in run.json."""


@dataclass(slots=True)
class FileCounts:
    """Records of one file of a delivery, archives joined by `!`."""

    read: int = 0
    used: int = 0
    quarantined: int = 0
    ignored: Counter[str] = field(default_factory=Counter)

    @property
    def told(self) -> int:
        """How many records have a fate: equal to `read`, or rows were lost."""
        return self.used + self.quarantined + self.ignored.total()

    def as_json(self) -> dict[str, Json]:
        """The counts by name, ignored records by reason."""
        return {
            "read": self.read,
            "used": self.used,
            "quarantined": self.quarantined,
            "ignored": _counts(self.ignored),
        }

    def add(self, other: "FileCounts") -> None:
        """Add the counts of another file."""
        self.read += other.read
        self.used += other.used
        self.quarantined += other.quarantined
        self.ignored += other.ignored


@dataclass(slots=True)
class TableCounts:
    """Rows of one source for one table."""

    delivered: int = 0
    kept: int = 0
    collapsed: int = 0
    quarantined: int = 0
    ignored: Counter[str] = field(default_factory=Counter)

    @property
    def told(self) -> int:
        """How many rows have a fate: equal to `delivered`, or rows were lost."""
        return self.kept + self.collapsed + self.quarantined + self.ignored.total()

    def as_json(self) -> dict[str, Json]:
        """The counts by name, ignored rows by reason."""
        return {
            "delivered": self.delivered,
            "kept": self.kept,
            "collapsed": self.collapsed,
            "quarantined": self.quarantined,
            "ignored": _counts(self.ignored),
        }


@dataclass(slots=True)
class SourceReport:
    """What became of one source.

    Attributes:
        source: its id.
        connector: name of its connector.
        optional: the run goes on without it.
        delivered_on: date of the delivery that counts, None when there is none.
        inputs: the files of that delivery.
        not_used: its other deliveries.
        records: counts per file inside the delivery.
        reasons: records and rows left out by a declared reason.
        tables: counts per canonical table.
        notes: what the connector tells, as a tree.
        problem: why an optional source could not be used.
        not_needed: why a stand-in was not read.
        compared: a stand-in was compared with the register, and nothing of it was kept.
        is_fetched: it was asked over the network; its answers are counted together.
    """

    source: str
    connector: str
    optional: bool = False
    delivered_on: date | None = None
    inputs: tuple[InputFile, ...] = ()
    not_used: tuple[NotUsed, ...] = ()
    records: dict[str, FileCounts] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)
    quarantined: Counter[str] = field(default_factory=Counter)
    tables: dict[str, TableCounts] = field(default_factory=dict)
    notes: dict[str, Json] = field(default_factory=dict)
    problem: str | None = None
    not_needed: str | None = None
    compared: bool = False
    is_fetched: bool = False

    def describe(self, chosen: Chosen) -> None:
        """Take over which delivery counts."""
        self.delivered_on = chosen.delivered_on
        self.inputs, self.not_used = chosen.inputs, chosen.not_used
        self.is_fetched = chosen.notes is not None
        for note in chosen.notes or ():
            self.note(Note(f"fetch/{note.key}", note.value))

    def fail(self, problem: str) -> None:
        """Nothing of the source was stored; forget what was counted so far."""
        self.problem = problem
        self.records, self.tables, self.notes = {}, {}, {}
        self.reasons, self.quarantined = Counter(), Counter()

    def skip(self, reason: str) -> None:
        """The source is not read: it stands in for one that is there."""
        self.not_needed = reason
        self.notes["not needed"] = reason

    def note(self, note: Note) -> None:
        """Keep a note: counts of equal keys add up, a text replaces an earlier one."""
        *path, name = note.key.split("/")
        branch = self.notes
        for step in path:
            below = branch.get(step)
            if not isinstance(below, dict):
                below = {} if below is None else {"": below}
                branch[step] = below
            branch = below
        old = branch.get(name)
        if isinstance(old, dict):
            branch, name, old = old, "", old.get("")
        add = isinstance(old, int) and isinstance(note.value, int)
        branch[name] = old + note.value if add else note.value  # type: ignore[operator]

    @property
    def status(self) -> str:
        """`used`, `no delivery`, `unreadable` (optional); `compared` or `not needed` (stand-in)."""
        if self.problem is not None:
            return "unreadable"
        if self.not_needed is not None:
            return "not needed"
        if self.delivered_on is None:
            return "no delivery"
        return "compared" if self.compared else "used"

    def as_json(self) -> dict[str, Json]:
        """The report for run.json, everything in a fixed order."""
        return {
            "source": self.source,
            "connector": self.connector,
            "optional": self.optional,
            "status": self.status,
            "problem": self.problem,
            "delivered_on": None if self.delivered_on is None else self.delivered_on.isoformat(),
            "files": self._files(),
            "not_used": [_not_used(one) for one in self.not_used],
            "records": self._records(),
            "quarantined": _counts(self.quarantined),
            "ignored": _counts(self.reasons),
            "tables": {name: c.as_json() for name, c in sorted(self.tables.items())},
            "notes": _sorted(self.notes),
        }

    def _records(self) -> dict[str, Json]:
        """Counts per file; of a fetched source all answers together."""
        if self.is_fetched:
            return {one.name: self._total(self.records).as_json() for one in self.inputs}
        return {name: c.as_json() for name, c in sorted(self.records.items())}

    def _files(self) -> list[Json]:
        """Every file with the records in it; of two files with one name the first has them."""
        inside: dict[str, dict[str, FileCounts]] = {}
        for name, counts in self.records.items():
            inside.setdefault(PurePath(name.split("!")[0]).name, {})[name] = counts
        if self.is_fetched:
            inside = {one.path.name: self.records for one in self.inputs}
        return [
            {
                "name": file.name,
                "sha256": file.sha256,
                "bytes": file.size,
                **self._total(inside.pop(file.path.name, {})).as_json(),
            }
            for file in self.inputs
        ]

    @staticmethod
    def _total(records: Mapping[str, FileCounts]) -> FileCounts:
        total = FileCounts()
        for counts in records.values():
            total.add(counts)
        return total


def _not_used(one: NotUsed) -> Json:
    return {
        "delivered_on": one.delivered_on.isoformat(),
        "files": list(one.names),
        "reason": one.reason,
    }


def _counts(counter: Mapping[str, int]) -> dict[str, Json]:
    return {name: counter[name] for name in sorted(counter)}


def _sorted(tree: Json) -> Json:
    if isinstance(tree, dict):
        return {name: _sorted(tree[name]) for name in sorted(tree)}
    return tree
