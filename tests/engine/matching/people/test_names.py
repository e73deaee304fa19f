"""Names taken apart: what tells writings of one name apart is taken off, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.matching.people.model import load
from engine.matching.people.names import NameParts, fold, parse
from engine.settings import SHIPPED_RULES

WORDS = load(SHIPPED_RULES).name_words


@pytest.mark.parametrize(
    ("cells", "given_name", "surname"),
    [
        ({"name": "Jan van der Proef"}, "jan", "proef"),
        ({"name": "Proef, Jan van der"}, "jan", "proef"),
        ({"name": "J. v.d. Proef"}, "j", "proef"),
        ({"name": "Dhr. J.P. Bedacht"}, "j", "bedacht"),
        ({"name": "Bedacht"}, None, "bedacht"),
        ({"given": "Jan Piet", "prefix": "de", "surname": "Proef"}, "jan", "proef"),
        ({"given": "Jan", "surname": "van der Proef"}, "jan", "proef"),
        ({"initials": "JP", "surname": "Proef"}, "j", "proef"),
        ({"given": "Łukasz", "surname": "Żółtowski"}, "lukasz", "zoltowski"),
        ({"given": "Işıl", "surname": "Öztürkmen"}, "isil", "ozturkmen"),
        ({"given": "Li", "surname": "Wu"}, "li", "wu"),
        ({"given": "Jan", "surname": "van den"}, "jan", "vanden"),
        ({"name": "Anna Proefsma-de Test"}, "anna", "proefsmatest"),
        ({"name": "Jan-Willem Bedacht"}, "jan", "bedacht"),
    ],
)
def test_given_name_and_surname(
    cells: dict[str, str], given_name: str | None, surname: str | None
) -> None:
    found = parse(cells, WORDS)
    assert (found.given, found.surname) == (given_name, surname)


def test_a_double_surname_has_parts() -> None:
    assert parse({"surname": "Proefsma - van der Test"}, WORDS).parts == ("proefsma", "test")


def test_one_word_under_two_headers_counts_once() -> None:
    assert parse({"given": "Proef", "surname": "Proef"}, WORDS).given is None


def test_a_whole_name_adds_words_to_its_parts() -> None:
    cells = {"name": "Jan Piet van der Proef", "given": "Jan", "surname": "Proef"}
    assert parse(cells, WORDS).words == ("jan", "piet", "proef")


@pytest.mark.parametrize(
    "text",
    ["", " ", "12345", "\x00\x01", "\u202e\u202d", "x" * 10_000, "-", ",", ", ,", "Dhr."],
    ids=[
        "empty",
        "blank",
        "digits",
        "control",
        "directions",
        "long",
        "dash",
        "comma",
        "commas",
        "title",
    ],
)
def test_what_is_no_name_is_nothing(text: str) -> None:
    assert parse({"name": text, "given": text, "surname": text}, WORDS) == NameParts()


def test_signs_that_nobody_sees_do_not_matter() -> None:
    assert fold("Pro\u200bef\u202e", 50) == fold("Proef", 50)


@given(
    st.dictionaries(st.sampled_from(["given", "initials", "prefix", "surname", "name"]), st.text())
)
def test_any_text_is_taken_apart(cells: dict[str, str]) -> None:
    found = parse(cells, WORDS)
    assert found.is_empty or found.given or found.surname
