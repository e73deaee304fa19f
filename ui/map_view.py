"""What the page Kaart draws: hexagons, places that may be opened, outlines, zones and villages.

Runs never change, so what is read from them is kept by run folder; judgements, cases and masks
are read afresh.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from engine.casework import users
from engine.casework.process import board
from engine.exports import area_map, map_places
from engine.exports.area_map import Asked, Cell
from engine.exports.map_places import MapPlace, Outline, TownName, ZoneOutline
from engine.features.spans import months_before
from engine.scoring.density import Patch
from engine.settings import load_settings
from engine.snapshot import Run
from engine.translatable import mark
from ui import acting, case_places, review, state, victims
from ui.language import tr
from ui.map_url import Shown, Status, Zone

_NOT_JUDGED = mark("niet beoordeeld deze week")
_COUNTING, _READING = mark("De zeshoeken worden geteld…"), mark("De locaties worden gelezen…")


@dataclass(frozen=True, slots=True)
class Choices:
    """What of a run can be chosen, each sorted.

    Attributes:
        themes, rules: with a hit that counts somewhere.
        sources: on which such a hit rests, or of which a place has a record.
    """

    themes: tuple[str, ...]
    rules: tuple[str, ...]
    sources: tuple[str, ...]
    towns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A place with what people did with it.

    Attributes:
        verdict: of its first judgement in the week of the run; None without one.
    """

    place: MapPlace
    verdict: str | None

    @property
    def state(self) -> str:
        """Its judgement of this week in words of the page."""
        return tr(self.verdict or _NOT_JUDGED)


def asked(shown: Shown) -> Asked:
    """Which locations and hits the hexagons count."""
    zone = None if shown.zone is Zone.BOTH else shown.zone.value
    return Asked(zone, shown.town, shown.theme, shown.rule, shown.source, shown.months)


def cells(run: Run, wanted: Asked, earlier: Run | None = None) -> list[Cell]:
    """Hexagons of a run, counted, tested and compared; see `area_map.cells`.

    Raises:
        RoleRefused: the role sees no hits.
    """
    acting.require(users.MAY_JUDGE)
    with st.spinner(tr(_COUNTING)):
        return _cells(str(run.path), wanted, None if earlier is None else str(earlier.path))


def surface(run: Run, wanted: Asked) -> list[Patch]:
    """The smooth surface over these hexagons; see `area_map.surface`.

    Raises:
        RoleRefused: the role sees no hits.
    """
    acting.require(users.MAY_JUDGE)
    with st.spinner(tr(_COUNTING)):
        return _surface(str(run.path), wanted)


def places(run: Run, shown: Shown) -> list[Placed]:
    """Locations with a business, permit, licence, report or measure, by label.

    Rules and themes do not narrow them: a place that stays would be one that was hit. Nor is this
    week's list marked, which beside the hexagons would tell which of it is ranked.

    Raises:
        RoleRefused: the role does not judge locations.
    """
    acting.require(users.MAY_JUDGE)
    masked = victims.hidden(run)
    with st.spinner(tr(_READING)):
        known = _places(str(run.path))
    kept = [
        one for one in known if one.location_id not in masked and _is_asked(one, shown, run.as_of)
    ]
    judged = review.first_judgements(run, [one.location_id for one in kept])
    verdicts = {name: one.label for name, one in judged.items()}
    found = [Placed(one, verdicts.get(one.location_id)) for one in kept]
    return _of_status(run, found, shown.status)


def outlines(run: Run, shown: Shown, found: Sequence[Placed]) -> list[Outline]:
    """Buildings of places when a village or a hexagon is chosen; too small to see without one."""
    if shown.town is None and shown.cell is None:
        return []
    wanted = {one.place.location_id for one in found}
    known = _outlines(str(run.path), shown.town, shown.cell)
    return [one for one in known if one.location_id in wanted]


def choices_of(run: Run) -> Choices:
    """What of a run can be chosen, kept."""
    with st.spinner(tr(_READING)):
        return choices(str(run.path))


@st.cache_resource(max_entries=4, show_spinner=False)
def choices(path: str) -> Choices:
    """Themes, rules, sources and villages of a run by its folder."""
    run = state.opened(path)
    recorded = {source for place in _places(path) for source in place.sources}
    return Choices(
        tuple(area_map.themes(run)),
        tuple(area_map.rules(run)),
        tuple(sorted(recorded.union(area_map.sources(run)))),
        tuple(area_map.towns(run)),
    )


def zones(run: Run) -> list[ZoneOutline]:
    """Outlines of the zones of a run, kept."""
    return _zones(str(run.path))


def towns(run: Run) -> list[TownName]:
    """Where the names of the villages of a run stand, kept."""
    return _towns(str(run.path))


def _is_asked(place: MapPlace, shown: Shown, as_of: date) -> bool:
    after = None if shown.months is None else months_before(as_of, shown.months)
    return (
        (shown.zone is Zone.BOTH or place.zone == shown.zone.value)
        and shown.town in {None, place.town}
        and shown.cell in {None, place.hexagon}
        and (shown.source is None or shown.source in place.sources)
        and (after is None or (place.newest is not None and place.newest > after))
    )


def _of_status(run: Run, found: list[Placed], status: Status | None) -> list[Placed]:
    if status is Status.IN_CASE:
        known = _in_case(run)
        return [one for one in found if one.place.location_id in known]
    if status is None:
        return found
    return [one for one in found if (one.verdict is not None) is (status is Status.JUDGED)]


def _in_case(run: Run) -> set[str]:
    """Locations of open cases of kinds that the reviewer's role works with."""
    if not acting.kinds():
        return set()
    with acting.signed_in() as act:
        of_open = board.place_ids(act.session, user=act.user, wanted=board.Filter())
    spots = case_places.book(run)
    names = (spots[number].location_id for number in of_open if number in spots)
    return {name for name in names if name is not None}


@st.cache_resource(max_entries=32, show_spinner=False)
def _cells(path: str, wanted: Asked, earlier: str | None) -> list[Cell]:
    before = None if earlier is None else state.opened(earlier)
    return area_map.cells(state.opened(path), wanted, settings=load_settings(), earlier=before)


@st.cache_resource(max_entries=16, show_spinner=False)
def _surface(path: str, wanted: Asked) -> list[Patch]:
    return area_map.surface(_cells(path, wanted, None), settings=load_settings())


@st.cache_resource(max_entries=4, show_spinner=False)
def _places(path: str) -> list[MapPlace]:
    return map_places.read(state.opened(path), settings=load_settings().map)


@st.cache_resource(max_entries=16, show_spinner=False)
def _outlines(path: str, town: str | None, cell: str | None) -> list[Outline]:
    names = [
        one.location_id
        for one in _places(path)
        if town in {None, one.town} and cell in {None, one.hexagon}
    ]
    return map_places.shapes(state.opened(path), names)


@st.cache_resource(max_entries=4, show_spinner=False)
def _zones(path: str) -> list[ZoneOutline]:
    return map_places.zones(state.opened(path))


@st.cache_resource(max_entries=4, show_spinner=False)
def _towns(path: str) -> list[TownName]:
    return map_places.towns(state.opened(path))
