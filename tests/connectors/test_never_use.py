"""Columns that may never be read: which names are meant, and which only look like it."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.never_use import Found, find
from engine.errors import SettingsError
from engine.settings import SHIPPED_RULES
from engine.tables import TABLES

LISTED = """
NATIONALITEIT BIJZONDERNEDERLANDERSCHAP GEBOORTELAND GEBOORTEPLAATS GESLACHTSAANDUIDING
DATUMGEBOORTE VERBLIJFSTITEL LANDWAARVANDAANINGESCHREVEN LANDWAARNAARVERTROKKEN
BUITENLANDSREISDOCUMENT BURGERLIJKESTAAT GEZINSRELATIE OUDER1 OUDER2 PARTNERID
SIGNALERINGREISDOCUMENT EUROPEESKIESRECHT
""".split()  # noqa: SIM905  copied from the norm


@pytest.mark.parametrize("column", LISTED)
def test_every_column_of_the_norm_is_found(column: str) -> None:
    assert [found.column for found in find([column])] == [column]


@pytest.mark.parametrize(
    ("column", "group"),
    [
        ("Europees kiesrecht", "electoral right"),
        ("tweede_nationaliteit", "nationality"),
        ("nàtionaliteit", "nationality"),
        ("BSN", "BSN or RNI"),
        ("aanvragerBsn", "BSN or RNI"),
        ("BSN_AANVRAGER", "BSN or RNI"),
        ("AANVRAGERBSN", "BSN or RNI"),
        ("burger-service-nummer", "BSN or RNI"),
        ("Sofi nr", "BSN or RNI"),
        ("SOFINUMMER", "BSN or RNI"),
        ("rni status", "BSN or RNI"),
        ("geslacht", "gender"),
        ("AANVRAGER_GESLACHT", "gender"),
        ("gender", "gender"),
        ("geb. datum", "birth date or place"),
        ("Geboorte-Datum", "birth date or place"),
        ("date_of_birth", "birth date or place"),
        ("leeftijd_aanvrager", "birth date or place"),
        ("Ouder 1", "family or household"),
        ("taal", "language"),
        ("religie", "religion"),
        ("etniciteit", "ethnicity"),
        ("foto", "photo"),
        ("WMO-indicatie", "health or care"),
        ("bijstandsuitkering", "benefit or debt"),
        ("school", "school"),
        ("GASVERBRUIK_M3", "energy or water use"),
        ("SES-WOA", "postcode SES score"),
        ("vakbond", "politics or union"),
        ("facebook", "social media"),
        ("landcode telefoon", "phone country code"),
        ("buitenlands_kenteken", "foreign number plate"),
    ],
)
def test_aliases_are_found_in_any_spelling(column: str, group: str) -> None:
    assert find([column]) == [Found(column, group)]


@pytest.mark.parametrize(
    "column",
    """
    geslachtsnaam voorvoegselGeslachtsnaam GESLACHTSNAAM_AANVRAGER totaal metaal betaal bouwjaar
    verblijfsobject verblijfsadres luchtfoto_jaar energielabel moedermaatschappij sex_business
    schooladres agenda website straatnaam leeftijd_gebouw partner classificatie postcode gasten
    herkomst zaaknummer kenteken landgoed uitkomst vergunning terras adres essentie
    """.split(),  # noqa: SIM905  a list of words
)
def test_names_that_only_look_alike_are_left_alone(column: str) -> None:
    assert find([column]) == []


def test_no_canonical_column_is_on_the_list() -> None:
    names = sorted({column.name for table in TABLES.values() for column in table.inputs()})
    assert find(names) == []


def test_columns_come_in_the_order_given() -> None:
    found = find(["taal", "zaak", "BSN", "geslacht"])
    assert [part.column for part in found] == ["taal", "BSN", "geslacht"]


@given(st.sampled_from(LISTED), st.sampled_from("_- ./"), st.integers(0, 20))
def test_separators_and_case_do_not_hide_a_column(column: str, sign: str, at: int) -> None:
    spelled = column[:at] + sign + column[at:]
    assert [found.column for found in find([spelled, spelled.lower()])] == [
        spelled,
        spelled.lower(),
    ]


def test_every_line_of_the_list_has_group_and_source() -> None:
    file = SHIPPED_RULES / "tables" / "never_use.csv"
    with file.open(encoding="utf-8", newline="") as handle:
        lines = list(csv.DictReader(handle))
    assert all(line["group"] and line["source"] for line in lines)
    assert {line["verified"] for line in lines} <= {"true", "false"}
    assert len({line["pattern"] for line in lines}) == len(lines)


def test_list_that_is_not_there_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"never_use\.csv"):
        find(["x"], tmp_path)


def test_list_with_another_match_is_an_error_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    file = tmp_path / "tables" / "never_use.csv"
    file.write_text("pattern,match,group,unless,source,verified\nx,regex,g,,s,true\n")
    with pytest.raises(SettingsError, match=r"never_use\.csv:2: expected"):
        find(["x"], tmp_path)
