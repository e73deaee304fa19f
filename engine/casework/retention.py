"""Retention of runs: what must be destroyed, and destroying it with an entry in the log.

Cases of the insolvency register may be kept until six months after their end, and no longer than
the register shows them; that holds for every copy, so also for older runs. Runs themselves are
kept for a number of weeks. An entry is written before the deed: what is done is always logged,
and a deed that was broken off is done and logged again.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from connectors.dates import dutch_day, months_after
from engine import rewriting, snapshot
from engine.casework import audit
from engine.casework.audit import ProcessedObject, Processing
from engine.casework.database import Casework
from engine.casework.destruction import told
from engine.casework.destruction.due import STEP
from engine.casework.destruction.forecast import Coming
from engine.casework.destruction.told import Record
from engine.casework.purging import Keys, Purge, Purged, insolvencies, purged
from engine.register_settings import RetentionSettings
from engine.snapshot import Run

CONNECTOR = "cir"


@dataclass(frozen=True, slots=True)
class Plan:
    """What must be destroyed on a day.

    Attributes:
        removals: runs that are too old, oldest first.
        purges: runs that hold what they may no longer hold, oldest first.
    """

    removals: tuple[Run, ...]
    purges: tuple[Purge, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """What was, or would be, done to one run.

    Attributes:
        rows: insolvencies and rows in quarantine that went; None when the run itself went.
        hits: hits that went with them.
        told: hits and features that lost what was told from them.
    """

    run: str
    rows: int | None = None
    hits: int = 0
    told: int = 0
    old_hash: str = ""
    new_hash: str = ""


def plan(out: Path, *, today: date, settings: RetentionSettings) -> Plan:
    """Find what must be destroyed; reads only.

    Args:
        out: folder of runs.
        today: the day on which it is looked at.
        settings: how long cases and runs are kept.

    Raises:
        RunError: a run cannot be read.
    """
    runs, kept = snapshot.list_runs(out), kept_runs(out, today=today, weeks=settings.run_weeks)
    paths = {run.path for run in kept}
    removals = [run for run in runs if run.path not in paths]
    rows = {run.path: insolvencies(run) for run in kept}
    expired = _expired(rows, today=today, months=settings.insolvency_months_after_end)
    found = [_purge(run, kept[0], rows, expired) for run in kept]
    wanted = [purge for purge in found if purge.rows]
    return Plan(tuple(reversed(removals)), tuple(reversed(wanted)))


def kept_runs(out: Path, *, today: date, weeks: int) -> list[Run]:
    """Runs that are not too old, the newest first; the newest one always."""
    runs = snapshot.list_runs(out)
    oldest = today - timedelta(weeks=weeks)
    return runs[:1] + [run for run in runs[1:] if run.as_of >= oldest]


def coming(runs: Sequence[Run], *, until: date, settings: RetentionSettings) -> list[Coming]:
    """Count the runs that must go up to a day, and insolvencies in the newest run, sorted.

    Of the newest run nothing is told: it stays until there is a newer one.

    Args:
        runs: all of them, the newest first.
        until: last day that counts, closed.
        settings: how long cases and runs are kept.

    Raises:
        RunError: the newest run cannot be read.
    """
    kept = timedelta(weeks=settings.run_weeks, days=1)
    days = [(Record.RUNS, run.as_of + kept) for run in runs[1:]]
    for row in insolvencies(runs[0]) if runs else ():
        months = settings.insolvency_months_after_end
        over_on = _over_on(row.get("findable_until"), row.get("ended_on"), months)
        days += [] if over_on is None else [(Record.INSOLVENCIES, over_on)]
    found = Counter((record, day) for record, day in days if day <= until)
    return sorted(Coming(*day, count) for day, count in found.items())


def apply(plan: Plan, casework: Casework, *, user: str, now: datetime) -> Iterator[Deed]:
    """Destroy what a plan names, run by run, and log every deed before it is done.

    Args:
        plan: what to destroy.
        casework: the database with the log.
        user: who asked for it.
        now: the moment, with a time zone.

    Raises:
        RunError: a run cannot be rewritten or removed; it is as it was.
        CaseworkError: the log cannot be written; the run is as it was.
    """
    for run in plan.removals:
        deed = Deed(run.path.name, old_hash=run.result_hash)
        with casework.writing() as session:
            audit.append(session, _removal(deed, user), now=now)
        rewriting.remove(run)
        yield deed
    for purge in plan.purges:
        result = purged(purge)
        deed = _deed(purge, result)
        meta = _meta(purge, deed, result.changed, on=dutch_day(now))
        # The log is committed before the new content takes the place of the old.
        with rewriting.rewritten(purge.run, result.changed, meta), casework.writing() as session:
            audit.append(session, _rewriting(deed, user), now=now)
        yield deed


def foresee(plan: Plan) -> Iterator[Deed]:
    """Tell what `apply` would do, without doing or logging it."""
    yield from (Deed(run.path.name, old_hash=run.result_hash) for run in plan.removals)
    yield from (_deed(purge, purged(purge)) for purge in plan.purges)


def _expired(rows: Mapping[Path, Sequence[Mapping[str, Any]]], *, today: date, months: int) -> Keys:
    """Keys of cases that may be kept no longer, by what any run knows of their end."""
    return frozenset(
        row["record_key"]
        for found in rows.values()
        for row in found
        if _is_over(row.get("findable_until"), row.get("ended_on"), today, months)
    )


def _is_over(until: date | None, ended: date | None, today: date, months: int) -> bool:
    over_on = _over_on(until, ended, months)
    return over_on is not None and over_on <= today


def _over_on(until: date | None, ended: date | None, months: int) -> date | None:
    """The day from which a case of the insolvency register may be kept no longer."""
    last = [] if until is None else [until]
    last += [] if ended is None else [months_after(ended, months)]
    return min(last) + timedelta(days=1) if last else None


def _purge(
    run: Run,
    newest: Run,
    rows: Mapping[Path, Sequence[Mapping[str, Any]]],
    expired: Keys,
) -> Purge:
    """What one run must no longer hold."""
    registers = _registers(newest)
    known = {row["record_key"] for row in rows[newest.path]}
    keys = {row["record_key"] for row in rows[run.path] if row["record_key"] in expired}
    if run is not newest:
        keys |= {
            row["record_key"]
            for row in rows[run.path]
            if row["source"] in registers and row["record_key"] not in known
        }
    return Purge(run, frozenset(keys), _refused(run, newest, registers, known, expired))


def _registers(newest: Run) -> frozenset[str]:
    """Sources of the insolvency register that the newest run has read."""
    sources = newest.meta.get("register", {}).get("sources", [])
    return frozenset(
        source["source"]
        for source in sources
        if source["connector"] == CONNECTOR and source["status"] == "used"
    )


def _refused(
    run: Run, newest: Run, registers: frozenset[str], known: set[str], expired: Keys
) -> frozenset[tuple[str, str]]:
    """Rows in quarantine about cases that are gone or over."""
    pairs = _quarantine(run)
    gone: set[tuple[str, str]] = set()
    if run is not newest:
        still = _quarantine(newest)
        gone = {
            (source, case)
            for source, case in pairs - still
            if source in registers and f"{source}:insolvency:{case}" not in known
        }
    over = {(source, case) for source, case in pairs if f"{source}:insolvency:{case}" in expired}
    return frozenset(gone | over)


def _quarantine(run: Run) -> set[tuple[str, str]]:
    if "quarantine" not in rewriting.table_names(run):
        return set()
    table = run.table("quarantine")
    pairs = zip(table["source"].to_pylist(), table["record_id"].to_pylist(), strict=True)
    return {(source, case) for source, case in pairs if case is not None}


def _deed(purge: Purge, result: Purged) -> Deed:
    return Deed(
        run=purge.run.path.name,
        rows=purge.rows,
        hits=result.hits,
        told=result.told,
        old_hash=purge.run.result_hash,
        new_hash=rewriting.hash_with(purge.run, result.changed),
    )


def _meta(purge: Purge, deed: Deed, changed: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    """run.json of a redacted run; `redacted` tells of all redactions since it was published."""
    meta = purge.run.meta
    before = meta.get("redacted", {})
    counts = {name: table.num_rows for name, table in changed.items()}
    return {
        **meta,
        "result_hash": deed.new_hash,
        "rows": {**meta.get("rows", {}), **counts},
        "redacted": {
            "on": on.isoformat(),
            "rows": before.get("rows", 0) + (deed.rows or 0),
            "old_hash": before.get("old_hash", deed.old_hash),
            "new_hash": deed.new_hash,
        },
    }


def _rewriting(deed: Deed, user: str) -> Processing:
    name = told.REWRITTEN.format(count=deed.rows)
    objects = (
        _object(deed, "geschoonde run", "insolventies"),
        ProcessedObject("inhoud van een run", "sha256", deed.old_hash, "vervangen inhoud"),
        ProcessedObject("inhoud van een run", "sha256", deed.new_hash, "nieuwe inhoud"),
    )
    return Processing(name, STEP, user, objects, deed.run)


def _removal(deed: Deed, user: str) -> Processing:
    objects = (
        _object(deed, "verwijderde run", "alle gegevens van de run"),
        ProcessedObject("inhoud van een run", "sha256", deed.old_hash, "vernietigde inhoud"),
    )
    return Processing(told.REMOVED, STEP, user, objects, deed.run)


def _object(deed: Deed, involvement: str, data: str) -> ProcessedObject:
    return ProcessedObject("run", "naam van de map", deed.run, involvement, (data,))
