"""Rules of stricter gates, judged inside an opened case at its location only.

They are judged on the tables that a run stored. What they say is kept in the case, without
points; the run, its list and every other location stay as they are. The log says what will be
read before anything is read, so that a scan that breaks off is told too.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import audit, cases, places, users
from engine.casework.bibob import hook
from engine.casework.case_models import Case, CaseScan
from engine.casework.database import Casework
from engine.casework.models import Role, User
from engine.casework.purging import INSOLVENCY
from engine.errors import CaseworkError
from engine.features import run_hits
from engine.progress import Progress, silent
from engine.register import of_run
from engine.rule_settings import CaseSettings
from engine.rules import evaluate, record, scope
from engine.rules.evaluate import Evaluation
from engine.rules.loader import RuleSet
from engine.rules.model import Outcome, Rule
from engine.rules.scope import Scope
from engine.settings import Settings
from engine.snapshot import Run

_SAID = ("outcome", "reason", "explanation", "filtered_by")
_TEXTS = ("title", "status", "role", "gate", "false_positives", "route_to")
"""What explains an outcome when the pack has moved on; nothing of points or measures."""


def check(casework: Casework, number: int, *, subject: str, role: Role, now: datetime) -> None:
    """Refuse what `scan` would refuse of the case or the user, before packs are read.

    Raises:
        CaseworkError: no such case, it is closed, the role may not, or a Bibob case has
            no file with a valid hook.
    """
    with casework.reading() as session:
        _opened(session, number, users.sign_in(session, subject=subject, role=role, now=now), now)


def scan(
    casework: Casework,
    number: int,
    *,
    subject: str,
    role: Role,
    run: Run,
    ruleset: RuleSet,
    settings: Settings,
    now: datetime,
    progress: Progress = silent,
) -> CaseScan:
    """Judge the rules that a case opens and keep what they say with it.

    Args:
        casework: the database; its settings say which gates a case opens, never a rules folder.
        number: of an open case.
        subject: sign-in of who scans.
        role: one that may open such a case.
        run: whose stored tables are read; the newest, or an older one.
        ruleset: the packs.
        settings: limits of features; freshness is as the run had it.
        now: the moment, with a time zone.
        progress: told after every rule.

    Raises:
        CaseworkError: the role may not, the case is closed, or a Bibob case has no file with
            a valid hook (REQ-BIB-1).
        RunError: the run does not have its location, or has it as several ones.
        RulePackError: a feature does not run within its limits.
    """
    with casework.writing() as session:
        user = users.sign_in(session, subject=subject, role=role, now=now)
        case = _opened(session, number, user, now)
        within = _scope(case, run, casework.settings.cases)
        gates = ", ".join(sorted(within.gates))
        name = f"Zaak bekeken: regels van poort {gates}"
        kinds = _read(ruleset, within)
        cases.log(session, case, user=user, name=name, now=now, source=run.path.name, kinds=kinds)
    with of_run.register(run) as con:
        found = evaluate.evaluate(
            con,
            ruleset,
            as_of=run.as_of,
            settings=of_run.settings_of(run, settings),
            progress=progress,
            within=within,
            hits=None if _is_redacted(run) else run_hits.of_run(run),
        )
    outcomes, not_judged = _outcomes(ruleset, within, found)
    with casework.writing() as session:
        user = users.sign_in(session, subject=subject, role=role, now=now)
        made = CaseScan(
            case=_opened(session, number, user, now),
            run=run.path.name,
            as_of=run.as_of,
            scanned_by=user,
            scanned_at=now,
            outcomes=outcomes,
            not_judged=not_judged,
        )
        session.add(made)
        session.flush()
        _log_kept(session, made, user=user, now=now)
        return made


def _opened(session: Session, number: int, user: User, now: datetime) -> Case:
    case = cases.find(session, number)
    users.require(user, users.MAY_OPEN[case.kind])
    if case.closed_at is not None:
        raise CaseworkError(
            "zaak {number} is gesloten: er wordt niets nieuws meer gelezen", number=str(case.id)
        )
    hook.require_reading(session, case, dutch_day(now))
    return case


def _scope(case: Case, run: Run, settings: CaseSettings) -> Scope:
    kind = case.kind.value
    return Scope(
        gates=frozenset(settings.opens[kind]),
        purposes=frozenset(settings.purposes[kind]),
        location_id=places.locate(run, case.place),
        withheld=_withheld(run),
    )


def _withheld(run: Run) -> dict[tuple[str, str], str]:
    """What the run does not hold, or no longer whole."""
    if not _is_redacted(run):
        return of_run.withheld(run)
    table = INSOLVENCY.removeprefix("tables/")
    taken = f"de bewaartermijn van een bron is verstreken: {table}"
    return {**of_run.withheld(run), (table, ""): taken}


def _is_redacted(run: Run) -> bool:
    """True when retention took rows out of the run, and what was told from them."""
    return bool(run.meta.get("redacted"))


def _read(ruleset: RuleSet, within: Scope) -> tuple[str, ...]:
    """Gates and canonical tables that will be read, for the log."""
    rules = scope.judged(ruleset, within)
    compiled = [ruleset.compiled[rule.id] for rule in rules if rule.id in ruleset.compiled]
    tables = sorted({table for one in compiled for table in one.feature.tables})
    return (*(f"poort {gate}" for gate in sorted(within.gates)), *tables)


def _outcomes(
    ruleset: RuleSet, within: Scope, found: Evaluation
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """What every rule of the case says, by rule id, and why a rule of it was not judged."""
    rows = {row["rule_id"]: row for row in found.hits.to_pylist()}
    rules = sorted((r for r in ruleset.rules if within.asks(r)), key=lambda rule: rule.id)
    not_judged = {r.id: found.not_judged[r.id] for r in rules if r.id in found.not_judged}
    judged = [rule for rule in rules if rule.id not in not_judged]
    return [_outcome(rule, rows.get(rule.id, {})) for rule in judged], not_judged


def _outcome(rule: Rule, row: Mapping[str, Any]) -> dict[str, Any]:
    """One outcome, without points; a rule that was judged and has no row is a NO_HIT."""
    texts, newest = record.of_rule(rule), row.get("newest")
    return {
        "rule_id": rule.id,
        "version": rule.version,
        "condition_hash": rule.condition_hash,
        **{name: row.get(name) for name in _SAID},
        "outcome": row.get("outcome", Outcome.NO_HIT.value),
        "facts": json.loads(row.get("facts") or "{}"),
        "evidence": list(row.get("evidence") or ()),
        "members": list(row.get("member_ids") or ()),
        "newest": newest.isoformat() if newest else None,
        **{name: texts[name] for name in _TEXTS},
    }


def _records(outcomes: Sequence[Mapping[str, Any]]) -> tuple[audit.ProcessedObject, ...]:
    """Every record that an outcome rests on, for the log, by its key."""
    keys = sorted({key for one in outcomes for key in one["evidence"]})
    return tuple(
        audit.ProcessedObject(
            "bronrecord", "record_key", key, "bewijs van een uitkomst", (key.split(":", 2)[1],)
        )
        for key in keys
    )


def _log_kept(session: Session, made: CaseScan, *, user: User, now: datetime) -> None:
    cases.log(
        session,
        made.case,
        user=user,
        name="Uitkomsten van regels in de zaak bewaard",
        now=now,
        source=made.run,
        kinds=("uitkomsten van regels",),
        further=_records(made.outcomes),
    )
