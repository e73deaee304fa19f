"""What the deliveries of a run were worth: age, rows, places, quarantine, and the trend.

Read from run.json and the quarantine of published runs; nothing is read from a delivery again.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from connectors import about
from engine.exports.spreadsheet import to_csv
from engine.rule_settings import Freshness
from engine.snapshot import Run

QUARANTINE = ("source", "file", "line", "record_id", "reason", "raw")


_SOUND = ("used", "compared", "not needed")
"""States of a source with which nothing is wrong; the last two are those of a stand-in."""


@dataclass(frozen=True, slots=True)
class Age:
    """How old what a source says of one register is.

    Attributes:
        days: age on the day of the run, None when nobody said when it was delivered.
        limit: days up to which it is fresh, closed.
    """

    register: str
    days: int | None
    limit: int

    @property
    def is_stale(self) -> bool:
        """True when features that read this register are UNKNOWN because of it."""
        return self.days is None or self.days > self.limit


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source in one run.

    Attributes:
        source: id in `sources.yaml`.
        connector: name of its connector.
        title: what people call it.
        status: `used`, `compared`, `not needed`, `unreadable` or `no delivery`.
        problem: why an optional source could not be used.
        delivered_on: day of the delivery that counts.
        ages: per register that it stands for; empty when it was not used.
        privacy_check: reference of the recorded compatibility check.
        tables: canonical tables that got rows, with their number.
        read: records read; `used`, `quarantined` and `ignored` add up to it.
        placed: rows that say where, None when its tables have no places.
        matched: rows at a location, None likewise.
        reasons: quarantined records and rows per reason, most first.
        ignored_reasons: records left out by a declared reason, most first.
        notes: what the connector told, as a tree.
    """

    source: str
    connector: str
    title: str
    status: str
    problem: str | None
    delivered_on: date | None
    ages: tuple[Age, ...]
    privacy_check: str | None
    tables: Mapping[str, int]
    read: int
    used: int
    quarantined: int
    ignored: int
    placed: int | None
    matched: int | None
    reasons: tuple[tuple[str, int], ...]
    ignored_reasons: tuple[tuple[str, int], ...]
    notes: Mapping[str, Any]

    @property
    def is_stale(self) -> bool:
        """True when one of its registers is too old, or it gave nothing at all."""
        return self.status not in _SOUND or any(age.is_stale for age in self.ages)

    @property
    def matched_share(self) -> float | None:
        """Share of the rows that say where which lie at a location, 0..1; None without any."""
        return self.matched / self.placed if self.placed and self.matched is not None else None


def of_run(run: Run) -> tuple[SourceState, ...]:
    """The state of every source of a run, in the order of `sources.yaml`."""
    supplies: dict[str, list[Mapping[str, Any]]] = {}
    for row in run.meta["source_tables"]:
        supplies.setdefault(row["source"], []).append(row)
    freshness = Freshness.model_validate(run.meta["settings"]["freshness_days"])
    return tuple(
        state(told, supplies.get(told["source"], []), as_of=run.as_of, freshness=freshness)
        for told in run.meta["register"]["sources"]
    )


def are_roads_unknown(run: Run) -> bool:
    """True when no road was given, so that nobody knows whether a location spans one.

    A run that an earlier version made tells nothing of roads: it never looked at them.
    """
    roads = run.meta["register"].get("roads")
    return roads is None or roads["not_checked"] is not None


def state(
    told: Mapping[str, Any],
    supplies: Sequence[Mapping[str, Any]],
    *,
    as_of: date,
    freshness: Freshness,
) -> SourceState:
    """The state of one source.

    Args:
        told: its report, as in run.json.
        supplies: its rows of `source_tables`.
        as_of: day on which age is measured.
        freshness: limits per register.
    """
    counts = _totals(told["records"].values())
    delivered = told["delivered_on"] and date.fromisoformat(told["delivered_on"])
    description = about.load(told["connector"])
    places = [row for row in supplies if row.get("placed") is not None]
    return SourceState(
        source=told["source"],
        connector=told["connector"],
        title=description.title if description else told["connector"],
        status=told["status"],
        problem=told["problem"],
        delivered_on=delivered or None,
        ages=_ages(supplies, delivered, as_of, freshness),
        privacy_check=next((row["privacy_check"] for row in supplies), None),
        tables={name: table["kept"] for name, table in sorted(told["tables"].items())},
        read=counts["read"],
        used=counts["used"],
        quarantined=counts["quarantined"],
        ignored=counts["ignored"],
        placed=sum(row["placed"] for row in places) if places else None,
        matched=sum(row["matched"] for row in places) if places else None,
        reasons=_most(told["quarantined"]),
        ignored_reasons=_most(told["ignored"]),
        notes=told["notes"],
    )


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One source in one earlier or later run."""

    as_of: date
    delivered_on: date | None
    used: int
    quarantined: int
    matched_share: float | None


def trend(runs: Iterable[Run], source: str, *, last: int = 12) -> tuple[TrendPoint, ...]:
    """One source over the last runs, oldest first; of runs of one day the newest counts.

    Args:
        runs: newest first, as `snapshot.list_runs` gives them.
        source: id of the source.
        last: how many days of runs at the most.
    """
    points: dict[date, TrendPoint] = {}
    for run in runs:
        if run.as_of in points:
            continue
        if len(points) == last:
            break
        found = next((s for s in of_run(run) if s.source == source), None)
        if found is not None:
            points[run.as_of] = TrendPoint(
                run.as_of, found.delivered_on, found.used, found.quarantined, found.matched_share
            )
    return tuple(points[day] for day in sorted(points))


def quarantine(run: Run, source: str | None = None) -> list[dict[str, Any]]:
    """Rows in quarantine, of one source or of all, by source, file and line."""
    rows = run.table("quarantine").select(list(QUARANTINE)).to_pylist()
    return [row for row in rows if source in (None, row["source"])]


def quarantine_csv(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Rows in quarantine as a CSV for a spreadsheet."""
    return to_csv(QUARANTINE, ([row[name] for name in QUARANTINE] for row in rows))


def _totals(records: Iterable[Mapping[str, Any]]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for counts in records:
        totals["read"] += counts["read"]
        totals["used"] += counts["used"]
        totals["quarantined"] += counts["quarantined"]
        totals["ignored"] += sum(counts["ignored"].values())
    return totals


def _ages(
    supplies: Sequence[Mapping[str, Any]],
    delivered: date | None,
    as_of: date,
    freshness: Freshness,
) -> tuple[Age, ...]:
    days = (as_of - delivered).days if delivered else None
    registers = sorted({str(row["register"]) for row in supplies if row.get("covers", True)})
    return tuple(Age(register, days, freshness.limit(register)) for register in registers)


def _most(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
