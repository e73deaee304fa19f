"""What the page Koppelingen asks and does: pairs of a run, their sides, and what people judge.

What a reviewer saw of a pair is kept for the session, so that a judgement of somebody else in the
meantime is noticed, not overwritten.
"""

from collections.abc import Collection, Sequence

import streamlit as st

from connectors.dates import dutch_day
from engine.casework import matches, users
from engine.casework.match_models import MatchKind, MatchVerdict
from engine.casework.matches import Pair, Said
from engine.exports.pairs import candidates, listing, names, records
from engine.exports.pairs.candidates import Candidate
from engine.exports.pairs.listing import Row
from engine.exports.pairs.records import Side
from engine.matching import explaining
from engine.snapshot import Run
from ui import acting, state

_SEEN = "links_seen"


def is_open() -> bool:
    """True when the reviewer's role may judge pairs."""
    return state.role() in users.MAY_MATCH


def rows(run: Run) -> list[Row]:
    """Every pair of the run and every judged one, what matters most first.

    Raises:
        CaseworkError: the role may not see pairs.
    """
    found = _candidates(str(run.path))
    with acting.signed_in() as act:
        users.require(act.user, users.MAY_MATCH)
        judged = matches.everything(act.session, on=dutch_day(act.now))
    return listing.rows(found, judged)


def labels(run: Run, pairs: Collection[Pair]) -> dict[Pair, tuple[str, str]]:
    """What both sides of every pair are called."""
    return _labels(str(run.path), tuple(pairs))


def sides(run: Run, pair: Pair) -> tuple[Side, Side]:
    """Both sides of a pair, as the run knows them."""
    return _sides(str(run.path), pair)


def threshold(kind: MatchKind) -> float | None:
    """From which probability on this kind is linked by itself; None: not known."""
    return explaining.threshold(kind.value, state.rules_folder())


def looked_at(found: Sequence[Row]) -> None:
    """Note what the reviewer sees of these pairs now, unless it was noted before."""
    seen: dict[Pair, int] = st.session_state.setdefault(_SEEN, {})
    for row in found:
        seen.setdefault(row.pair, row.judged.seen)


def has_changed(row: Row) -> bool:
    """True when somebody judged the pair after the reviewer saw it."""
    seen: dict[Pair, int] = st.session_state.get(_SEEN, {})
    return seen.get(row.pair, row.judged.seen) != row.judged.seen


def look_again() -> None:
    """Take what is on the screen now for what was seen."""
    st.session_state.pop(_SEEN, None)


def judge(run: Run, found: Sequence[Row], verdict: MatchVerdict, *, reason: str) -> None:
    """Judge these pairs with one reason: all of them or none; `withdrawn` undoes.

    Raises:
        CaseworkError: the role may not, there is no reason, or somebody judged one meanwhile.
    """
    seen: dict[Pair, int] = st.session_state.get(_SEEN, {})
    shares = {row.pair: row.candidate.probability for row in found if row.candidate is not None}
    said = Said(verdict, reason, run.path.name, seen, shares)
    pairs = [row.pair for row in found]
    with acting.signed_in() as act:
        matches.say(act.session, pairs, said, user=act.user, now=act.now)
    look_again()


def confirm(found: Sequence[Row], *, allow: bool, reason: str) -> None:
    """Decide as the second person about joining these people.

    Raises:
        CaseworkError: it is the reviewer's own judgement, nothing waits, or there is no reason.
    """
    with acting.signed_in() as act:
        pairs = [row.pair for row in found]
        matches.confirm(act.session, pairs, user=act.user, allow=allow, reason=reason, now=act.now)
    look_again()


@st.cache_resource(max_entries=4)
def _candidates(path: str) -> list[Candidate]:
    return candidates.read(state.opened(path))


@st.cache_resource(max_entries=50)
def _labels(path: str, pairs: tuple[Pair, ...]) -> dict[Pair, tuple[str, str]]:
    return names.of_pairs(state.opened(path), pairs)


@st.cache_resource(max_entries=200)
def _sides(path: str, pair: Pair) -> tuple[Side, Side]:
    return records.sides(state.opened(path), pair)
