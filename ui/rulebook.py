"""What the page Regels asks: the rules of a run, what a change would do, history, proposals.

Nothing here decides: it opens the workbench on the chosen run and passes on what it says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from engine.casework import proposals, users
from engine.casework.models import Proposal, ProposalState, ReportKind, User
from engine.casework.proposals import Report
from engine.exports import rule_report
from engine.exports.rule_report import RuleState
from engine.progress import Progress, silent
from engine.rules import loader
from engine.rules.loader import RuleSet
from engine.settings import load_settings
from engine.snapshot import Run
from engine.workbench import comparison, editing, effect_text, history, publishing
from engine.workbench import shadow as workbench_shadow
from engine.workbench.changes import KEYS, Change, Knob, knobs
from engine.workbench.comparison import Comparison
from engine.workbench.editing import Draft, SetValue
from engine.workbench.effects import Effect
from engine.workbench.history import RuleHistory
from engine.workbench.session import Session
from engine.workbench.shadow import Shadow
from ui import acting, review, state, victims
from ui.language import tr

MAY_TRY = users.MAY_JUDGE
"""Who may see what a change of the rules does to locations, which tells their bands."""


def states(run: Run) -> tuple[RuleState, ...]:
    """Every rule of the run, by id."""
    return _states(str(run.path))


def ruleset() -> RuleSet:
    """The packs as they stand in the rules folder now."""
    return loader.load(state.rules_folder())


def may_try() -> bool:
    """True when the reviewer's role may see what a change of the rules does to locations."""
    return state.role() in MAY_TRY


def changeable(rule_id: str) -> tuple[Knob, ...]:
    """What can be tried of a rule on stored facts.

    Raises:
        WorkbenchError: the weekly scan never judges it.
    """
    return tuple(knob for knob in knobs(ruleset(), rule_id) if knob.on_facts)


def what_if(run: Run, changes: Sequence[Change]) -> Effect:
    """What changes would do to the run.

    Raises:
        RoleRefused: the role sees no bands.
        WorkbenchError: a change cannot be made; says the way out.
    """
    acting.require(MAY_TRY)
    return _session(str(run.path), str(state.rules_folder())).what_if(changes)


def shadow(run: Run) -> Shadow:
    """What every rule in shadow would change if it counted.

    Raises:
        RoleRefused: the role sees no bands.
    """
    acting.require(MAY_TRY)
    return workbench_shadow.shadow(_session(str(run.path), str(state.rules_folder())))


def compare(run: Run, progress: Progress = silent) -> Comparison:
    """The packs as they stand now against the run.

    Args:
        run: that the packs are judged on.
        progress: told about every rule that is judged.

    Raises:
        RoleRefused: the role sees no bands.
        RulePackError: the packs do not load or run.
        WorkbenchError: the run cannot be compared; says the way out.
    """
    acting.require(MAY_TRY)
    return comparison.compare(run, state.rules_folder(), progress=progress)


def hidden(run: Run) -> frozenset[str]:
    """Locations whose band is not told: listed and not judged yet (blind), or kept off lists."""
    return review.blind(run) | victims.hidden(run)


def precision(rules: RuleSet) -> history.History:
    """How every rule did in the runs and judgements until now."""
    settings = load_settings(state.rules_folder()).precision
    with state.casework().reading() as session:
        return history.of_rules(session, state.known_runs(), rules.rules, settings=settings)


def of_rule(found: history.History, rule_id: str) -> RuleHistory | None:
    """The history of one rule."""
    return next((one for one in found.rules if one.rule_id == rule_id), None)


def draft(changes: Sequence[Change]) -> Draft:
    """The pack file that these changes ask for, and its diff; nothing is written.

    Raises:
        RulePackError: the changed pack does not pass lint or cases.
    """
    folder = state.rules_folder()
    return _draft(str(folder), tuple(changes), loader.fingerprint(folder))


def trial_report(run: Run, changes: Sequence[Change]) -> Report:
    """What the changes did to the run, to lie beside a proposal.

    Raises:
        RoleRefused: the role sees no bands.
        WorkbenchError: a change cannot be made; says the way out.
    """
    return Report(ReportKind.WHATIF, effect_text.summary(what_if(run, changes)))


