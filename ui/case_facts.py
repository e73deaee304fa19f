"""What is known in a case: hits of the weekly scan kept in it, what the run says now, and scans.

What a run says of a location that is on this week's list stays closed until somebody judged it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from engine.casework import scanning, users
from engine.casework.case_models import Case, CaseScan
from engine.errors import DijkwachtError
from engine.exports.assessment import Assessment
from engine.progress import Progress
from engine.rules import loader
from engine.rules.loader import RuleSet
from engine.settings import load_settings
from engine.snapshot import Run
from ui import review, state
from ui.case_view import CaseView


@dataclass(frozen=True, slots=True)
class Now:
    """What the chosen run says of one location of a case.

    Attributes:
        assessment: None when it may not be told yet; `why_not` says why.
    """

    label: str
    as_of: date
    assessment: Assessment | None
    why_not: str | None


@dataclass(frozen=True, slots=True)
class RuleText:
    """What explains a rule: its title, and innocent explanations that belong to it."""

    title: str
    false_positives: tuple[str, ...]


def now(run: Run, view: CaseView) -> Sequence[Now]:
    """What the run says of every location of the case that is in it."""
    blind = review.blind(run)
    found = []
    for at in view.at:
        location_id = at.spot.location_id
        if location_id is None or at.why_not is not None:
            continue
        found.append(_now(run, location_id, at.spot.label, is_blind=location_id in blind))
    return found


def rule_text(rule_id: str) -> RuleText | None:
    """A rule as the packs have it now; None when they no longer do, or cannot be read."""
    try:
        rules = _texts(str(state.rules_folder()), _stamp())
    except DijkwachtError:
        return None
    return rules.get(rule_id)


def may_scan(view: CaseView) -> bool:
    """True when the reviewer may look at stricter facts in this case now."""
    return view.at_once and state.role() in users.MAY_OPEN[view.case.kind]


def gates(case: Case) -> tuple[str, ...]:
    """Gates that a case of this kind opens, sorted."""
    return tuple(sorted(load_settings().cases.opens[case.kind.value]))


def scan(run: Run, case: Case, progress: Progress) -> CaseScan:
    """Judge the rules that the case opens, at its location only, and keep what they say.

    Raises:
        CaseworkError: the role may not, or the case is closed.
        RunError: the run does not have its location.
        RulePackError: a pack or a feature does not load or run.
    """
    casework, who, role, at = state.casework(), state.reviewer(), state.role(), state.now()
    scanning.check(casework, case.id, subject=who, role=role, now=at)
    folder = state.rules_folder()
    return scanning.scan(
        casework,
        case.id,
        subject=who,
        role=role,
        run=run,
        ruleset=ruleset(),
        settings=loader.settings_of(folder),
        now=at,
        progress=progress,
    )


def ruleset() -> RuleSet:
    """The packs of the rules folder, read again when one of its files changed."""
    return _ruleset(str(state.rules_folder()), _stamp())


def _now(run: Run, location_id: str, label: str, *, is_blind: bool) -> Now:
    if state.role() not in users.MAY_JUDGE:
        return Now(label, run.as_of, None, review.NOT_SHOWN)
    if is_blind:
        why = "Deze locatie staat op de werklijst en is nog niet beoordeeld: oordeel daar eerst."
        return Now(label, run.as_of, None, why)
    found = review.dossier(run, location_id)
    why_not = None if found.assessment is not None else "De run zegt niets over deze locatie."
    return Now(label, run.as_of, found.assessment, why_not)


def _stamp() -> int:
    """The newest change of a file of the packs."""
    files = state.rules_folder().rglob("*")
    return max((file.stat().st_mtime_ns for file in files if file.is_file()), default=0)


@st.cache_resource(max_entries=2)
def _ruleset(folder: str, stamp: int) -> RuleSet:
    del folder, stamp
    return loader.load(state.rules_folder())


@st.cache_resource(max_entries=2)
def _texts(folder: str, stamp: int) -> dict[str, RuleText]:
    return {
        rule.id: RuleText(rule.title, tuple(rule.false_positives))
        for rule in _ruleset(folder, stamp).rules
    }
