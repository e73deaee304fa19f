"""Judging pairs, and taking that back: all at once, or none when one is refused.

What is judged is kept whole and undone by a new entry. `same` of two people is asked of a second
person, see `confirming`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import audit, four_eyes, users
from engine.casework.judgements import check_text
from engine.casework.match_models import MatchJudgement, MatchKind, MatchVerdict
from engine.casework.matches import processed
from engine.casework.matches.pairs import NOBODY, Judged, Pair, State
from engine.casework.matches.reading import of_pairs
from engine.casework.models import User
from engine.casework.moments import moment
from engine.casework.process.models import Act, Approval
from engine.errors import CaseworkError
from engine.translatable import joined, mark, sentence

MAX_AT_ONCE = 200
"""Pairs that one decision may be about: a database takes no longer list of questions."""


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


def say(
    session: Session, pairs: Sequence[Pair], said: Said, *, user: User, now: datetime
) -> list[MatchJudgement]:
    """Judge some pairs, or undo that where the verdict is `withdrawn`; see `judge` and `undo`.

    Raises:
        CaseworkError: as for these.
    """
    do = undo if said.verdict is MatchVerdict.WITHDRAWN else judge
    return do(session, pairs, said, user=user, now=now)


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
    users.require(user, users.MAY_MATCH)
    known = of_pairs(session, pairs, on=dutch_day(now))
    nothing = [one.label for one in pairs if known.get(one, NOBODY).state is State.OPEN]
    if nothing:
        raise CaseworkError(
            "er is geen oordeel om in te trekken: {pairs}", pairs=joined(nothing, between=", ")
        )
    return _record(session, pairs, said, user=user, now=now)


def _record(
    session: Session, pairs: Sequence[Pair], said: Said, *, user: User, now: datetime
) -> list[MatchJudgement]:
    users.require(user, users.MAY_MATCH)
    if not 1 <= len(set(pairs)) == len(pairs) <= MAX_AT_ONCE:
        raise CaseworkError(
            "kies 1 tot en met {most} verschillende paren tegelijk", most=MAX_AT_ONCE
        )
    reason = check_text(said.reason, what=mark("een reden"))
    known = of_pairs(session, pairs, on=dutch_day(now))
    _refuse_changed(known, said)
    return [
        _add(session, one, known.get(one, NOBODY), said, user=user, reason=reason, now=now)
        for one in pairs
    ]


def _refuse_changed(known: Mapping[Pair, Judged], said: Said) -> None:
    """Refuse when somebody judged a pair after the reviewer looked at it."""
    told = [
        sentence(
            "{pair}: {who} op {when}, {verdict}",
            pair=one.label,
            who=newest.user.subject,
            when=moment(newest.judged_at),
            verdict=sentence(newest.verdict.label),
        )
        for one, judged in known.items()
        if judged.seen != said.seen.get(one, judged.seen)
        for newest in judged.entries[-1:]
    ]
    if told:
        raise CaseworkError(
            "intussen beoordeeld; kijk opnieuw: {told}", told=joined(told, between="; ")
        )


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
    audit.append(session, processed.processing(made), now=now)
    if one.kind is MatchKind.PERSON and said.verdict is MatchVerdict.SAME:
        subject = f"{one.subject}={one.other}, oordeel {made.id}"
        made.approval = four_eyes.ask(
            session, Act.JOIN_PEOPLE, user=user, subject=subject, reason=reason, now=now
        )
        session.flush()
    return made


def _end_question(asked: Approval, now: datetime) -> None:
    """Nobody needs to decide any more about what another judgement came after."""
    asked.expires_on = min(asked.expires_on, dutch_day(now) - timedelta(days=1))
