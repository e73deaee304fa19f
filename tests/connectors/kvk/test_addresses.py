"""Which address of a branch is a place, and which never is."""

import pytest

from connectors.kvk.addresses import from_text, visiting
from connectors.kvk.values import Unreadable
from tests.connectors.kvk.answers import address

PARTS = {
    "street": "Voorbeeldweg",
    "house_number": "3",
    "house_letter": "A",
    "postcode": "2371AA",
    "town": "Roelofarendsveen",
}
BOX = address(type="correspondentieadres", straatnaam="Postbus", huisnummer=None, postbusnummer=200)
IDS = {"addresseerbaarObjectId": "1884010000000001", "nummerAanduidingId": "1884200000000001"}


def test_parts_are_used_and_not_the_text() -> None:
    assert visiting([address()]).place == PARTS


def test_text_is_used_when_there_are_no_parts() -> None:
    bare = {"type": "bezoekadres", "volledigAdres": "Voorbeeldweg 3  2371AA"}
    assert visiting([bare]).place == {"address": "Voorbeeldweg 3 2371AA"}


@pytest.mark.parametrize(
    "addresses",
    [
        pytest.param([BOX], id="box"),
        pytest.param([{**BOX, "type": "bezoekadres"}], id="box as visiting address"),
        pytest.param([address(straatnaam="POSTBUS")], id="box by its street"),
        pytest.param([address(type="correspondentieadres")], id="correspondence"),
        pytest.param([address(land="België")], id="abroad"),
        pytest.param(
            [{"type": "bezoekadres", "straatHuisnummer": "Rue 1", "postcodeWoonplaats": "1 Ici"}],
            id="abroad in two lines",
        ),
        pytest.param([], id="none"),
    ],
)
def test_what_is_no_visiting_address_is_no_place(addresses: list[dict[str, object]]) -> None:
    assert visiting(addresses).place == {}


def test_visiting_address_stands_after_a_box() -> None:
    assert visiting([BOX, address()]).place == PARTS


def test_address_abroad_is_counted() -> None:
    assert visiting([address(land="België")]).notes == {"addresses abroad": 1}


def test_bag_ids_and_point_stand_beside_the_parts() -> None:
    geo = {**IDS, "rijksdriehoekX": 105000.5, "rijksdriehoekY": 467000}
    place = visiting([address(geoData=geo)]).place
    assert place == {
        **PARTS,
        "object_id": "1884010000000001",
        "address_id": "1884200000000001",
        "x": 105000.5,
        "y": 467000.0,
    }


@pytest.mark.parametrize(
    "geo",
    [
        {"addresseerbaarObjectId": "0000000000000000", "rijksdriehoekX": 0, "rijksdriehoekY": 0},
        {"addresseerbaarObjectId": None, "rijksdriehoekX": None, "rijksdriehoekY": None},
        {"rijksdriehoekX": 105000.5},
        {},
    ],
)
def test_geodata_of_zeros_is_no_place(geo: dict[str, object]) -> None:
    found = visiting([address(geoData=geo)])
    assert (found.place, found.notes) == (PARTS, {})


@pytest.mark.parametrize("number", ["0074999999486707", "188401000000000", "1884200000000001"])
def test_number_that_is_no_bag_object_is_counted_and_dropped(number: str) -> None:
    found = visiting([address(geoData={"addresseerbaarObjectId": number})])
    assert (found.place, found.notes) == (PARTS, {"BAG ids that are none": 1})


@pytest.mark.parametrize("first", [True, False])
def test_one_shielded_address_shields_the_branch(first: bool) -> None:
    addresses = [address(indAfgeschermd="Ja"), address(type="correspondentieadres")]
    found = visiting(addresses if first else addresses[::-1])
    assert (found.place, found.shielded) == ({}, True)


@pytest.mark.parametrize(("addresses", "shielded"), [([], None), ([BOX], False)])
def test_without_an_address_shielding_is_not_known(
    addresses: list[dict[str, object]], shielded: bool | None
) -> None:
    assert visiting(addresses).shielded is shielded


def test_house_number_of_the_wrong_kind_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="huisnummer is not a text"):
        visiting([address(huisnummer=[3])])


@pytest.mark.parametrize("text", [None, "Postbus 200 1000AE Rommeldam", "POSTBUS 1"])
def test_text_of_a_box_is_no_place(text: str | None) -> None:
    assert from_text(text) == {}
