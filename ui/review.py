"""What the pages ask: this week's list, dossiers and judgements, ready to draw.

Runs never change, so what is read from them is kept by run folder; judgements are read
afresh. Nothing here decides: it joins the run with casework for one reviewer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from engine.casework import decisions, judgements, places, users
from engine.casework.models import Verdict
from engine.casework.process.states import Origin
from engine.exports import dossier as export
from engine.exports.dossier import Dossier
from engine.scoring import weeks
from engine.snapshot import Run
from engine.translatable import mark
from ui import acting, state, victims

NOT_SHOWN = mark("Treffers, punten en doorverwijzingen worden in deze rol niet getoond.")


@dataclass(frozen=True, slots=True)
class Judged:
    """The first judgement of a location in a week."""

    user: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of the weekly list; `judged` None means that its arm may not be shown."""

    week: str
    location_id: str
    arm: str
    judged: Judged | None


def worklist(run: Run) -> list[ListedRow]:
    """This week's list in its shuffled order; showing it is recorded once per week.

    Raises:
        RoleRefused: the role does not judge locations.
    """
    acting.require(users.MAY_JUDGE)
    with state.casework().writing() as session:
        user = users.sign_in(session, subject=state.reviewer(), role=state.role(), now=state.now())
        decisions.record_list(session, run, user=user, now=state.now())
    return listed(run)


def listed(run: Run) -> list[ListedRow]:
    """The same list without recording that it was shown.

    Raises:
        RoleRefused: the role does not judge locations.
    """
    acting.require(users.MAY_JUDGE)
    rows = run.table("worklist").sort_by("position").to_pylist()
    known = first_judgements(run, [row["location_id"] for row in rows])
    masked = victims.hidden(run)
    return [
        ListedRow(row["week"], row["location_id"], row["arm"], known.get(row["location_id"]))
        for row in rows
        if row["location_id"] not in masked
    ]


def blind(run: Run) -> frozenset[str]:
    """Locations of the week's list that nobody judged yet: their band is told nowhere."""
    listed = run.table("worklist")["location_id"].to_pylist()
    return frozenset(listed) - first_judgements(run, listed).keys()


def dossier(run: Run, location_id: str) -> Dossier:
    """The full dossier; `visible` tells what of it may be saved before a judgement.

    Raises:
        CaseworkError: the role sees no locations, or not this one, which is kept off every list.
    """
    acting.require(users.MAY_LOOK)
    victims.refuse_hidden(run, location_id)
    return _dossier(str(run.path), location_id)


def visible(found: Dossier, judged: Judged | None) -> Dossier:
    """The dossier as the reviewer may see it now.

    Hits, points and routes to care are for roles that may judge: not for the Bibob officer, nor
    for who reads the log or manages the system.
    """
    is_open = judged is not None and state.role() in users.MAY_JUDGE
    return found if is_open else export.neutral(found)


def judgement(run: Run, found: Dossier) -> Judged | None:
    """The first judgement of this location in the week of the run, None when there is none."""
    return first_judgements(run, [found.place.location_id]).get(found.place.location_id)


def arm(run: Run, found: Dossier, judged: Judged | None) -> str | None:
    """By points or by lot: how a judged location came on the list; None when it is not told.

    Before the first judgement, and to a role that does not judge, it is told nowhere.
    """
    if judged is None or state.role() not in users.MAY_JUDGE:
        return None
    rows = run.table("worklist").to_pylist()
    own = found.place.location_id
    return next((row["arm"] for row in rows if row["location_id"] == own), None)


def origin(run: Run, found: Dossier) -> Origin:
    """Where a signal about a judged location comes from: this week's list, or the reviewer."""
    listed = run.table("worklist")["location_id"].to_pylist()
    return Origin.LIST if found.place.location_id in listed else Origin.HAND


def judge(
    run: Run, found: Dossier, verdict: Verdict, *, reason: str, explanation: str | None
) -> None:
    """Record a judgement of the signed-in reviewer.

    Raises:
        CaseworkError: a text is missing or not allowed, or the role may not judge.
    """
    location_id = found.place.location_id
    location = places.states(run, [location_id])[location_id]
    if verdict is Verdict.INNOCENT and explanation is None:
        explanation = reason
    with state.casework().writing() as session:
        user = users.sign_in(session, subject=state.reviewer(), role=state.role(), now=state.now())
        judgements.judge(
            session,
            user=user,
            location=location,
            run=run.path.name,
            week=_week(run),
            verdict=verdict,
            reason=reason,
            innocent_explanation=explanation,
            now=state.now(),
        )


def labels(run: Run) -> list[tuple[str, str]]:
    """Every location that the reviewer may see as (id, label), by label.

    Raises:
        RoleRefused: the role sees no locations.
    """
    acting.require(users.MAY_LOOK)
    masked = victims.hidden(run)
    return [known for known in _labels(str(run.path)) if known[0] not in masked]


def first_judgements(run: Run, location_ids: Sequence[str]) -> dict[str, Judged]:
    """First judgements in the week of the run, by location id."""
    week, wanted, found = _week(run), set(location_ids), {}
    with state.casework().reading() as session:
        by_bag_id = {
            bag_id: Judged(j.user.subject, j.verdict.label, j.reason)
            for j in reversed(judgements.judgements_in(session, week))
            for bag_id in j.place.bag_ids
        }
    for name, bag_ids in state.identities(run).items() if by_bag_id else ():
        first = next((by_bag_id[bag_id] for bag_id in bag_ids if bag_id in by_bag_id), None)
        if name in wanted and first is not None:
            found[name] = first
    return found


def _week(run: Run) -> str:
    return weeks.week_of(run.as_of)


@st.cache_resource(max_entries=200)
def _dossier(path: str, location_id: str) -> Dossier:
    return export.build(state.opened(path), location_id)


@st.cache_resource(max_entries=4)
def _labels(path: str) -> list[tuple[str, str]]:
    table = state.opened(path).table("locations").select(["location_id", "label"])
    rows = zip(*(table[name].to_pylist() for name in table.column_names), strict=True)
    return sorted(rows, key=lambda row: (str(row[1]), row[0]))
