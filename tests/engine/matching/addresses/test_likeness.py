"""Likeness of streets and towns: slips and abbreviations count, other names do not."""

import pytest

from engine.matching.addresses import likeness
from engine.matching.addresses.text import street_key
from engine.matching.addresses.tokens import cleaned, tokens


def words(text: str) -> tuple[str, ...]:
    return tuple(one.street for one in tokens(cleaned(text)) if one.street)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("K. Bedachtlaan", "Karel Bedachtlaan"),
        ("Pr. Verzonnenstr", "Prinses Verzonnenstraat"),
        ("Karel Bedachtlaan", "K. Bedachtlaan"),
        ("Oude Kerkw", "Oude Kerkweg"),
    ],
)
def test_abbreviation_of_a_street(short: str, full: str) -> None:
    assert likeness.is_abbreviation(words(short), words(full))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bedachtlaan", "Karel Bedachtlaan"),
        ("Korte Dijk", "Lange Dijk"),
        ("K. Laan", "Karel Plein"),
        ("Prins Verzonnenstraat", "Prinses Verzonnenstraat"),
        ("", "Dijk"),
        ("1e Dijk", "2e Dijk"),
    ],
)
def test_another_street_is_no_abbreviation(one: str, other: str) -> None:
    assert not likeness.is_abbreviation(words(one), words(other))


def test_streets_with_other_digits_are_not_alike() -> None:
    assert likeness.of_keys(street_key("1e Dijk") or "", street_key("2e Dijk") or "") == 0.0


@pytest.mark.parametrize(
    ("text", "town", "is_alike"),
    [
        ("testdrop", "testdorp", True),
        ("kaga", "kaag", True),
        ("leiden", "leimuiden", False),
        ("ab", "kaag", False),
        ("", "kaag", False),
        ("verzonnentestdorp", "testdorp", True),
    ],
)
def test_town_with_a_slip(text: str, town: str, is_alike: bool) -> None:
    assert (likeness.of_towns(text, town, 90) >= 82) == is_alike
