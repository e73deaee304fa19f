"""What the parts of the page Locatie ask: records, changes, the past, and others beside it.

Runs never change, so what is read from them is kept; casework is read afresh. Every service checks
the role of who looks, and a masked location is refused before.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from engine.casework import places
from engine.casework.models import Role
from engine.casework.places import LocationState
from engine.exports.dossier import Dossier
from engine.exports.location import changes, compare, past, records, similar, traits
from engine.exports.location.changes import Changes
from engine.exports.location.compare import Row
from engine.exports.location.past import Past
from engine.exports.location.records import Record
from engine.exports.location.similar import Similar
from engine.exports.location.traits import Traits
from engine.exports.run_diff import AtLocation
from engine.scoring import weeks
from engine.settings import load_settings
from engine.snapshot import Run
from ui import acting, review, state, victims
from ui.language import tr


@dataclass(frozen=True, slots=True)
class Beside:
    """Two locations side by side.

    Attributes:
        facts: neutral rows.
        assessed: what the rules say; None while one of them waits for its judgement, or for a role
            that does not judge.
    """

    other: Dossier
    facts: list[Row]
    assessed: list[Row] | None


def record(run: Run, record_key: str) -> Record:
    """One source record, as far as the reviewer may read it.

    Raises:
        CaseworkError: the role may not, or not this record.
        RunError: the run has no such record.
    """
    return records.read(run, record_key, role=state.role(), masked=victims.hidden(run))


def earlier_runs(run: Run) -> list[Run]:
    """Runs of an earlier day, newest first."""
    return [one for one in state.known_runs() if one.as_of < run.as_of]


def changed(run: Run, before: Run, location_id: str) -> Changes:
    """What differs between the facts of a location in an earlier run and in this one.

    Raises:
        CaseworkError: the role may not see it, or not this location.
        RunError: the earlier run does not have the location.
    """
    victims.refuse_hidden(run, location_id)
    with st.spinner(tr("De twee runs worden vergeleken…")):
        return _changed(str(run.path), str(before.path), location_id, state.role())


def reassessed(run: Run, before: Run, location_id: str) -> AtLocation | None:
    """What differs in what the rules say; None before the first judgement of this week.

    Raises:
        RoleRefused: the role does not judge locations.
        RunError: the earlier run does not have the location.
    """
    victims.refuse_hidden(run, location_id)
    with acting.signed_in() as me:
        return changes.assessed(me.session, before, run, _state(run, location_id), user=me.user)


def before(run: Run, location_id: str) -> Past:
    """Judgements, snoozes and cases of a location, as far as the reviewer may see them now."""
    victims.refuse_hidden(run, location_id)
    with acting.signed_in() as me:
        return past.of_location(
            me.session, _state(run, location_id), week=weeks.week_of(run.as_of), user=me.user,
            as_of=state.today(),
        )  # fmt: skip


def alike(run: Run, location_id: str) -> tuple[Similar, ...]:
    """Locations that are like one, the most alike first.

    Raises:
        CaseworkError: the role may not see them, or not this location.
    """
    victims.refuse_hidden(run, location_id)
    return similar.find(
        _traits(str(run.path)), location_id, role=state.role(), settings=load_settings().similar,
        masked=victims.hidden(run),
    )  # fmt: skip


def beside(run: Run, own: Dossier, other_id: str) -> Beside:
    """Another location beside one.

    Raises:
        CaseworkError: the role may not see it, or not that location.
        RunError: the run has no such location.
    """
    other = review.dossier(run, other_id)
    known = _traits(str(run.path))
    name = own.place.location_id
    seen = [review.visible(one, review.judgement(run, one)) for one in (own, other)]
    said = [one.assessment for one in seen if one.assessment is not None]
    return Beside(
        other,
        compare.facts(own, known[name], other, known[other_id]),
        compare.assessed(*said) if len(said) == len(seen) else None,
    )


def _state(run: Run, location_id: str) -> LocationState:
    return places.states(run, [location_id])[location_id]


@st.cache_resource(max_entries=50, show_spinner=False)
def _changed(path: str, before_path: str, location_id: str, role: Role) -> Changes:
    run = state.opened(path)
    return changes.facts(state.opened(before_path), run, _state(run, location_id), role=role)


@st.cache_resource(max_entries=4, show_spinner=False)
def _traits(path: str) -> Mapping[str, Traits]:
    return traits.read(state.opened(path))
