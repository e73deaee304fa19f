"""Proposals for packs: who proposes what and why, and what another person made of it.

Only what was decided stands here. Whether a pack may be published, and the files of it, are the
workbench's. A proposal is about rules, never about a place or a person.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import audit, users
from engine.casework.judgements import check_text
from engine.casework.models import Proposal, ProposalState, ReportKind, User
from engine.errors import CaseworkError, RoleRefused
from engine.translatable import joined, mark, sentence

_STEP = "beheren van regelpakketten"
_DEEDS = {
    ProposalState.OPEN: "voorgesteld",
    ProposalState.PUBLISHED: "gepubliceerd",
    ProposalState.REJECTED: "afgewezen",
    ProposalState.WITHDRAWN: "ingetrokken",
}


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """A changed pack and what it was made from.

    Attributes:
        base_hash, text_hash: hashes of the pack's file before and after.
        text: the whole new file.
        diff: the difference as a unified diff.
    """

    pack: str
    base_version: str
    base_hash: str
    version: str
    text: str
    text_hash: str
    diff: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a what-if or backtest said, as the JSON text that it wrote."""

    kind: ReportKind
    text: str

    @property
    def hash(self) -> str:
        """SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def propose(
    session: Session,
    *,
    user: User,
    change: ProposedChange,
    reason: str,
    report: Report | None = None,
    now: datetime,
) -> Proposal:
    """Record a proposal and log it.

    Args:
        session: a writing session.
        user: who proposes; a role that may.
        change: a change that loads, lints and passes its cases.
        reason: why, in the proposer's words.
        report: what was tried with it; a rule becomes `stable` only with a backtest.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: role, reason or report is not right, or the same change is proposed already.
    """
    users.require(user, users.MAY_PROPOSE)
    reason = check_text(reason, what=mark("een reden"))
    if report is not None:
        _check_report(report)
    for other in proposals(session, state=ProposalState.OPEN):
        if (other.pack, other.text_hash) == (change.pack, change.text_hash):
            raise CaseworkError(
                "deze wijziging is al voorstel {number} van {who}; trek dat eerst in",
                number=str(other.id),
                who=other.author.subject,
            )
    proposal = Proposal(
        pack=change.pack,
        base_version=change.base_version,
        base_hash=change.base_hash,
        version=change.version,
        text=change.text,
        text_hash=change.text_hash,
        diff=change.diff,
        reason=reason,
        report_kind=report.kind if report else None,
        report=report.text if report else None,
        report_hash=report.hash if report else None,
        author=user,
        created_at=now,
        state=ProposalState.OPEN,
    )
    session.add(proposal)
    session.flush()
    audit.append(session, _processing(proposal, user), now=now)
    return proposal


def proposals(session: Session, *, state: ProposalState | None = None) -> list[Proposal]:
    """Proposals, oldest first; of one state when it is given."""
    wanted = select(Proposal).order_by(Proposal.id)
    if state is not None:
        wanted = wanted.where(Proposal.state == state)
    return list(session.scalars(wanted))


def find(session: Session, proposal_id: int, *, for_update: bool = False) -> Proposal:
    """The proposal of that number.

    Args:
        session: any session.
        proposal_id: its number.
        for_update: nobody else can decide about it before this session ends.

    Raises:
        CaseworkError: there is none.
    """
    lock = {"of": Proposal} if for_update else None
    found = session.get(Proposal, proposal_id, with_for_update=lock, populate_existing=for_update)
    if found is None:
        raise CaseworkError(
            "er is geen voorstel {number}; zie ze met: dijkwacht rules proposals",
            number=str(proposal_id),
        )
    return found


def decide(
    session: Session,
    proposal: Proposal,
    state: ProposalState,
    *,
    user: User,
    reason: str | None = None,
    now: datetime,
) -> None:
    """Close an open proposal and log it.

    Args:
        session: a writing session.
        proposal: an open one.
        state: published or rejected, by somebody else than its author; or withdrawn, by its author.
        user: who decides.
        reason: why; needed for a rejection.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: it is closed already, or this user may not do that; nothing is recorded.
    """
    if problems := obstacles(proposal, state, user=user):
        kind = CaseworkError if may_decide(user, state) else RoleRefused
        told = sentence(
            "voorstel {number}: {problems}",
            number=str(proposal.id),
            problems=joined(problems, between="; "),
        )
        raise kind(told)
    if state is ProposalState.REJECTED or reason:
        reason = check_text(reason or "", what=mark("een reden"))
    proposal.state, proposal.decided_by, proposal.decided_at = state, user, now
    proposal.decision_reason = reason or None
    session.flush()
    audit.append(session, _processing(proposal, user), now=now)


def may_decide(user: User, state: ProposalState) -> bool:
    """True when the user's role may bring proposals to that state; withdrawing is the author's."""
    return state is ProposalState.WITHDRAWN or user.role in users.MAY_PUBLISH


def obstacles(proposal: Proposal, state: ProposalState, *, user: User) -> tuple[str, ...]:
    """Why this user may not bring a proposal to that state, in Dutch; empty when nothing does."""
    found: list[str] = []
    is_own = proposal.author.subject == user.subject
    if proposal.state is not ProposalState.OPEN:
        who = proposal.decided_by.subject if proposal.decided_by else sentence("niemand")
        state_ = sentence(proposal.state.label)
        found.append(sentence("is al {state} door {who}", state=state_, who=who))
    if state is ProposalState.WITHDRAWN:
        return (
            *found,
            *(() if is_own else (sentence("alleen wie het indiende, kan het intrekken"),)),
        )
    if is_own:
        found.append(
            sentence(
                "een tweede persoon is nodig: wie het indiende, beslist er niet over (intrekken "
                "kan wel)"
            )
        )
    if not user.is_active or not may_decide(user, state):
        told = sentence(
            "de rol {role} mag dit niet; wel: {allowed}",
            role=users.named(user.role),
            allowed=users.listed(users.MAY_PUBLISH),
        )
        found.append(told)
    return tuple(found)


def _check_report(report: Report) -> None:
    try:
        is_object = isinstance(json.loads(report.text), dict)
    except ValueError:
        is_object = False
    if not is_object:
        raise CaseworkError(
            "het rapport is geen JSON-object; geef het bestand van: dijkwacht rules {kind}",
            kind=report.kind.value,
        )


def _processing(proposal: Proposal, user: User) -> audit.Processing:
    deed = _DEEDS[proposal.state]
    named = f"{proposal.pack} {proposal.base_version} naar {proposal.version}"
    return audit.Processing(
        name=f"Regelpakket {deed}: {named}",
        step=_STEP,
        user=user.subject,
        objects=(
            audit.ProcessedObject("voorstel", "nummer", str(proposal.id), f"{deed} voorstel"),
            audit.ProcessedObject("regelpakket", "sha256", proposal.base_hash, "oude inhoud"),
            audit.ProcessedObject("regelpakket", "sha256", proposal.text_hash, "nieuwe inhoud"),
        ),
    )
