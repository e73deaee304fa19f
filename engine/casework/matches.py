"""What people judge of pairs that may be one and the same; kept whole, undone by a new entry.

Two people become one in the registers only when two persons say so (ADR 0017): `same` of such a
pair waits for a second one. Until then, and when that one refuses, what was judged before holds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from engine.casework import audit, four_eyes, users
from engine.casework.judgements import check_text
from engine.casework.match_models import MatchJudgement, MatchKind, MatchVerdict
from engine.casework.models import User
from engine.casework.process.models import Act, Approval
from engine.decisions import Decision
from engine.errors import CaseworkError

SHOWN = 8
"""Characters by which a pseudonym is named in a message."""
STEP = "beoordelen van koppelingen"
MAX_AT_ONCE = 200
"""Pairs that one decision may be about: a database takes no longer list of questions."""

_TOGETHER = (MatchVerdict.SAME, MatchVerdict.DIFFERENT)


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two sides of a pair, see `pair`; as `match_candidate` names them."""

    kind: MatchKind
    subject: str
    other: str

    @property
    def label(self) -> str:
        """How a message names it; a pseudonym by its first characters."""
        sides = (self.subject, self.other)
        return " en ".join(side[:SHOWN] if side.startswith("P") else side for side in sides)


class State(StrEnum):
    """Where a pair stands."""

    OPEN = "open"
    WAITING = "waiting"
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything that was judged of one pair.

    Attributes:
        entries: oldest first; empty when nobody judged.
        holds: the newest one that counts; None when none does.
        waits: the newest one when it waits for a second person; None otherwise.
    """

    entries: tuple[MatchJudgement, ...] = ()
    holds: MatchJudgement | None = None
    waits: MatchJudgement | None = None

    @property
    def seen(self) -> int:
        """Number of the newest entry, 0 without any; what a reviewer looked at."""
        return self.entries[-1].number if self.entries else 0

    @property
    def state(self) -> State:
        """Where the pair stands; what waits goes before what holds."""
        if self.waits is not None:
            return State.WAITING
        if self.holds is None or self.holds.verdict is MatchVerdict.WITHDRAWN:
            return State.OPEN
        return State(self.holds.verdict.value)


NOBODY = Judged()
"""A pair that nobody judged."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of some pairs at once.

    Attributes:
        verdict: of all of them.
        reason: in the reviewer's words, without names.
        run: name of the run folder that was looked at.
        seen: number of the newest entry that the reviewer saw, by pair; a pair that is not named
            here is not compared.
        probabilities: as the run said, by pair.
    """

    verdict: MatchVerdict
    reason: str
    run: str
    seen: Mapping[Pair, int]
    probabilities: Mapping[Pair, float]


def pair(kind: MatchKind, subject: str, other: str) -> Pair:
    """The pair of two sides; of two people, who have no order, the lower pseudonym comes first."""
    if kind is MatchKind.PERSON and other < subject:
        subject, other = other, subject
    return Pair(kind, subject, other)


def judge(
    session: Session, pairs: Sequence[Pair], said: Said, *, user: User, now: datetime
) -> list[MatchJudgement]:
    """Judge some pairs at once: all of them, or none when one is refused.

    Args:
        session: a writing session.
        pairs: each once.
        said: verdict, reason and what was looked at; not `withdrawn`, see `undo`.
        user: who judges, in a role that may.
        now: the moment, with a time zone.

    Returns:
        The entries in the order of the pairs; `same` of two people waits for a second person.

    Raises:
        CaseworkError: the role may not, a text is not right, there are too many pairs, or somebody
            else judged one meanwhile: who and when is told.
    """
    if said.verdict is MatchVerdict.WITHDRAWN:
        raise CaseworkError("een oordeel wordt ingetrokken, niet uitgesproken: match undo")
    return _record(session, pairs, said, user=user, now=now)


def undo(
    session: Session, pairs: Sequence[Pair], said: Said, *, user: User, now: datetime
) -> list[MatchJudgement]:
    """Withdraw what holds or waits of some pairs: all of them, or none when one is refused.

    Args:
        session: a writing session.
        pairs: each once.
        said: reason and what was looked at; its verdict is `withdrawn`.
        user: who withdraws; a role that may judge pairs.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: as for `judge`, or there is nothing to withdraw.
    """
    users.require(user, users.MAY_MATCH, act="withdraw what was judged of pairs")
    known = of_pairs(session, pairs, on=now.date())
    nothing = [one.label for one in pairs if known.get(one, NOBODY).state is State.OPEN]
    if nothing:
        raise CaseworkError(f"er is geen oordeel om in te trekken: {', '.join(nothing)}")
    return _record(session, pairs, said, user=user, now=now)


def confirm(
    session: Session, pairs: Sequence[Pair], *, user: User, allow: bool, reason: str, now: datetime
) -> None:
    """Allow or refuse, as a second person, that people are joined: all pairs, or none.

    Raises:
        CaseworkError: nothing waits, it is the reviewer's own, the role may not, or no reason.
    """
    users.require(user, users.MAY_MATCH, act="decide that people are joined")
    known = of_pairs(session, pairs, on=now.date())
    for one in pairs:
        waits = known.get(one, NOBODY).waits
        if waits is None or waits.approval is None:
            raise CaseworkError(f"{one.label}: hier wacht geen oordeel op een tweede persoon")
        asked = four_eyes.find(session, waits.approval.id)
        four_eyes.decide(session, asked, user=user, allow=allow, reason=reason, now=now)


def of_pairs(session: Session, pairs: Iterable[Pair], *, on: date) -> dict[Pair, Judged]:
    """What was judged of these pairs as it stood on a day; pairs that nobody judged are left out.

    Args:
        session: any session.
        pairs: at most a few hundred, see `MAX_AT_ONCE`.
        on: last day that exists.
    """
    wanted = [
        and_(
            MatchJudgement.kind == one.kind,
            MatchJudgement.subject == one.subject,
            MatchJudgement.other == one.other,
        )
        for one in pairs
    ]
    return _judged(_entries(session, or_(*wanted)), on) if wanted else {}


def everything(session: Session, *, on: date) -> dict[Pair, Judged]:
    """What was judged of every pair as it stood on a day, by pair."""
    return _judged(_entries(session), on)


def known(session: Session, *, as_of: date) -> list[Decision]:
    """`same` and `different` as they stood at the end of a day, for the next run; by pair."""
    return [
        Decision(
            held.verdict.value,
            decided_on=_counts_from(held),
            subject=one.subject,
            other=one.other,
            value=one.kind.value,
        )
        for one, judged in everything(session, on=as_of).items()
        if (held := judged.holds) is not None and held.verdict in _TOGETHER
    ]


def _record(
    session: Session, pairs: Sequence[Pair], said: Said, *, user: User, now: datetime
) -> list[MatchJudgement]:
    users.require(user, users.MAY_MATCH, act="judge pairs")
    if not 1 <= len(set(pairs)) == len(pairs) <= MAX_AT_ONCE:
        raise CaseworkError(f"kies 1 tot en met {MAX_AT_ONCE} verschillende paren tegelijk")
    reason = check_text(said.reason, what="een reden")
    known = of_pairs(session, pairs, on=now.date())
    _refuse_changed(known, said)
    return [
        _add(session, one, known.get(one, NOBODY), said, user=user, reason=reason, now=now)
        for one in pairs
    ]


def _refuse_changed(known: Mapping[Pair, Judged], said: Said) -> None:
    """Refuse when somebody judged a pair after the reviewer looked at it."""
    told = [
        f"{one.label}: {newest.user.subject} op {newest.judged_at:%d-%m-%Y %H:%M} UTC, "
        f"{newest.verdict.label}"
        for one, judged in known.items()
        if judged.seen != said.seen.get(one, judged.seen)
        for newest in judged.entries[-1:]
    ]
    if told:
        raise CaseworkError(f"intussen beoordeeld; kijk opnieuw: {'; '.join(told)}")


def _add(
    session: Session,
    one: Pair,
    before: Judged,
    said: Said,
    *,
    user: User,
    reason: str,
    now: datetime,
) -> MatchJudgement:
    made = MatchJudgement(
        kind=one.kind,
        subject=one.subject,
        other=one.other,
        number=before.seen + 1,
        verdict=said.verdict,
        reason=reason,
        run=said.run,
        probability=said.probabilities.get(one),
        user=user,
        judged_at=now,
    )
    if before.waits is not None and before.waits.approval is not None:
        _end_question(before.waits.approval, now)
    session.add(made)
    session.flush()
    audit.append(session, _processing(made), now=now)
    if one.kind is MatchKind.PERSON and said.verdict is MatchVerdict.SAME:
        subject = f"{one.subject}={one.other}, oordeel {made.id}"
        made.approval = four_eyes.ask(
            session, Act.JOIN_PEOPLE, user=user, subject=subject, reason=reason, now=now
        )
        session.flush()
    return made


def _end_question(asked: Approval, now: datetime) -> None:
    """Nobody needs to decide any more about what another judgement came after."""
    asked.expires_on = min(asked.expires_on, now.date() - timedelta(days=1))


def _entries(session: Session, *conditions: object) -> list[MatchJudgement]:
    found = select(MatchJudgement).where(*conditions)  # type: ignore[arg-type]
    order = (MatchJudgement.kind, MatchJudgement.subject, MatchJudgement.other)
    return list(session.scalars(found.order_by(*order, MatchJudgement.number)))


def _judged(entries: Iterable[MatchJudgement], on: date) -> dict[Pair, Judged]:
    then = [entry for entry in entries if entry.judged_at.date() <= on]
    found = {}
    for one, group in groupby(then, key=lambda e: Pair(e.kind, e.subject, e.other)):
        rows = tuple(group)
        holds = next((row for row in reversed(rows) if _counts(row, on)), None)
        waits = rows[-1] if _is_waiting(rows[-1], on) else None
        found[one] = Judged(rows, holds, waits)
    return found


def _counts(entry: MatchJudgement, on: date) -> bool:
    if entry.approval is None:
        return True
    decided = entry.approval.decided_at
    return bool(entry.approval.allowed) and decided is not None and decided.date() <= on


def _is_waiting(entry: MatchJudgement, on: date) -> bool:
    asked = entry.approval
    if asked is None or asked.expires_on < on:
        return False
    return asked.decided_at is None or asked.decided_at.date() > on


def _counts_from(entry: MatchJudgement) -> date:
    decided = None if entry.approval is None else entry.approval.decided_at
    return (decided or entry.judged_at).date()


def _processing(made: MatchJudgement) -> audit.Processing:
    """The entry of the log; a delivered text of an address is not told: it may hold a name."""
    kinds = ("oordeel", "reden")
    own = audit.ProcessedObject("oordeel over koppeling", "nummer", str(made.id), made.kind.label)
    sides = {
        MatchKind.PERSON: ((made.subject, "persoon", "pseudoniem"),
                           (made.other, "persoon", "pseudoniem")),
        MatchKind.COMPANY: ((made.subject, "naam zonder nummer", "pseudoniem"),
                            (made.other, "bedrijf", "KVK-nummer")),
        MatchKind.ADDRESS: ((made.other, "adres", "BAG"),),
    }[made.kind]  # fmt: skip
    objects = tuple(
        audit.ProcessedObject(what, id_kind, side, "beoordeelde koppeling", kinds)
        for side, what, id_kind in sides
    )
    name = f"Koppeling beoordeeld: {made.verdict.label}"
    return audit.Processing(name, STEP, made.user.subject, (*objects, own), made.run)
