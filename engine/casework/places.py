"""How casework knows a location: by BAG ids of its units, or of its buildings without units.

A building is left out when there are units, because neighbours in one block share it and must
not share a judgement.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework.models import Place, PlaceObject
from engine.errors import RunError
from engine.snapshot import Run
from engine.translatable import sentence

_STATE = """
SELECT l.location_id, l.object_ids, l.building_ids, l.band,
       coalesce(list_sort(list(h.rule_id) FILTER (h.outcome = 'HIT')), []) AS rule_ids
FROM locations l LEFT JOIN hits h USING (location_id)
WHERE list_contains($location_ids, l.location_id)
GROUP BY ALL
ORDER BY l.location_id
"""
_SAME = """
SELECT location_id
FROM locations
WHERE list_has_any(
    CASE WHEN len(object_ids) > 0 THEN object_ids ELSE building_ids END, $bag_ids::VARCHAR[]
)
ORDER BY location_id
"""


@dataclass(frozen=True, slots=True)
class LocationState:
    """A location as a run shows it.

    Attributes:
        bag_ids: by which it is found again in later runs.
        band: its band in that run.
        rule_ids: rules with a HIT in that run, sorted, whether they gave points or not.
        conditions: (rule id, hash of its condition then) of these rules, as far as known, sorted.
    """

    location_id: str
    bag_ids: tuple[str, ...]
    band: str
    rule_ids: tuple[str, ...]
    conditions: tuple[tuple[str, str], ...] = ()


def identity(
    object_ids: Sequence[str] | None, building_ids: Sequence[str] | None
) -> tuple[str, ...]:
    """BAG ids that identify a location: its units, or its buildings when it has no units."""
    return tuple(sorted({*(object_ids or building_ids or ())}))


def identities(run: Run) -> dict[str, tuple[str, ...]]:
    """BAG ids by which casework knows each location of a run, by location id."""
    table = run.table("locations")
    columns = ("location_id", "object_ids", "building_ids")
    rows = zip(*(table[name].to_pylist() for name in columns), strict=True)
    return {name: identity(objects, buildings) for name, objects, buildings in rows}


def states(run: Run, location_ids: Collection[str]) -> dict[str, LocationState]:
    """Read locations of a run as they are judged, by location id.

    Raises:
        RunError: the run has no such location.
    """
    with run.connect() as con:
        rows = con.execute(_STATE, {"location_ids": sorted(location_ids)}).fetchall()
    known = {rule["id"]: rule.get("condition_hash") for rule in run.meta.get("rules", ())}
    found = {
        location_id: LocationState(
            location_id,
            identity(objects, buildings),
            band,
            tuple(rules),
            tuple((rule, known[rule]) for rule in rules if known.get(rule)),
        )
        for location_id, objects, buildings, band, rules in rows
    }
    missing = sorted(set(location_ids) - set(found))
    if missing:
        raise RunError(
            sentence(
                "run {run} heeft geen locatie {locations}",
                run=run.path.name, locations=", ".join(missing),
            )
        )  # fmt: skip
    return found


def locate(run: Run, place: Place | LocationState) -> str:
    """What a run calls a place: its id of then, or that of the one location with its BAG ids.

    Raises:
        RunError: the run does not have it, or it has become several locations.
    """
    with run.connect() as con:
        rows = con.execute(_SAME, {"bag_ids": list(place.bag_ids)}).fetchall()
        known = con.execute(
            "SELECT location_id FROM locations WHERE location_id = $id", {"id": place.location_id}
        ).fetchall()
    found = [location_id for (location_id,) in rows]
    if place.location_id in found or (known and not place.bag_ids):
        return place.location_id
    if len(found) == 1:
        return str(found[0])
    if not found:
        raise RunError(
            sentence(
                "locatie {location} staat niet in run {run}",
                location=place.location_id, run=run.path.name,
            )
        )  # fmt: skip
    raise RunError(
        sentence(
            "locatie {location} is in run {run} {locations} geworden: open een zaak voor elk die "
            "ertoe doet",
            location=place.location_id, run=run.path.name, locations=", ".join(found),
        )
    )  # fmt: skip


def find_or_add(session: Session, state: LocationState) -> Place:
    """The place with exactly this id and these BAG ids; added when it is new."""
    text = "|".join((state.location_id, *state.bag_ids))
    place = session.scalar(select(Place).where(Place.identity == text))
    if place is None:
        objects = [PlaceObject(bag_id=bag_id) for bag_id in state.bag_ids]
        place = Place(location_id=state.location_id, identity=text, objects=objects)
        session.add(place)
        session.flush()
    return place


def overlapping(session: Session, bag_ids: Collection[str]) -> list[int]:
    """Ids of all places that share a BAG id with these, whatever they were called then."""
    shared = select(PlaceObject.place_id).where(PlaceObject.bag_id.in_(sorted(bag_ids)))
    return sorted(set(session.scalars(shared)))