def propose(found: Draft, *, reason: str, report: Report | None) -> None:
    """Lay a draft before a second person.

    Raises:
        CaseworkError: role or reason is not right, or it was proposed before.
    """
    with state.casework().writing() as session:
        user = users.sign_in(session, subject=state.reviewer(), role=state.role(), now=state.now())
        proposals.propose(
            session, user=user, change=found.change, reason=reason, report=report, now=state.now()
        )


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposal as the page shows it.

    Attributes:
        obstacles: why the reviewer cannot publish it, Dutch; empty when nothing stands in the way.
        is_own: the reviewer made it.
    """

    id: int
    pack: str
    base_version: str
    version: str
    author: str
    reason: str
    created: str
    state: ProposalState
    decided: str
    text: str
    diff: str
    obstacles: tuple[str, ...]
    is_own: bool


def listed_proposals() -> list[ProposalRow]:
    """Every proposal, open ones first, newest first."""
    with state.casework().writing() as session:
        user = users.sign_in(session, subject=state.reviewer(), role=state.role(), now=state.now())
        folder = state.rules_folder()
        asked = (str(folder), loader.fingerprint(folder), user.subject, user.role)
        rows = []
        for one in reversed(proposals.proposals(session)):
            is_open = one.state is ProposalState.OPEN
            stops = _obstacles(*asked, one.id, one, user) if is_open else ()
            rows.append(_row(one, stops, is_own=one.author.subject == user.subject))
        return sorted(rows, key=lambda row: row.state is not ProposalState.OPEN)


def publish(proposal_id: int) -> Path:
    """Publish a proposal as the reviewer; gives the pack's file.

    Raises:
        CaseworkError: something stands in the way; all of it at once.
    """
    return publishing.publish(
        state.casework(),
        state.rules_folder(),
        proposal_id,
        subject=state.reviewer(),
        role=state.role(),
        now=state.now(),
    ).file


def reject(proposal_id: int, *, reason: str) -> None:
    """Reject somebody else's proposal.

    Raises:
        CaseworkError: the reviewer may not, or the reason is missing.
    """
    publishing.reject(
        state.casework(),
        state.rules_folder(),
        proposal_id,
        subject=state.reviewer(),
        role=state.role(),
        reason=reason,
        now=state.now(),
    )


def withdraw(proposal_id: int) -> None:
    """Withdraw the reviewer's own proposal.

    Raises:
        CaseworkError: it is somebody else's, or closed.
    """
    publishing.withdraw(
        state.casework(),
        state.rules_folder(),
        proposal_id,
        subject=state.reviewer(),
        role=state.role(),
        now=state.now(),
    )


def _row(one: Proposal, stops: tuple[str, ...], *, is_own: bool) -> ProposalRow:
    decided = ""
    if one.decided_by is not None and one.decided_at is not None:
        decided = tr("{state} door {who}, {day}").format(
            state=tr(one.state.label),
            who=one.decided_by.subject,
            day=f"{one.decided_at:%d-%m-%Y}",
        )
    return ProposalRow(
        id=one.id,
        pack=one.pack,
        base_version=one.base_version,
        version=one.version,
        author=one.author.subject,
        reason=one.reason,
        created=f"{one.created_at:%d-%m-%Y}",
        state=one.state,
        decided=decided,
        text=one.text,
        diff=one.diff,
        obstacles=stops,
        is_own=is_own,
    )


def _path(key: str) -> tuple[str, ...]:
    return (key,) if key in KEYS else ("params", key)


@st.cache_resource(max_entries=8, show_spinner=False)
def _draft(rules: str, changes: tuple[Change, ...], print_: str) -> Draft:
    del print_  # another content of the rules folder is another draft
    edits = [SetValue(one.rule_id, _path(one.key), one.value) for one in changes]
    return editing.draft(Path(rules), edits)


@st.cache_resource(max_entries=64, show_spinner=False)
def _obstacles(
    rules: str, print_: str, subject: str, role: str, number: int, _one: Proposal, _user: User
) -> tuple[str, ...]:
    del print_, subject, role, number  # any other of these is another answer
    return publishing.obstacles(Path(rules), _one, user=_user)


@st.cache_data(max_entries=8)
def _states(path: str) -> tuple[RuleState, ...]:
    return rule_report.states(state.opened(path))


@st.cache_resource(max_entries=2, on_release=Session.close, show_spinner=False)
def _opened(path: str, rules: str, print_: str) -> Session:
    del print_  # another content of the rules folder is another session
    return Session(state.opened(path), loader.load(Path(rules)), load_settings(Path(rules)))


def _session(path: str, rules: str) -> Session:
    with st.spinner(tr("De run wordt geopend…")):
        return _opened(path, rules, loader.fingerprint(Path(rules)))
