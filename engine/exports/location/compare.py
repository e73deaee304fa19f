"""Two locations side by side: what is the same and what differs, in words.

Neutral facts can be compared always; what the rules say only when both were judged, which whoever
asks for it has checked: a dossier without an assessment is neutral.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.exports.assessment import Assessment
from engine.exports.dossier import Dossier, counts
from engine.exports.location import similar
from engine.exports.location.traits import Traits
from engine.exports.words import said
from engine.translatable import Amount, joined, mark, sentence

NOT_KNOWN = mark("niet bekend")
_UNKNOWN = sentence(NOT_KNOWN)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison.

    Attributes:
        name: what is compared.
        own, other: values in Dutch.
        is_same: None when one of the two is not known.
    """

    name: str
    own: str
    other: str
    is_same: bool | None

    @property
    def verdict(self) -> str:
        """Whether the two differ, in words."""
        if self.is_same is None:
            return NOT_KNOWN
        return mark("gelijk") if self.is_same else mark("verschilt")


def facts(own: Dossier, own_traits: Traits, other: Dossier, other_traits: Traits) -> list[Row]:
    """What the registers say of two locations, in the order of the fact sheet."""
    pairs = zip(_facts(own, own_traits), _facts(other, other_traits), strict=True)
    return [_row(name, mine, theirs) for (name, mine), (_, theirs) in pairs]


def assessed(own: Assessment, other: Assessment) -> list[Row]:
    """What the rules say of two locations: band, then every rule that hits at one of them."""
    mine, theirs = _said(own), _said(other)
    titles = {o.rule_id: o.title for a in (own, other) for o in (*a.hits, *a.mitigating)}
    rows = [_row(mark("band"), said("band", own.band), said("band", other.band))]
    for rule in sorted(titles):
        (own_text, own_hit), (other_text, other_hit) = (
            said.get(rule, _NO_HIT) for said in (mine, theirs)
        )
        name = f"{titles[rule]} ({rule})"
        rows.append(Row(name, own_text, other_text, _agree(own_hit, other_hit)))
    return rows


_NO_HIT = (sentence("geen treffer"), False)


def _said(found: Assessment) -> dict[str, tuple[str, bool | None]]:
    """What every rule said, and whether it is a hit; None when that is not known."""
    hits = {o.rule_id: (o.sentence, True) for o in (*found.hits, *found.mitigating)}
    unknown = {
        o.rule_id: (sentence("onbekend: {reason}", reason=str(o.reason)), None)
        for o in found.unknown
    }
    return {**unknown, **hits}


def _agree(own: bool | None, other: bool | None) -> bool | None:
    return None if own is None or other is None else own == other


def _row(name: str, own: str | None, other: str | None) -> Row:
    is_same = None if own is None or other is None else own == other
    return Row(name, own or _UNKNOWN, other or _UNKNOWN, is_same)


def _facts(found: Dossier, traits: Traits) -> Iterator[tuple[str, str | None]]:
    place = found.place
    yield mark("soort"), said("kind", place.kind)
    yield mark("dorp"), place.town
    yield mark("gebied"), _known("zone", place.zone)
    yield mark("gebruik"), _known("land_use", place.land_use)
    yield mark("gebruiksdoelen"), None if traits.uses is None else _listed(traits.uses)
    yield mark("grondvlak grootste pand"), _size(traits.footprint_m2)
    yield (
        mark("bouwjaar grootste pand"),
        None if traits.built_year is None else str(traits.built_year),
    )
    for name, count in counts(found).items():
        yield name, str(count)
    yield mark("groepen van bedrijven nu"), _listed(similar.group(code) for code in traits.groups)
    newest = next((event.on for event in found.events if event.on is not None), None)
    yield mark("nieuwste gebeurtenis"), None if newest is None else joined([newest])


def _known(group: str, value: str | None) -> str | None:
    return None if value is None else said(group, value)


def _size(metres: float | None) -> str | None:
    return None if metres is None else sentence("{size} m²", size=Amount(metres, 0))


def _listed(texts: Iterable[str]) -> str:
    return joined(sorted(texts), between="; ") or sentence("geen")
