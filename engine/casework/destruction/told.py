"""How the processing log and the steps of a case tell what was destroyed, written and read here.

What is told so is counted again for the year's account; two texts that drift apart would count 0.
"""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from re import Pattern
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from engine.casework import audit
from engine.casework.audit_models import AuditEntry
from engine.casework.destruction.due import Kind
from engine.casework.paper_register import PaperEntry
from engine.casework.process.models import Transition
from engine.casework.process.states import State
from engine.translatable import mark


class Record(StrEnum):
    """A kind of record that has a term, in the order in which people read about them."""

    SEALED = mark("niet opgepakte signalen")
    CASES = mark("signalen, zaken en Bibob-dossiers")
    RIEC = mark("zaken van het RIEC")
    HITS = mark("treffers in zaken")
    JUDGEMENTS = mark("wat regels zeiden bij oordelen")
    LISTINGS = mark("wat regels zeiden bij vermeldingen op lijsten")
    MATCHES = mark("oordelen over koppelingen")
    ERRORS = mark("gemelde fouten in gegevens")
    PAPERS = mark("stukken")
    NAMES = mark("namen in de kluis")
    LOG = mark("regels van het verwerkingslog")
    RUNS = mark("runs")
    INSOLVENCIES = mark("insolventies in runs")


OF_KIND: Mapping[Kind, Record] = {
    Kind.SEALED: Record.SEALED, Kind.CASE: Record.CASES, Kind.RIEC: Record.RIEC,
    Kind.HITS: Record.HITS, Kind.JUDGEMENTS: Record.JUDGEMENTS, Kind.LISTINGS: Record.LISTINGS,
    Kind.MATCHES: Record.MATCHES, Kind.PAPERS: Record.PAPERS, Kind.NAMES: Record.NAMES,
    Kind.LOG: Record.LOG, Kind.ERRORS: Record.ERRORS,
}  # fmt: skip
"""The kind of record of everything on a list."""

REASONS = {
    Kind.SEALED: "Bewaartermijn van een niet opgepakt signaal verstreken.",
    Kind.CASE: "Bewaartermijn van een zaak verstreken.",
    Kind.RIEC: "Uiterste bewaardag van wat van het RIEC kwam verstreken.",
}
"""Reason of the last step of a destroyed case."""

HITS = "Treffers vernietigd: {count}"
LIST = "Vernietigd: {kind}, aantal {count}"
REMOVED = "Run verwijderd"
REWRITTEN = "Run herschreven zonder {count} records van insolventies"
_BEGINS = (HITS.partition("{")[0], LIST.partition("{")[0], "Run ", audit.CUT)


def _reads(text: str) -> Pattern[str]:
    """What reads a text that was written so."""
    words = re.escape(text).replace(r"\{count\}", r"(?P<count>\d+)")
    return re.compile(words.replace(r"\{kind\}", "(?P<kind>.+)"))


_ONE = {
    _reads(HITS): Record.HITS, _reads(REMOVED): Record.RUNS, _reads(REWRITTEN): Record.INSOLVENCIES,
}  # fmt: skip
_OF_LIST = _reads(LIST)


def destroyed(session: Session, *, since: datetime, until: datetime) -> Counter[Record]:
    """Count what was destroyed in `[since, until)`, by kind of record.

    Cases and papers are counted from their own records, which stay; the rest from the processing
    log, as far as that was not cut (`audit.cut_until`).
    """
    found: Counter[Record] = Counter()
    steps = select(Transition.reason, func.count()).where(
        Transition.to_state == State.DESTROYED, Transition.moved_at >= since,
        Transition.moved_at < until,
    )  # fmt: skip
    of_reason = {reason: OF_KIND[kind] for kind, reason in REASONS.items()}
    for reason, count in session.execute(steps.group_by(Transition.reason)):
        found[of_reason.get(reason, Record.CASES)] += count
    papers = select(func.count()).where(
        PaperEntry.destroyed_at >= since, PaperEntry.destroyed_at < until
    )
    found[Record.PAPERS] += session.scalar(papers) or 0
    found += _of_log(session, since, until)
    return found


def _of_log(session: Session, since: datetime, until: datetime) -> Counter[Record]:
    entries = select(AuditEntry.actie_naam, AuditEntry.verwerkte_objecten).where(
        AuditEntry.tijdstip >= since, AuditEntry.tijdstip < until,
        or_(*(AuditEntry.actie_naam.startswith(text, autoescape=True) for text in _BEGINS)),
    )  # fmt: skip
    found: Counter[Record] = Counter()
    for name, objects in session.execute(entries):
        record, count = _read(name, objects)
        if record is not None:
            found[record] += count
    return found


def _read(name: str, objects: list[dict[str, Any]]) -> tuple[Record | None, int]:
    if name == audit.CUT:
        cut = (one["objectId"] for one in objects if one["soortObjectId"] == "aantal")
        return Record.LOG, int(next(cut, 0))
    if listed := _OF_LIST.fullmatch(name):
        kind = next((one for one in Kind if one == listed["kind"]), None)
        return (None, 0) if kind is None else (OF_KIND[kind], int(listed["count"]))
    for pattern, record in _ONE.items():
        if said := pattern.fullmatch(name):
            return record, int(said.groupdict().get("count") or 1)
    return None, 0
