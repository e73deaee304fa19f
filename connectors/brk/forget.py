"""The drop-list of the Kadaster's formats, with fields that are dropped under one parent only.

`aantekening.omschrijving` in `rules/sources/parcels.yml` is the field `omschrijving` directly
under an element or key `aantekening`; the same field elsewhere stays. In answers of the API the
number of a registered natural person is a BSN, so the number of a person stays only beside a type
that says that it is none.
"""

from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

from connectors import drops

_PERSONS = frozenset(
    {
        "persoon",
        "hypotheekhouders",
        "beslagleggers",
        "betrokkenpartner",
        "betrokkensamenwerkingsverband",
        "betrokkengorzenenaanwassen",
    }
)
_WITHOUT_BSN = (
    "kadaster_natuurlijk_persoon",
    "kadaster_niet_natuurlijk_persoon",
    "ingeschreven_niet_natuurlijk_persoon",
)
_NUMBER = "identificatie"
_MASKS = (
    "geheimhoudingpersoonsgegevens",
    "indicatiegeheim",
    "indicatieafschermingpersoonsgegevens",
)
_OPEN = (None, False, 0, "false", "0")
_NAMES = {"omschrijving", "naam"}


def from_xml(root: etree._Element, names: frozenset[str]) -> None:
    """Remove the fields of a drop-list from a message; changes `root`.

    Args:
        root: parsed message.
        names: `field` or `parent.field`, in lower case.
    """
    drops.from_xml(root, frozenset(name for name in names if "." not in name))
    inside = _by_parent(names)
    for parent in list(root.iter()):
        gone = inside.get(local(parent).lower()) if isinstance(parent.tag, str) else None
        for part in list(parent) if gone else ():
            if isinstance(part.tag, str) and local(part).lower() in (gone or ()):
                parent.remove(part)


def from_json(value: object, names: frozenset[str]) -> object:
    """The same answer without the fields of a drop-list and without any BSN.

    Args:
        value: parsed JSON.
        names: `key` or `parent.key`, in lower case.
    """
    plain = drops.from_json(value, frozenset(name for name in names if "." not in name))
    return _without(plain, names, "")


def local(element: etree._Element) -> str:
    """Name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


@lru_cache(maxsize=8)
def _by_parent(names: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """Parent -> the fields that are dropped directly under it."""
    pairs = [name.split(".", 1) for name in names if "." in name]
    parents = {parent for parent, _ in pairs}
    return {p: frozenset(inner for parent, inner in pairs if parent == p) for p in parents}


def _without(value: object, names: frozenset[str], parent: str) -> object:
    if isinstance(value, list):
        return [_without(part, names, parent) for part in value]
    if not isinstance(value, Mapping):
        return value
    gone = set(_by_parent(names).get(parent.lower(), ()))
    if parent.lower() in _PERSONS and value.get("type") not in _WITHOUT_BSN:
        gone.add(_NUMBER)
    if any(str(key).lower() in _MASKS and part not in _OPEN for key, part in value.items()):
        gone |= _NAMES
    return {
        key: _without(part, names, str(key))
        for key, part in value.items()
        if str(key).lower() not in gone
    }
