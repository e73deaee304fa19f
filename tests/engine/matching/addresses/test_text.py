"""Dutch addresses in comparable form: what must be equal is, what differs stays different."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.matching.addresses.text import (
    Parts,
    is_postbus,
    number_key,
    parse,
    postcode_key,
    street_key,
    town_key,
    without_care_of,
)
from tests import shared

REAL = shared.DATA / "bag" / "adressen_2018"
STREETS = frozenset(
    key
    for name in ("Proefpad", "1e Proefweg", "Plein 1940-1945", "Dorpsstraat", "Rijksweg A4")
    if (key := street_key(name))
)
TOWNS = frozenset(key for name in ("Testdorp", "Oude Proef", "Kaag") if (key := town_key(name)))
WORDS = st.text(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéëïöüÉ", min_size=2, max_size=12
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dorpsstraat", "DORPSSTR."),
        ("Dorpsstraat", "Dorps straat"),
        ("Julianalaan", "Julianaln"),
        ("Burgemeester Testweg", "Burg. Testweg"),
        ("Van der Proefstraat", "v.d. Proefstr"),
        ("Van den Proefstraat", "v/d Proefstraat"),
        ("Van de Proefstraat", "vd proefstraat"),
        ("Saskia van Proeflaan", "Saskia v. Proefln."),
        ("IJsbaanpad", "Ysbaanpad"),
        ("Dijkweg", "Dĳkweg"),
        ("Café-straat", "CAFE STRAAT"),
        ("'t Hof", "Het Hof"),
        ("1e Proefweg", "Eerste Proefweg"),
        ("Sint Jansplein", "St. Janspln"),
        ("Müllerkade", "Mu\u0308llerkd"),
        ("Klimoplaan", "Klimopln."),
        ("Proefdijk", "Proefdyk"),
        ("Proefdijk", "Proefdk"),
    ],
)
def test_one_street_in_two_ways_of_writing(one: str, other: str) -> None:
    assert street_key(one) == street_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1e Proefweg", "2e Proefweg"),
        ("Kerkstraat", "Kerkweg"),
        ("Prins Proefstraat", "Prinses Proefstraat"),
        ("Noordeinde", "Oosteinde"),
        ("Klimoplaan", "Klimopplein"),
    ],
)
def test_two_streets_stay_two(one: str, other: str) -> None:
    assert street_key(one) != street_key(other)


@pytest.mark.parametrize("text", [None, "", "  ", "--", "."])
def test_nothing_has_no_key(text: str | None) -> None:
    assert street_key(text) is None
    assert town_key(text) is None


def test_town_with_a_river_in_short() -> None:
    assert town_key("Proef aan den Rijn") == town_key("PROEF A/D RYN")


@given(WORDS, st.sampled_from(["straat", "laan", "weg", "plein", "kade", "dijk", "pad"]))
def test_case_blanks_and_dots_do_not_matter(word: str, ending: str) -> None:
    street = f"{word}{ending}"
    assert street_key(street) == street_key(f"  {street}. ") == street_key(street.upper().lower())


@given(st.text(max_size=40))
def test_any_text_can_be_read(text: str) -> None:
    parts = parse(text, streets=STREETS, towns=TOWNS)
    assert parts.number is None or 1 <= parts.number <= 99999
    assert parts.suffix == parts.suffix.upper()
    assert isinstance(is_postbus(text), bool)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("2371AB", ("2371AB", "2371")),
        (" 2371 ab ", ("2371AB", "2371")),
        ("2371", (None, "2371")),
        ("0371AB", (None, None)),
        ("2371A", (None, None)),
        ("", (None, None)),
        (None, (None, None)),
    ],
)
def test_postcode(written: str | None, key: tuple[str | None, str | None]) -> None:
    assert postcode_key(written) == key


@pytest.mark.parametrize(
    ("number", "letter", "addition", "key"),
    [
        ("12", None, None, (12, "")),
        ("12", "a", "1", (12, "A1")),
        ("12a", None, "1", (12, "A1")),
        ("12-A1", None, None, (12, "A1")),
        ("12 A 1", "", "", (12, "A1")),
        ("12a", "A", None, (12, "A")),
        ("12A", "a", "1", (12, "A1")),
        ("50-17", None, None, (50, "17")),
        ("12", "a", "a", (12, "AA")),
        ("0012", None, None, (12, "")),
        ("12.0", None, None, (12, "")),
        ("12 bis", None, None, (12, "BIS")),
        ("0", None, None, (None, "")),
        ("123456", None, None, (None, "")),
        ("A12", None, None, (None, "")),
        (None, "a", None, (None, "")),
    ],
)
def test_number_letter_and_addition_glued_or_split(
    number: str | None, letter: str | None, addition: str | None, key: tuple[int | None, str]
) -> None:
    assert number_key(number, letter, addition) == key


@given(
    st.integers(1, 99999),
    st.sampled_from(["a", "B"]),
    st.sampled_from(["", "1", "17", "bis", "A2"]),
    st.sampled_from(["", " ", "-", "/", " - "]),
)
def test_glued_and_split_are_one(number: int, letter: str, addition: str, sign: str) -> None:
    glued = f"{number}{sign}{letter}{sign}{addition}"
    assert number_key(glued) == number_key(str(number), letter, addition)


@pytest.mark.parametrize(
    "text",
    [
        "Postbus 12",
        "POSTBUS 12, 2370 AA Testdorp",
        "p.o. box 3",
        "Antwoordnummer 5",
        "Zaak, postbus 3",
    ],
)
def test_box_at_the_post_office(text: str) -> None:
    assert is_postbus(None, text)


@pytest.mark.parametrize("text", ["Postbuslaan 12", "Proefpad 3", "", None])
def test_no_box(text: str | None) -> None:
    assert not is_postbus(text)


@pytest.mark.parametrize(
    "text",
    [
        "t.a.v. A. Verzonnen, Proefpad 3",
        "p/a Verzonnen, Proefpad 3",
        "c/o A. Verzonnen\nProefpad 3",
        "Proefpad 3, ter attentie van de heer Verzonnen",
    ],
)
def test_people_are_cut_out_of_an_address(text: str) -> None:
    assert "Verzonnen" not in without_care_of(text)
    assert parse(text).street == "proefpd"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Proefpad 12-A, 2371 AB Testdorp",
            Parts("proefpd", 12, "A", "2371AB", "2371", "testdorp"),
        ),
        ("Proefpad 12\n2371AB  TESTDORP", Parts("proefpd", 12, "", "2371AB", "2371", "testdorp")),
        ("Proefpad 53a Oude Proef", Parts("proefpd", 53, "A", None, None, "oudeproef")),
        ("Proefpad 12 Kaag", Parts("proefpd", 12, "", None, None, "kaag")),
        ("Proefpad 50-17 Kaag", Parts("proefpd", 50, "17", None, None, "kaag")),
        ("2371ab 12", Parts(None, 12, "", "2371AB", "2371", None)),
        (
            "2371AB Testdorp, Proefpad 12 b 3",
            Parts("proefpd", 12, "B3", "2371AB", "2371", "testdorp"),
        ),
        ("Plein 1940-1945 12 Kaag", Parts("pln19401945", 12, "", None, None, "kaag")),
        ("1e Proefweg 3 bis, Kaag", Parts("1eproefwg", 3, "BIS", None, None, "kaag")),
        ("Rijksweg A4 5, Kaag", Parts("rykswga4", 5, "", None, None, "kaag")),
        (
            "Bakkerij X, Dorpsstr. 3, Kaag, Nederland",
            Parts("dorpsstr", 3, "", None, None, "kaag"),
        ),
        ("Dorpsstraat 16 en 18 Kaag", Parts("dorpsstr", 16, "EN18", None, None, "kaag")),
        ("Dorpsstraat53", Parts("dorpsstr", 53)),
        ("Dorpsstraat, Kaag", Parts("dorpsstr", town="kaag")),
        ("Dorpsstraat 12, Elders", Parts("dorpsstr", 12, "", None, None, "elders")),
        ("", Parts()),
    ],
)
def test_text_is_taken_apart(text: str, parts: Parts) -> None:
    assert parse(text, streets=STREETS, towns=TOWNS) == parts


@shared.needs(REAL)
def test_every_real_address_is_read_back_from_its_text() -> None:
    with (REAL / "kaag_en_braassem_adressen.csv").open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.reader(handle) if len(row) > 5]
    streets = frozenset(k for row in rows if (k := street_key(row[0])))
    towns = frozenset(k for row in rows if (k := town_key(row[5])))
    wrong = []
    for street, number, letter, addition, postcode, town, *_ in rows:
        sign = "-" if addition else ""
        text = f"{street} {number}{letter}{sign}{addition}, {postcode[:4]} {postcode[4:]}  {town}"
        read = parse(text, streets=streets, towns=towns)
        right = (street_key(street), *number_key(number, letter, addition), town_key(town))
        if (read.street, read.number, read.suffix, read.town) != right:
            wrong.append(text)
    assert len(rows) > 14_000
    assert wrong == []
