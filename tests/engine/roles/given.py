"""Arguments of services that look at more than who asks before they look at the role."""

from collections.abc import Mapping
from pathlib import Path
from unittest import mock

from sqlalchemy import select

from engine.casework import matches, proposals
from engine.casework.match_models import MatchKind, MatchVerdict
from engine.casework.matches import Pair, Said
from engine.casework.models import Proposal, ProposalState, Role, User
from engine.casework.process.states import State
from engine.casework.proposals import ProposedChange
from engine.exports.exchange import giving
from engine.exports.papers import produce, weekly
from engine.exports.papers.texts import Format
from engine.snapshot import Run
from tests.engine.casework.conftest import NOW
from tests.engine.roles.world import WHY, Calling, Value, subject

NOWHERE = Path("/nowhere-that-is")
_CHANGE = ProposedChange("GEN", "1", "a" * 64, "2", "tekst", "b" * 64, "verschil")


def _proposal(calling: Calling) -> Proposal:
    """An open proposal of somebody else, in the session of the call."""
    author = calling.open.scalar(select(User).where(User.subject == subject(Role.ANALYST)))
    assert author is not None
    made = proposals.propose(
        calling.open, user=author, change=_CHANGE, reason=WHY, report=None, now=NOW
    )
    calling.open.flush()
    return made


def _run(_: Calling) -> Run:
    """A run that was made with any key."""
    run = mock.MagicMock(spec=Run)
    run.meta = {}
    return run


def _vault(_: Calling) -> object:
    vault = mock.MagicMock()
    vault.key = b"k" * 32
    return vault


def _pairs(_: Calling) -> list[Pair]:
    return [matches.pair(MatchKind.COMPANY, "P" + "a" * 20, "90000001")]


def _said(verdict: MatchVerdict) -> Said:
    return Said(verdict, WHY, "2026-11-01-run", {}, {})


_TO_CARE: Mapping[str, Value] = {
    "to": lambda _: State.TO_CARE, "outcome": lambda _: None, "over_capacity": lambda _: True,
}  # fmt: skip
GIVEN: Mapping[str, Mapping[str, Value]] = {
    "casework.process.moving.move": _TO_CARE,
    "casework.proposals.decide": {
        "proposal": _proposal, "state": lambda _: ProposalState.REJECTED,
    },
    "casework.matches.confirming.confirm": {"pairs": _pairs},
    "casework.matches.judging.judge": {
        "pairs": _pairs, "said": lambda _: _said(MatchVerdict.UNSURE),
    },
    "casework.matches.judging.say": {"pairs": _pairs, "said": lambda _: _said(MatchVerdict.UNSURE)},
    "casework.matches.judging.undo": {
        "pairs": _pairs, "said": lambda _: _said(MatchVerdict.WITHDRAWN),
    },
    "casework.name_search.search": {
        "vault": _vault, "name": lambda _: "Bedachte Naam", "run": _run,
    },
    "exports.exchange.giving.give": {
        "order": lambda c: giving.Order(
            "geojson", frozenset({Role.PRIVACY_OFFICER}), subject(c.role), c.role, WHY, "x",
            NOWHERE / "x.json",
        ),
    },
    "exports.papers.produce.produce": {
        "contract": lambda _: weekly.CONTRACT,
        "order": lambda c: produce.Order(
            subject(c.role), c.role, WHY, ("beoordelaars",), (Format.DOCX,), NOWHERE
        ),
    },
    "workbench.publishing.publish": {"rules": lambda c: c.world.rules},
    "workbench.publishing.reject": {"rules": lambda c: c.world.rules},
}  # fmt: skip
"""By service and parameter."""
