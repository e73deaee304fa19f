"""Short names that are made of the beginnings of longer ones."""

import pytest

from engine.matching.companies.initials import is_acronym, is_blend, starts_acronym


@pytest.mark.parametrize(
    ("text", "initials", "expected"),
    [
        pytest.param("kvd", "kvd", True, id="all letters"),
        pytest.param("k", "k", False, id="one letter is none"),
        pytest.param("kv", "kvd", False, id="a part is not the whole"),
    ],
)
def test_acronym(text: str, initials: str, expected: bool) -> None:
    assert is_acronym(text, initials) is expected


def test_beginning_of_an_acronym() -> None:
    assert starts_acronym("kv", "kvd")
    assert not starts_acronym("kvd", "kvd")
    assert not starts_acronym("k", "kvd")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        pytest.param("norinco", ("north", "industries", "corporation"), True, id="syllables"),
        pytest.param("inhigeo", ("international", "history", "geology"), True, id="three words"),
        pytest.param("nortind", ("north", "of", "industries"), True, id="a word passed over"),
        pytest.param("norinco", ("new", "industries"), False, id="letters that do not fit"),
        pytest.param("north", ("north", "sea"), False, id="one word only"),
        pytest.param("", ("north", "sea"), False, id="empty"),
        pytest.param("ns" * 10, ("north", "sea"), False, id="too long"),
    ],
)
def test_blend(text: str, words: tuple[str, ...], expected: bool) -> None:
    assert is_blend(text, words) is expected
