"""Locations that are like one: the same kind of place with the same uses, and why each is like it.

A sum of a few shares between 0 and 1, each of one trait, with weights of the settings; what is not
known of a location counts nothing. Never from hits, points or what somebody judged, and nothing is
learned, so that it can be shown before a judgement.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import hypot

from engine import csv_table
from engine.casework.models import Role
from engine.errors import RunError
from engine.exports.location import records
from engine.exports.location.traits import Traits
from engine.exports.words import said
from engine.rule_settings import SimilarSettings
from engine.settings import SHIPPED_RULES
from engine.translatable import Amount, mark, sentence

LATEST_SBI = "2025"


@dataclass(frozen=True, slots=True)
class Part:
    """What one trait says of two locations.

    Attributes:
        trait: name of the weight in the settings.
        share: from 0 (differs) to 1 (the same); None when one of the two is not known.
        text: why, in Dutch.
    """

    trait: str
    share: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Similar:
    """A location that is like the one that was asked for.

    Attributes:
        share: weighed share of what is the same, 0..1; what is not known counts as differing.
        parts: every trait with its reason, in the order of the settings.
        distance_m: as the crow flies; None when a place is not known.
    """

    traits: Traits
    share: float
    parts: tuple[Part, ...]
    distance_m: float | None


def find(
    known: Mapping[str, Traits],
    location_id: str,
    *,
    role: Role,
    settings: SimilarSettings,
    masked: Collection[str] = frozenset(),
) -> tuple[Similar, ...]:
    """The locations of a run that are most like one, the most alike first and then the nearest.

    Args:
        known: traits of every location of the run.
        location_id: the one that is asked for.
        role: of who looks.
        settings: weights, and from which share on and how many.
        masked: locations that who looks may not see.

    Raises:
        RoleRefused: the role sees no facts of locations.
        RunError: the run has no such location.
    """
    records.require(role)
    own = known.get(location_id)
    if own is None:
        raise RunError(
            sentence("deze run heeft geen locatie {location}", location=repr(location_id))
        )
    others = (
        other for name, other in known.items()
        if name != location_id and name not in masked and other.kind == own.kind
    )  # fmt: skip
    found = (_similar(own, other, settings) for other in others)
    alike = sorted((one for one in found if one.share >= settings.min_share), key=_order)
    return tuple(alike[: settings.most])


def _order(one: Similar) -> tuple[float, float, str]:
    far = float("inf") if one.distance_m is None else one.distance_m
    return -round(one.share, 6), far, one.traits.location_id


def _similar(own: Traits, other: Traits, settings: SimilarSettings) -> Similar:
    parts = tuple(parts_of(own, other, settings))
    weights = settings.weights
    total = sum(weights.values())
    share = sum(weights[part.trait] * (part.share or 0.0) for part in parts) / total
    return Similar(other, share, parts, distance(own, other))


def parts_of(own: Traits, other: Traits, settings: SimilarSettings) -> Iterator[Part]:
    """What every trait says of two locations, in the order of the settings."""
    for trait in settings.weights:
        yield _PARTS[trait](own, other, settings)


def distance(own: Traits, other: Traits) -> float | None:
    """Metres between two locations; None when a place is not known."""
    if own.x is None or own.y is None or other.x is None or other.y is None:
        return None
    return hypot(own.x - other.x, own.y - other.y)


def group(code: str) -> str:
    """An SBI division with its text."""
    title = _divisions().get(code)
    return f"{code} {title}" if title else code


def _equal(trait: str, name: str, group_: str, own: str | None, other: str | None) -> Part:
    what = sentence(name)
    if own is None or other is None:
        return Part(trait, None, sentence("{what} niet bekend", what=what))
    here, there = said(group_, own), said(group_, other)
    if own == other:
        return Part(trait, 1.0, sentence("{what} gelijk: {value}", what=what, value=here))
    told = sentence("{what} anders: {own} en {other}", what=what, own=here, other=there)
    return Part(trait, 0.0, told)


def _zone(own: Traits, other: Traits, _: SimilarSettings) -> Part:
    return _equal("zone", mark("gebied"), "zone", own.zone, other.zone)


def _land_use(own: Traits, other: Traits, _: SimilarSettings) -> Part:
    return _equal("land_use", mark("gebruik"), "land_use", own.land_use, other.land_use)


def _uses(own: Traits, other: Traits, _: SimilarSettings) -> Part:
    if own.uses is None or other.uses is None:
        return Part("uses", None, sentence("gebruiksdoelen niet bekend"))
    both = own.uses & other.uses
    uses = ", ".join(sorted(both)) or sentence("geen hetzelfde")
    text = sentence("gebruiksdoelen: {uses}", uses=uses)
    return Part("uses", _overlap(own.uses, other.uses), text)


def _groups(own: Traits, other: Traits, _: SimilarSettings) -> Part:
    if not own.groups and not other.groups:
        return Part("groups", 1.0, sentence("beide zonder bedrijven nu"))
    both = own.groups & other.groups
    told = "; ".join(group(code) for code in sorted(both))
    text = sentence("geen bedrijven in dezelfde groep")
    if both:
        text = sentence("bedrijven in dezelfde groep: {groups}", groups=told)
    return Part("groups", _overlap(own.groups, other.groups), text)


def _size(own: Traits, other: Traits, _: SimilarSettings) -> Part:
    if not own.footprint_m2 or not other.footprint_m2:
        return Part("size", None, sentence("grondvlak van het grootste pand niet bekend"))
    sizes = sorted((own.footprint_m2, other.footprint_m2))
    text = sentence(
        "grootste pand {own} m² en {other} m²",
        own=Amount(own.footprint_m2, 0),
        other=Amount(other.footprint_m2, 0),
    )
    return Part("size", sizes[0] / sizes[1], text)


def _year(own: Traits, other: Traits, settings: SimilarSettings) -> Part:
    if own.built_year is None or other.built_year is None:
        return Part("year", None, sentence("bouwjaar van het grootste pand niet bekend"))
    apart = abs(own.built_year - other.built_year)
    years = str(own.built_year), str(other.built_year)
    text = sentence("bouwjaar {own} en {other}", own=years[0], other=years[1])
    return Part("year", max(0.0, 1 - apart / settings.years_apart), text)


def _distance(own: Traits, other: Traits, settings: SimilarSettings) -> Part:
    metres = distance(own, other)
    if metres is None:
        return Part("distance", None, sentence("afstand niet bekend"))
    text = sentence("{km} km verderop", km=Amount(metres / 1000, 1))
    return Part("distance", max(0.0, 1 - metres / settings.metres_apart), text)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of what either has that both have; nothing at both is the same."""
    either = one | other
    return len(one & other) / len(either) if either else 1.0


_PARTS = {
    "zone": _zone, "land_use": _land_use, "uses": _uses, "groups": _groups, "size": _size,
    "year": _year, "distance": _distance,
}  # fmt: skip
"""By name of the weight; the same names stand in `SimilarSettings`."""


@cache
def _divisions() -> dict[str, str]:
    """Texts of SBI divisions of the newest shipped list."""
    file = SHIPPED_RULES / "tables" / f"sbi{LATEST_SBI}.csv"
    return {row["code"]: row["title"] for row in csv_table.records(file, ("code", "title"))}
