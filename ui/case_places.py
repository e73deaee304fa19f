"""Where cases are: address and village in the chosen run of every place that casework knows.

A place never changes once it is there, so what was found is kept until a new one is added.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from sqlalchemy import func, select

from engine.casework.models import Place, PlaceObject
from engine.snapshot import Run
from engine.translatable import mark
from ui import state, victims
from ui.language import tr

_HIDDEN = mark("afgeschermde locatie")
_NOT_HERE = mark("{location} (niet in deze run)")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as the chosen run shows it.

    Attributes:
        location_id: its id in that run; None when it is not in it, or has become several ones.
        label: its address; without one the id that it had.
        town: None when the run does not know it.
    """

    location_id: str | None
    label: str
    town: str | None


Book = Mapping[int, Spot]
"""Every place that casework knows, by its number."""


def book(run: Run) -> Book:
    """Every place by its number; of masked ones only that they are masked, where that is due."""
    with state.casework().reading() as session:
        newest = session.scalar(select(func.max(Place.id))) or 0
    database = str(state.casework().engine.url)
    with st.spinner(tr("De adressen van de zaken worden opgezocht…")):
        found = _book(str(run.path), database, newest, tr(_NOT_HERE))
    masked = victims.hidden(run)
    if not masked:
        return found
    hidden = Spot(None, tr(_HIDDEN), None)
    return {
        number: hidden if spot.location_id in masked else spot for number, spot in found.items()
    }


def towns(run: Run) -> tuple[str, ...]:
    """Villages of the run, sorted."""
    return tuple(sorted({town for _, town in _locations(str(run.path)).values() if town}))


def at(spots: Book, *, town: str) -> frozenset[int]:
    """Places in a village."""
    return frozenset(number for number, spot in spots.items() if spot.town == town)


def named(spots: Book, words: str) -> frozenset[int]:
    """Places of which the address holds every word; none for no words."""
    parts = words.casefold().split()
    if not parts:
        return frozenset()
    return frozenset(
        number
        for number, spot in spots.items()
        if all(part in spot.label.casefold() for part in parts)
    )


@st.cache_resource(max_entries=4, show_spinner=False)
def _locations(path: str) -> dict[str, tuple[str, str | None]]:
    """Address and village by location id."""
    table = state.opened(path).table("locations").select(["location_id", "label", "town"])
    columns = (table[name].to_pylist() for name in ("location_id", "label", "town"))
    return {name: (label, town) for name, label, town in zip(*columns, strict=True)}


@st.cache_resource(max_entries=4, show_spinner=False)
def _by_bag_id(path: str) -> dict[str, set[str]]:
    """Locations of the run by BAG id."""
    found: dict[str, set[str]] = {}
    for name, bag_ids in state.identities(state.opened(path)).items():
        for bag_id in bag_ids:
            found.setdefault(bag_id, set()).add(name)
    return found


@st.cache_resource(max_entries=4, show_spinner=False)
def _book(path: str, database: str, newest: int, not_here: str) -> dict[int, Spot]:
    """Places by number; `not_here` is what is said of one that the run has not."""
    del database, newest
    with state.casework().reading() as session:
        places = session.execute(select(Place.id, Place.location_id)).all()
        objects: dict[int, list[str]] = {}
        for number, bag_id in session.execute(select(PlaceObject.place_id, PlaceObject.bag_id)):
            objects.setdefault(number, []).append(bag_id)
    return {number: _spot(path, name, objects.get(number, []), not_here) for number, name in places}


def _spot(path: str, name: str, bag_ids: list[str], not_here: str) -> Spot:
    known, by_bag_id = _locations(path), _by_bag_id(path)
    shared = {one for bag_id in bag_ids for one in by_bag_id.get(bag_id, ())}
    if name in shared or (name in known and not bag_ids):
        here: str | None = name
    else:
        here = next(iter(shared)) if len(shared) == 1 else None
    if here is None:
        return Spot(None, not_here.format(location=name), None)
    label, town = known[here]
    return Spot(here, label or here, town)
