"""Tables of the light BAG products, and what their columns are called in each of them.

Names differ between the GeoPackage and WFS v2, the older WFS, and OGC API Features.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from connectors.geopackage import Layer

_ID = {"id": ("identificatie",), "status": ("status",)}
_HOLDER = {"holder": ("bronhouder_identificatie",)}
_ADDRESSED = {
    **_ID,
    "address": ("nummeraanduiding_hoofdadres_identificatie", "hoofdadres_identificatie"),
    "street": ("openbare_ruimte_naam", "openbare_ruimte"),
    "number": ("huisnummer",),
    "letter": ("huisletter",),
    "addition": ("toevoeging", "huisnummertoevoeging"),
    "postcode": ("postcode",),
    "town": ("woonplaats_naam", "woonplaats"),
    "town_id": ("woonplaats_identificatie",),
    **_HOLDER,
}
_UNUSED = frozenset(
    {
        "rdf_seealso", "gml_id", "feature_id", "actualiteitsdatum", "openbare_ruimte_naam_kort",
        "openbare_ruimte_identificatie", "bronhouder_naam", "pandstatus", "oppervlakte_min",
        "oppervlakte_max", "aantal_verblijfsobjecten", "bouwjaar", "gebruiksdoel", "oppervlakte",
        "geconstateerd", "documentdatum", "documentnummer",
    }
)  # fmt: skip
"""Known and not used; in tables that do use one of them it is read all the same."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One table of the product.

    Attributes:
        code: type of its objects.
        element: the same in the words of the code lists.
        names: our name -> what it is called, the first one that is there counts.
        required: our names without which the table cannot be read.
    """

    code: str
    element: str
    names: Mapping[str, Sequence[str]]
    required: tuple[str, ...] = ("id", "status")


KINDS: Mapping[str, Kind] = {
    "verblijfsobject": Kind(
        "VBO",
        "Verblijfsobject",
        {
            **_ADDRESSED,
            "purposes": ("gebruiksdoel",),
            "area": ("oppervlakte",),
            "buildings": ("pand_identificatie", "pandidentificatie", "pand"),
        },
        ("id", "status", "number"),
    ),
    "ligplaats": Kind("LIG", "Ligplaats", _ADDRESSED, ("id", "status", "number")),
    "standplaats": Kind("STA", "Standplaats", _ADDRESSED, ("id", "status", "number")),
    "woonplaats": Kind(
        "WPL",
        "Woonplaats",
        {**_ID, **_HOLDER, "name": ("woonplaats", "naam", "woonplaats_naam")},
        ("id",),
    ),
    "pand": Kind("PND", "Pand", {**_ID, "built_year": ("bouwjaar", "oorspronkelijk_bouwjaar")}),
}
"""Table -> what is in it, in the order in which they are read."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """The columns of one table of one file.

    Attributes:
        found: our name -> column in the file.
        missing: required names that no column has, as the product calls them.
        unknown: columns that the product does not have.
    """

    found: Mapping[str, str]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


def match(layer: Layer, kind: Kind) -> Mapped:
    """Find the columns of a table, whatever product it comes from; case does not matter."""
    have = {name.lower(): name for name in layer.columns}
    found = {
        own: have[next(name for name in names if name in have)]
        for own, names in kind.names.items()
        if any(name in have for name in names)
    }
    known = _UNUSED.union(*kind.names.values())
    return Mapped(
        found,
        tuple(kind.names[own][0] for own in kind.required if own not in found),
        tuple(sorted(name for lower, name in have.items() if lower not in known)),
    )
