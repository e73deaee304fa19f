"""Places of cases: objects, ids, points, and what is no place."""

from collections import Counter

import pytest

from connectors.cases.case import Unusable
from connectors.zaken.places import places
from tests.connectors.zaken.answers import Answer, case_object, zaak

ADDRESS: Answer = {
    "identificatie": "",
    "wplWoonplaatsNaam": "Leimuiden",
    "gorOpenbareRuimteNaam": "Proefweg",
    "huisnummer": 12,
    "huisletter": "a",
    "huisnummertoevoeging": "",
    "postcode": "2451 AA",
}
PARTS = {
    "street": "Proefweg",
    "house_number": "12",
    "house_letter": "a",
    "postcode": "2451 AA",
    "town": "Leimuiden",
}
LONG: Answer = {
    "aoaHuisnummer": 12, "aoaPostcode": "2451 AA", "gorOpenbareRuimteNaam": "Proefweg",
}  # fmt: skip
SHORT = {"street": "Proefweg", "house_number": "12", "postcode": "2451 AA"}
BAG = "https://bag.example.nl/api/verblijfsobjecten/1884010000000001"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(case_object("adres", ADDRESS), PARTS, id="parts, postcode with a blank"),
        pytest.param(
            case_object("adres", {**ADDRESS, "identificatie": "OFWORKAROUND"}), PARTS, id="no id"
        ),
        pytest.param(
            case_object("adres", {"identificatie": "1884200000000009"}),
            {"address_id": "1884200000000009"},
            id="address by id",
        ),
        pytest.param(
            case_object("pand", {"identificatie": "1884100000000009"}),
            {"object_id": "1884100000000009"},
            id="building by id",
        ),
        pytest.param(
            case_object("terrein_gebouwd_object",
                        {"identificatie": "", "adresAanduidingGrp": {
                            **LONG, "oaoIdentificatie": "1884010000000009",
                            "numIdentificatie": "1884200000000009"}}),
            {**SHORT, "object_id": "1884010000000009", "address_id": "1884200000000009"},
            id="built terrain",
        ),
        pytest.param(
            case_object("woz_object", {"wozObjectNummer": "1", "aanduidingWozObject": LONG}),
            SHORT,
            id="WOZ object",
        ),
        pytest.param(
            case_object("woz_waarde", {"isVoor": {"aanduidingWozObject": LONG}}),
            SHORT,
            id="value of a WOZ object",
        ),
        pytest.param(
            case_object("pand", None, object=BAG), {"object_id": "1884010000000001"}, id="address"
        ),
    ],
)  # fmt: skip
def test_object_of_a_case_is_a_place(given: Answer, expected: dict[str, object]) -> None:
    assert places(zaak(), [given], Counter()) == (expected,)


@pytest.mark.parametrize(
    ("given", "note"),
    [
        (case_object("overige", {"overigeData": "Dorp 1"}), "that are no place/overige"),
        (case_object("openbare_ruimte", {"gorOpenbareRuimteNaam": "Dorp"}), "openbare_ruimte"),
        (case_object("kadastrale_onroerende_zaak", {}), "kadastrale_onroerende_zaak"),
        (case_object("adres", {**ADDRESS, "huisnummer": None}), "without a place/adres"),
    ],
    ids=["free text", "street", "parcel", "street without a number"],
)
def test_object_that_is_no_place_is_counted(given: Answer, note: str) -> None:
    counts: Counter[str] = Counter()
    assert places(zaak(), [given], counts) == ()
    assert [key for key in counts if note in key]


def _point(*at: object, kind: str = "Point") -> Answer:
    return zaak(zaakgeometrie={"type": kind, "coordinates": [*at]})


def test_point_completes_a_single_place() -> None:
    (found,) = places(_point(4.6, 52.2), [case_object("adres", ADDRESS)], Counter())
    assert found == {**PARTS, "lon": 4.6, "lat": 52.2}


def test_point_is_left_aside_where_there_are_several_places() -> None:
    other = case_object("adres", {**ADDRESS, "huisnummer": 14}, "o2")
    found = places(_point(4.6, 52.2), [case_object("adres", ADDRESS), other], Counter())
    assert [place["house_number"] for place in found] == ["12", "14"]
    assert not any("lon" in place for place in found)


@pytest.mark.parametrize(
    ("case", "note"),
    [
        (_point([[[4.6, 52.2]]], kind="Polygon"), "geometries that are no point/Polygon"),
        (_point([4.6, 52.2], [4.7, 52.2], kind="MultiPoint"), "no point/MultiPoint"),
        (_point(52.2, 4.6), "points outside the Netherlands"),
        (_point(99_000.0, 470_000.0), "points outside the Netherlands"),
    ],
    ids=["surface", "several points", "lat lon", "RD"],
)
def test_geometry_that_is_no_point_is_counted(case: Answer, note: str) -> None:
    counts: Counter[str] = Counter()
    assert places(case, [], counts) == ()
    assert [key for key in counts if note in key]


def test_one_point_of_several_is_a_point() -> None:
    case = _point([4.6, 52.2], kind="MultiPoint")
    assert places(case, [], Counter()) == ({"lon": 4.6, "lat": 52.2},)


def test_point_without_coordinates_is_refused() -> None:
    with pytest.raises(Unusable, match="a point without coordinates"):
        places(_point(), [], Counter())
