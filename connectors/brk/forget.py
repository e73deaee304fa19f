"""The drop-list of the Kadaster's formats, with fields that are dropped under one parent only.

`aantekening.omschrijving` in `rules/sources/parcels.yml` is the field `omschrijving` directly
under an element or key `aantekening`; the same field elsewhere stays. In answers of the API the
number of a registered natural person is a BSN, so the number of a person stays only beside a type
that says that it is none.
"""

from collections.abc import Mapping

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
    for parent in list(root.iter()):
        if isinstance(parent.tag, str):
            for inner in _under(local(parent), names):
                for part in [p for p in parent if isinstance(p.tag, str)]:
                    if local(part).lower() == inner:
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


def _under(parent: str, names: frozenset[str]) -> set[str]:
    start = f"{parent.lower()}."
    return {name.removeprefix(start) for name in names if name.startswith(start)}


def _without(value: object, names: frozenset[str], parent: str) -> object:
    if isinstance(value, list):
        return [_without(part, names, parent) for part in value]
    if not isinstance(value, Mapping):
        return value
    gone = _under(parent, names)
    if parent.lower() in _PERSONS and value.get("type") not in _WITHOUT_BSN:
        gone.add(_NUMBER)
    if any(str(key).lower() in _MASKS and part not in _OPEN for key, part in value.items()):
        gone |= _NAMES
    return {
        key: _without(part, names, str(key))
        for key, part in value.items()
        if str(key).lower() not in gone
    }
