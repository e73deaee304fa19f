"""Proposals: who may make them, who may decide, and that every step is in the log."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from engine.casework import audit
from engine.casework.models import Proposal, ProposalState, ReportKind, Role, User
from engine.casework.proposals import (
    ProposedChange,
    Report,
    decide,
    find,
    obstacles,
    proposals,
    propose,
)
from engine.casework.users import MAY_PROPOSE, MAY_PUBLISH, sign_in
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW

CHANGE = ProposedChange("GEN", "1.0.0", "a" * 64, "1.0.1", "pack: GEN\n", "b" * 64, "-x\n+y\n")
BACKTEST = Report(ReportKind.BACKTEST, '{"weeks": 8}')


@pytest.fixture
def author(session: Session) -> User:
    return sign_in(session, subject="a.analist", role=Role.ANALYST, now=NOW)


@pytest.fixture
def second(session: Session) -> User:
    return sign_in(session, subject="r.regisseur", role=Role.RIEC_LIAISON, now=NOW)


def _propose(session: Session, user: User, **values: Any) -> Proposal:
    given: dict[str, Any] = {"change": CHANGE, "reason": " te zwaar ", "now": NOW}
    return propose(session, user=user, **(given | values))


def test_proposal_keeps_both_texts_author_and_report(session: Session, author: User) -> None:
    number = _propose(session, author, report=BACKTEST).id
    kept = find(session, number)
    assert (kept.state, kept.reason, kept.author.subject) == (
        ProposalState.OPEN,
        "te zwaar",
        "a.analist",
    )
    assert (kept.text, kept.diff, kept.base_hash) == ("pack: GEN\n", "-x\n+y\n", "a" * 64)
    assert (kept.report_kind, kept.report_hash) == (ReportKind.BACKTEST, BACKTEST.hash)
    assert (kept.created_at, kept.decided_by) == (NOW, None)


@pytest.mark.parametrize("role", list(Role))
def test_role_decides_who_may_propose(session: Session, role: Role) -> None:
    somebody = sign_in(session, subject=str(role), role=role, now=NOW)
    if role in MAY_PROPOSE:
        assert _propose(session, somebody).author is somebody
    else:
        with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
            _propose(session, somebody)


@pytest.mark.parametrize("role", list(Role))
def test_role_decides_who_may_publish(session: Session, author: User, role: Role) -> None:
    proposal = _propose(session, author)
    somebody = sign_in(session, subject=str(role), role=role, now=NOW)
    found = obstacles(proposal, ProposalState.PUBLISHED, user=somebody)
    assert (found == ()) is (role in MAY_PUBLISH)


def test_who_manages_or_checks_the_system_publishes_nothing() -> None:
    assert not MAY_PUBLISH & {Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.BIBOB_OFFICER}


@pytest.mark.parametrize("state", [ProposalState.PUBLISHED, ProposalState.REJECTED])
def test_author_decides_nothing_about_an_own_proposal(
    session: Session, author: User, state: ProposalState
) -> None:
    proposal = _propose(session, author)
    again = sign_in(session, subject="a.analist", role=Role.RIEC_LIAISON, now=NOW)
    with pytest.raises(CaseworkError, match="tweede persoon"):
        decide(session, proposal, state, user=again, reason="toch wel", now=NOW)
    assert proposal.state is ProposalState.OPEN


def test_rejection_needs_a_reason_and_withdrawal_the_author(
    session: Session, author: User, second: User
) -> None:
    proposal = _propose(session, author)
    with pytest.raises(CaseworkError, match="een reden is nodig"):
        decide(session, proposal, ProposalState.REJECTED, user=second, reason=" ", now=NOW)
    with pytest.raises(CaseworkError, match="alleen wie het indiende"):
        decide(session, proposal, ProposalState.WITHDRAWN, user=second, now=NOW)
    decide(session, proposal, ProposalState.WITHDRAWN, user=author, now=NOW)
    assert (proposal.state, proposal.decided_by) == (ProposalState.WITHDRAWN, author)


@pytest.mark.parametrize(
    "state", [ProposalState.PUBLISHED, ProposalState.REJECTED, ProposalState.WITHDRAWN]
)
def test_closed_proposal_stays_closed(
    session: Session, author: User, second: User, state: ProposalState
) -> None:
    proposal = _propose(session, author)
    decide(session, proposal, ProposalState.REJECTED, user=second, reason="nee", now=NOW)
    user = author if state is ProposalState.WITHDRAWN else second
    with pytest.raises(CaseworkError, match="is al afgewezen door"):
        decide(session, proposal, state, user=user, reason="toch", now=NOW)
    assert (proposal.state, proposal.decision_reason) == (ProposalState.REJECTED, "nee")


def test_same_change_is_not_proposed_twice_while_it_is_open(session: Session, author: User) -> None:
    first = _propose(session, author)
    with pytest.raises(CaseworkError, match=f"al voorstel {first.id} van a.analist"):
        _propose(session, author)
    _propose(session, author, change=replace(CHANGE, text_hash="c" * 64))
    decide(session, first, ProposalState.WITHDRAWN, user=author, now=NOW)
    assert _propose(session, author).id > first.id


@pytest.mark.parametrize(
    ("values", "message"),
    [
        pytest.param({"reason": " "}, "een reden is nodig", id="no reason"),
        pytest.param({"reason": "persoon 111222333"}, "BSN", id="op een BSN lijkt"),
        pytest.param({"report": Report(ReportKind.WHATIF, "x")}, "geen JSON-object", id="no JSON"),
        pytest.param({"report": Report(ReportKind.WHATIF, "[]")}, "geen JSON-object", id="a list"),
    ],
)
def test_wrong_proposal_is_refused_and_not_kept(
    session: Session, author: User, values: dict[str, Any], message: str
) -> None:
    with pytest.raises(CaseworkError, match=message):
        _propose(session, author, **values)
    assert proposals(session) == []


def test_proposals_come_in_order_and_by_state(session: Session, author: User, second: User) -> None:
    made = [_propose(session, author, change=replace(CHANGE, text_hash=t * 64)) for t in "cde"]
    decide(session, made[1], ProposalState.REJECTED, user=second, reason="nee", now=NOW)
    assert proposals(session) == made
    assert proposals(session, state=ProposalState.OPEN) == [made[0], made[2]]


def test_unknown_number_tells_where_to_look(session: Session) -> None:
    with pytest.raises(
        CaseworkError, match="er is geen voorstel 9; zie ze met: dijkwacht rules proposals"
    ):
        find(session, 9)


def test_every_step_is_in_the_log(session: Session, author: User, second: User) -> None:
    proposal = _propose(session, author)
    decide(session, proposal, ProposalState.PUBLISHED, user=second, now=NOW)
    found = [(e.actie_naam, e.gebruiker) for e in audit.search(session)]
    assert found == [
        ("Regelpakket voorgesteld: GEN 1.0.0 naar 1.0.1", "a.analist"),
        ("Regelpakket gepubliceerd: GEN 1.0.0 naar 1.0.1", "r.regisseur"),
    ]
    assert len(audit.search(session, object_ids=["b" * 64])) == 2
    assert audit.verify(session) == 2


def test_every_state_has_a_dutch_label() -> None:
    assert len({state.label for state in ProposalState}) == 4
