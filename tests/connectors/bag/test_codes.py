"""The code lists and elements are those of Kadaster's own schemas."""

import pytest
from lxml import etree

from connectors.bag import codes
from connectors.bag.fields import DOUBT_FIELDS, OBJECT_FIELDS
from tests import shared

XSD = shared.DATA / "bag" / "xsd_lvbag_20200601"
needs_shared = shared.needs(XSD)
XS = "{http://www.w3.org/2001/XMLSchema}"


def schema(name: str) -> etree._Element:
    """One schema file of the object model."""
    return etree.parse(next(XSD.rglob(f"{name}-2.1.0.xsd"))).getroot()


def enumeration(root: etree._Element, name: str) -> set[str]:
    """Values of one simple type."""
    (found,) = (e for e in root.iter(f"{XS}simpleType") if e.get("name") == name)
    return {e.get("value") or "" for e in found.iter(f"{XS}enumeration")}


@needs_shared
@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("StatusWoonplaats", codes.TYPES["Woonplaats"].statuses),
        ("StatusNaamgeving", codes.TYPES["Nummeraanduiding"].statuses),
        ("StatusPlaats", codes.TYPES["Ligplaats"].statuses),
        ("StatusVerblijfsobject", codes.TYPES["Verblijfsobject"].statuses),
        ("StatusPand", codes.TYPES["Pand"].statuses),
        ("GebruiksdoelType", codes.PURPOSES),
        ("TypeOpenbareRuimte", codes.STREET_TYPES),
        ("TypeAdresseerbaarObject", codes.ADDRESSEE_TYPES),
    ],
)
def test_code_lists_of_objects(name: str, known: frozenset[str]) -> None:
    assert enumeration(schema("IMBAGLV_Objecten"), name) == known


@needs_shared
@pytest.mark.parametrize("name", sorted(codes.TYPES))
def test_code_lists_of_attributes_in_onderzoek(name: str) -> None:
    root = schema("IMBAGLV_KenmerkInOnderzoek")
    assert enumeration(root, f"InOnderzoek{name}") == codes.TYPES[name].doubtful


@needs_shared
@pytest.mark.parametrize("name", sorted(codes.TYPES))
def test_every_element_of_the_schema_is_known(name: str) -> None:
    root = schema("IMBAGLV_Objecten")
    types = {e.get("name"): e for e in root.iter(f"{XS}complexType")}
    parents = [types[name]]
    if any(e.get("base") == "Objecten:_AdresseerbaarObject" for e in types[name].iter()):
        parents.append(types["_AdresseerbaarObject"])
    names = [e.get("name") for parent in parents for e in parent.iter(f"{XS}element")]
    known = OBJECT_FIELDS[f"{codes.OBJECT}{name}"]
    assert [n for n in names if n and f"{codes.OBJECT}{n}" not in known] == []


@needs_shared
def test_every_kind_of_onderzoek_is_known() -> None:
    root = schema("IMBAGLV_KenmerkInOnderzoek")
    names = [e.get("name") for e in root.findall(f"{XS}element")]
    assert sorted(f"{codes.DOUBT}{name}" for name in names) == sorted(DOUBT_FIELDS)


def test_end_statuses_are_statuses() -> None:
    known = {status for kind in codes.TYPES.values() for status in kind.statuses}
    assert known > codes.END_STATUSES
    assert known > codes.FORMING_STATUSES
