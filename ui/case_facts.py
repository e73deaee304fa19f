"""What is known in a case: hits of the weekly scan kept in it, what the run says now, and scans.

What a run says of a location that is on this week's list stays closed until somebody judged it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from engine.casework import cases, scanning, users
from engine.casework.case_models import Case, CaseScan
from engine.casework.process import evidence, opening
from engine.casework.process.evidence import News
from engine.progress import Progress
from engine.rules import loader
from engine.rules.loader import RuleSet
from engine.settings import load_settings
from engine.snapshot import Run
from engine.translatable import mark
from ui import acting, review, state
from ui.acting import Acting
from ui.case_view import CaseView
from ui.language import chosen, tr

_KEPT = "case_now"
_JUDGE_FIRST = mark(
    "De locatie staat op de werklijst en is nog niet beoordeeld: oordeel daar eerst."
)
_NOT_THERE = mark("De gekozen run kent deze locatie niet: kies een andere peildatum.")


@dataclass(frozen=True, slots=True)
class Now:
    """What the chosen run says at the locations of a case.

    Attributes:
        news: hits that the case does not hold.
        against, unknown: sentences with the id of their rule.
        why_not: why nothing of it is told, in Dutch; None when it is.
    """

    news: Sequence[News] = ()
    against: Sequence[tuple[str, str]] = ()
    unknown: Sequence[tuple[str, str]] = ()
    why_not: str | None = None


@dataclass(frozen=True, slots=True)
class RuleText:
    """What explains a rule: its title, and innocent explanations that belong to it."""

    title: str
    false_positives: tuple[str, ...]


def now(run: Run, view: CaseView) -> Now:
    """What the run says at every location of the case; that it was looked at is logged once.

    It is kept while the case is on the screen, until something is done in it.
    """
    if state.role() not in users.MAY_JUDGE:
        return Now(why_not=review.NOT_SHOWN)
    here = [at.spot.location_id for at in view.at if at.spot.location_id]
    if not here:
        return Now(why_not=_NOT_THERE)
    if review.blind(run).intersection(here):
        return Now(why_not=_JUDGE_FIRST)
    stands = (view.case.id, view.case.version, run.path.name, tuple(here), chosen())
    kept: tuple[object, Now] | None = st.session_state.get(_KEPT)
    if kept is None or kept[0] != stands:
        kept = (stands, _read(run, view, here))
        st.session_state[_KEPT] = kept
    return kept[1]


def _read(run: Run, view: CaseView, here: Sequence[str]) -> Now:
    with acting.signed_in() as act:
        case = cases.find(act.session, view.case.id)
        opening.refuse_blind(act.session, case, run)
        _log_once(act, case, run)
        news = evidence.new_since(act.session, case, run)
    found = [review.dossier(run, location_id).assessment for location_id in here]
    told = [one for one in found if one is not None]
    unknown = [one for assessment in told for one in assessment.unknown]
    not_known = tr("niet bekend")
    return Now(
        news,
        [(one.sentence, one.rule_id) for found in told for one in found.mitigating],
        [(f"{one.title}: {one.reason or not_known}", one.rule_id) for one in unknown],
    )


def rule_text(run: Run, rule_id: str) -> RuleText | None:
    """A rule as the run had it; None when the run did not have it."""
    return _texts(str(run.path)).get(rule_id)


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
    with st.spinner(tr("De regels worden gelezen…")):
        return _ruleset(str(state.rules_folder()), _stamp())


def _log_once(act: Acting, case: Case, run: Run) -> None:
    """Log that the hits of a run were looked at, once while the case is on the screen."""
    key = f"case_news_{case.id}_{run.path.name}"
    if st.session_state.get(key):
        return
    st.session_state[key] = True
    cases.log(
        act.session,
        case,
        user=act.user,
        name="Nieuws voor de zaak ingezien",
        now=act.now,
        source=run.path.name,
        kinds=("treffers",),
    )


def _stamp() -> int:
    """The newest change of a file of the packs."""
    files = state.rules_folder().rglob("*")
    return max((file.stat().st_mtime_ns for file in files if file.is_file()), default=0)


@st.cache_resource(max_entries=2, show_spinner=False)
def _ruleset(folder: str, stamp: int) -> RuleSet:
    del folder, stamp
    return loader.load(state.rules_folder())


@st.cache_resource(max_entries=4, show_spinner=False)
def _texts(path: str) -> dict[str, RuleText]:
    rules = state.opened(path).meta.get("rules", ())
    return {
        rule["id"]: RuleText(rule["title"], tuple(rule.get("false_positives") or ()))
        for rule in rules
    }
