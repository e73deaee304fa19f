"""Instruments in order: local policy, review, how often used, which rules name it, what is missing.

How often an instrument was used is told apart: by people in cases, and by the register of a run.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine import csv_table
from engine.casework.case_models import Case, CaseKind
from engine.casework.process.models import Measure
from engine.exports.rule_docs import names
from engine.rules import local_policy
from engine.rules.local_policy import LocalPolicy
from engine.rules.model import Rule, Status
from engine.snapshot import Run
from engine.translatable import mark

BIBOB = "Bibob"
_KINDS = Path("tables") / "measure_instruments.csv"
_USED = """
SELECT kind, count(*) FROM measure
WHERE decided_on >= $first AND decided_on <= $last AND kind IS NOT NULL
GROUP BY kind ORDER BY kind
"""


@dataclass(frozen=True, slots=True)
class InstrumentState:
    """One instrument.

    Attributes:
        needs_policy: the table of local policy has a row for it.
        in_cases: times used in cases this year; for Bibob, files opened; None when it is not told.
        in_register: times in the register of the run this year; None when it is not known: no
            run, no delivery of measures, or no kind of measure stands for it.
        rules: ids of rules that name it and are not switched off, sorted.
        missing: what must still be put in order, in Dutch.
    """

    code: str
    name: str
    verified: bool
    needs_policy: bool
    policy: LocalPolicy | None
    is_overdue: bool
    in_cases: int | None
    in_register: int | None
    rules: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """From what it is told.

    Attributes:
        rules: rules folder.
        table: of local policy; `local_policy.SAMPLE` for the invented municipality.
        run: whose register is counted; None: none.
        tells_cases: tell how often instruments were used in cases; for roles that work on them.
    """

    rules: Path
    table: Path = local_policy.TABLE
    run: Run | None = None
    tells_cases: bool = True


@dataclass(frozen=True, slots=True)
class Naming:
    """What one rule names, each text beginning with the code of an instrument."""

    id: str
    status: str
    instruments: tuple[str, ...]


def of_run(run: Run) -> list[Naming]:
    """What the rules of a run name: read at once, and as they were then."""
    return [Naming(r["id"], r["status"], tuple(r["instruments"])) for r in run.meta["rules"]]


def of_packs(rules: Iterable[Rule]) -> list[Naming]:
    """What rules of packs name."""
    return [Naming(rule.id, rule.status, tuple(rule.instruments)) for rule in rules]


def overview(
    asked: Asked, rules: Iterable[Naming], session: Session, *, today: date
) -> tuple[InstrumentState, ...]:
    """Every instrument in the order of its table.

    Args:
        asked: tables and run.
        rules: what each rule names, of the run (`of_run`) or of packs (`of_packs`).
        session: any session.
        today: the year of it is counted, up to and with this day.

    Raises:
        SettingsError: a table is wrong; each mistake with its line.
    """
    book = names.read(asked.rules)
    policies = local_policy.load(asked.rules, table=asked.table)
    used = _in_cases(session, today)
    register = _in_register(asked, today)
    suggested: dict[str, set[str]] = {}
    for rule in rules:
        for text in rule.instruments if rule.status != Status.DEPRECATED else ():
            suggested.setdefault(book.instrument_of(text).code, set()).add(rule.id)
    return tuple(
        InstrumentState(
            code=code,
            name=name.text,
            verified=name.verified,
            needs_policy=code in policies,
            policy=policies.get(code),
            is_overdue=code in policies and policies[code].is_overdue(today),
            in_cases=used[code] if asked.tells_cases else None,
            in_register=register.get(code),
            rules=tuple(sorted(suggested.get(code, ()))),
            missing=_missing(policies.get(code), today),
        )
        for code, name in book.instruments.items()
    )


def _missing(policy: LocalPolicy | None, today: date) -> tuple[str, ...]:
    if policy is None:
        return ()
    if policy.policy is None:
        return (mark("lokaal beleid of verordening ontbreekt"),)
    told = [
        text
        for value, text in (
            (policy.published_at, mark("vindplaats ontbreekt")),
            (policy.dated, mark("datum ontbreekt")),
            (policy.review_on, mark("datum van herziening ontbreekt")),
            (policy.owner, mark("eigenaar ontbreekt")),
        )
        if value is None
    ]
    if policy.is_overdue(today):
        told.append(mark("herziening is te laat"))
    if not policy.verified:
        told.append(mark("te verifiëren"))
    return tuple(told)


def _in_cases(session: Session, today: date) -> Counter[str]:
    """Measures decided this year, by code; Bibob files opened this year stand for Bibob."""
    first = date(today.year, 1, 1)
    found = select(Measure.instrument, func.count()).where(
        Measure.decided_on >= first, Measure.decided_on <= today
    )
    used = Counter(
        {code: count for code, count in session.execute(found.group_by(Measure.instrument))}
    )
    files = session.scalars(select(Case.opened_at).where(Case.kind == CaseKind.BIBOB))
    used[BIBOB] += sum(first <= dutch_day(moment) <= today for moment in files)
    return used


def _in_register(asked: Asked, today: date) -> dict[str, int]:
    """Measures of the run this year by code; nothing when the run had no delivery of measures."""
    run = asked.run
    if run is None or not any(row["table"] == "measure" for row in run.meta["source_tables"]):
        return {}
    kinds = _kinds(asked.rules)
    with run.connect() as con:
        last = min(today, run.as_of)
        rows = con.execute(_USED, {"first": date(today.year, 1, 1), "last": last}).fetchall()
    counted = Counter({kinds[kind]: count for kind, count in rows if kind in kinds})
    return {code: counted[code] for code in kinds.values()}


def _kinds(rules: Path) -> Mapping[str, str]:
    """Code of the instrument by kind of measure."""
    found = csv_table.records(rules / _KINDS, ("kind", "code"))
    return {row["kind"]: row["code"] for row in found}
