"""Addresses and parcels in titles, in the styles of several municipalities."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.koop import addresses, tables
from engine.settings import SHIPPED_RULES

TABLES = tables.load(SHIPPED_RULES)


def _lines(text: str) -> list[str]:
    found = addresses.find(text, TABLES).addresses
    return [
        " ".join(p for p in (a.street, a.number, a.letter, a.addition, a.postcode, a.town) if p)
        for a in found
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param(
            "Kennisgeving vergunning: schuur - Molenweg 9, 2371 KB Leimuiden - 1884628096",
            ["Molenweg 9 2371KB Leimuiden"],
            id="postcode with a blank, between hyphens",
        ),
        pytest.param(
            "Ingekomen melding, Frater Romboutsstraat 42 5571KZ Bergeijk, verwijderen van asbest",
            ["Frater Romboutsstraat 42 5571KZ Bergeijk"],
            id="no comma before the postcode",
        ),
        pytest.param("Vergunning Dorpsweg 25, Leimuiden", ["Dorpsweg 25 Leimuiden"], id="comma"),
        pytest.param("Aanvraag – Dok 1 te Kaag", [], id="word that is no street"),
        pytest.param(
            "Festival, Blijverpolder 4 Oud Ade, 606578", ["Blijverpolder 4 Oud Ade"], id="no comma"
        ),
        pytest.param("Herenweg 165a in Hoogmade", ["Herenweg 165 a Hoogmade"], id="letter and in"),
        pytest.param(
            "Ripselaan 16 en 18 2376 BJ Nieuwe Wetering",
            ["Ripselaan 16 2376BJ Nieuwe Wetering", "Ripselaan 18 2376BJ Nieuwe Wetering"],
            id="two numbers",
        ),
        pytest.param(
            "Dorpsstraat 53/53a in Leimuiden",
            ["Dorpsstraat 53 Leimuiden", "Dorpsstraat 53 a Leimuiden"],
            id="two numbers with a slash",
        ),
        pytest.param(
            "Kerkweg 5, 5a en 5b, 2481 AA Woubrugge",
            [
                "Kerkweg 5 2481AA Woubrugge",
                "Kerkweg 5 a 2481AA Woubrugge",
                "Kerkweg 5 b 2481AA Woubrugge",
            ],
            id="three numbers",
        ),
        pytest.param(
            "Kade 11, 2371 BN Leimuiden, Kade 11a, 2371 BN Leimuiden, Verzoeklocatie 2",
            ["Kade 11 2371BN Leimuiden", "Kade 11 a 2371BN Leimuiden"],
            id="two addresses in full",
        ),
        pytest.param(
            "Rammenas 9 in Leimuiden - Rammenas 9, 2371 KB Leimuiden",
            ["Rammenas 9 2371KB Leimuiden"],
            id="one address twice",
        ),
        pytest.param(
            "Molenweg 1A-2, Ter Aar", ["Molenweg 1 A 2 Ter Aar"], id="letter and addition"
        ),
        pytest.param("Molenweg 1-2, Ter Aar", ["Molenweg 1 2 Ter Aar"], id="addition"),
        pytest.param("Laan van Zuid 123 bis, kappen", ["Laan van Zuid 123 bis"], id="bis"),
        pytest.param(
            "Besluit Burgemeester van der Veldestraat 3, 2371AB Alphen aan den Rijn",
            ["Burgemeester van der Veldestraat 3 2371AB Alphen aan den Rijn"],
            id="words before and in the street",
        ),
        pytest.param(
            "dakkapel - Oud Adeselaan 11", ["Oud Adeselaan 11"], id="two words behind a sign"
        ),
        pytest.param("Dorpsstraat12 Leimuiden", ["Dorpsstraat 12 Leimuiden"], id="no blank"),
        pytest.param("Verkoop op 29 juni 2026 van 14.00 tot 21.00 uur", [], id="date and times"),
        pytest.param("Verordening Leges Kaag en Braassem 2024", [], id="year"),
        pytest.param("Sluiting woning Opiumwet 13b", [], id="article of a law"),
        pytest.param("Aanvraag Bouw 3 garages", [], id="number of things"),
        pytest.param("Verzoeklocatie 2024042901410", [], id="number of the DSO"),
        pytest.param("", [], id="empty"),
    ],
)
def test_addresses_are_found(title: str, expected: list[str]) -> None:
    assert _lines(title) == expected


@pytest.mark.parametrize(
    "title",
    [
        "een loods naast geestweg 49, 2371 AE Roelofarendsveen",
        "Tulpenpad nabij 8 in Roelofarendsveen",
        "verkoop grond-Hofland bij 1 Roelofarendsveen",
        "vaartuig, nabij de Noordstraat 57 in Leimuiden",
        "steiger ter hoogte van Herenweg 3 te Kaag",
    ],
)
def test_address_that_is_only_beside_the_place_is_no_address(title: str) -> None:
    found = addresses.find(title, TABLES)
    assert found.addresses == ()
    assert found.is_near


@pytest.mark.parametrize("title", ["Dorpsstraat 12 t/m 20 te Kaag", "Jaagpad 3 en omgeving"])
def test_row_of_numbers_is_an_area(title: str) -> None:
    found = addresses.find(title, TABLES)
    assert found.addresses == ()
    assert found.is_area


def test_street_named_directly_wins_over_the_same_one_named_as_near() -> None:
    found = addresses.find("loods naast Molenweg 9 - Molenweg 11, 2371 KB Leimuiden", TABLES)
    assert [address.number for address in found.addresses] == ["11"]
    assert not found.is_near


@pytest.mark.parametrize(
    ("title", "parcels"),
    [
        ("naast Lange Dwarsweg 5 te Rijpwetering (AKM01 D 3985), W2023/260", ("AKM01 D 3985",)),
        ("perceel 769 en 1655, sectie F (langs de N445)", ("F 769", "F 1655")),
        ("sectie B, nummer 12", ("B 12",)),
        ("perceel AKM01-D-3985", ("AKM01 D 3985",)),
        ("Molenweg 9", ()),
    ],
)
def test_parcels_are_kept_as_written(title: str, parcels: tuple[str, ...]) -> None:
    assert addresses.find(title, TABLES).parcels == parcels


@pytest.mark.parametrize("piece", ["Aa ", "Aa 1 ", "A", "Aa 1, ", "van ", "perceel 1, ", "1 en "])
def test_long_nonsense_is_read_in_no_time(piece: str) -> None:
    start = time.process_time()
    addresses.find(piece * (20_000 // len(piece)), TABLES)
    assert time.process_time() - start < 2


def test_words_come_from_the_rules_folder(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    for file in (SHIPPED_RULES / "tables").glob("koop_*.csv"):
        text = file.read_text("utf-8")
        (folder / file.name).write_text(text.replace("naast,near", "pal,near"), "utf-8")
    own = tables.load(tmp_path)
    assert addresses.find("loods pal Molenweg 9 te Kaag", own).is_near
    assert addresses.find("loods naast Molenweg 9 te Kaag", own).addresses


STYLES = (
    "Kennisgeving verleende omgevingsvergunning: schuur - {door}, {postcode} {town} - 1884628096",
    "Ingekomen melding, {door} {postcode} {town}, slopen",
    "{door} in {town}, kappen (zaaknummer Z/26/1)",
    "Verleend: {door} te {town}",
    "Besluit ({door}, {town})",
)


@given(
    style=st.sampled_from(STYLES),
    street=st.sampled_from(["Dorpsstraat", "Oude Kerkweg", "Laan van Zuid", "Vriezekoop"]),
    number=st.integers(1, 1899),
    letter=st.sampled_from(["", "a", "B"]),
    town=st.sampled_from(["Leimuiden", "Oud Ade", "Alphen aan den Rijn"]),
)
def test_address_in_any_style_is_the_one_that_was_written(
    style: str, street: str, number: int, letter: str, town: str
) -> None:
    title = style.format(door=f"{street} {number}{letter}", postcode="2451 AA", town=town)
    (found,) = addresses.find(title, TABLES).addresses
    assert (found.street, found.number, found.letter) == (street, str(number), letter)
    assert found.town == town
    assert found.postcode == ("2451AA" if "{postcode}" in style else "")


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    found = addresses.find(text, TABLES)
    assert all(address.number.isdigit() for address in found.addresses)
