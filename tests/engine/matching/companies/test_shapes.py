"""`shapes`: what names a company, apart from form, number and signs that nobody sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.matching.companies import lexicon
from engine.matching.companies.shapes import shapes
from engine.settings import SHIPPED_RULES

WORDS = lexicon.load(SHIPPED_RULES)


@pytest.mark.parametrize(
    ("name", "text", "forms"),
    [
        pytest.param("Bakkerij Kaagzicht B.V.", "bakkerij kaagzicht", ("bv",), id="dots"),
        pytest.param("BV BAKKERIJ KAAGZICHT", "bakkerij kaagzicht", ("bv",), id="form in front"),
        pytest.param("Kaagzicht B V", "kaagzicht", ("bv",), id="letters apart"),
        pytest.param(
            "Besloten Vennootschap Kaagzicht", "kaagzicht", ("bv",), id="form written out"
        ),
        pytest.param("Kaagzicht B.V. i.o.", "kaagzicht", ("bv",), id="being founded"),
        pytest.param("Kaagzicht B.V. in liquidatie", "kaagzicht", ("bv",), id="wound up"),
        pytest.param("Gebr. Kaagman V.O.F.", "gebroeders kaagman", ("vof",), id="brothers"),
        pytest.param("Stichting De Dijk", "de dijk", ("stichting",), id="foundation"),
        pytest.param("Kaagzicht GmbH & Co. KG", "kaagzicht", ("gmbh co kg",), id="german"),
        pytest.param("Kaagzicht Sp. z o.o.", "kaagzicht", ("spzoo",), id="polish"),
        pytest.param("Kaagzicht Co., Ltd.", "kaagzicht", ("ltd",), id="english"),
        pytest.param("Kaagzicht S.A.", "kaagzicht", ("sa",), id="french"),
        pytest.param("C Kaagzicht C B.V.", "c kaagzicht c", ("bv",), id="letter before the form"),
        pytest.param("Bloem & Zoon", "bloem and zoon", (), id="ampersand"),
        pytest.param("R. J. Kaagman", "rj kaagman", (), id="initials"),
        pytest.param("Kááagzïcht", "kaaagzicht", (), id="accents"),
        pytest.param("kaagzicht.nl", "kaagzicht", (), id="domain"),
        pytest.param("\u202eKaag\u200bzicht\u202c", "kaagzicht", (), id="hidden signs"),
        pytest.param("Kаagzicht", "kaagzicht", (), id="one Cyrillic letter"),
    ],
)
def test_name_is_read(name: str, text: str, forms: tuple[str, ...]) -> None:
    (shape,) = shapes(name, WORDS)
    assert (shape.text, shape.forms) == (text, forms)


@pytest.mark.parametrize("name", ["", "   ", "B.V.", "Stichting", "\x00\x1f", "--&--"[:2]])
def test_nothing_names(name: str) -> None:
    assert shapes(name, WORDS) == ()


@pytest.mark.parametrize(
    "name",
    [
        "Kaag Holding B.V. h/o Bakkerij De Dijk",
        "Kaag Holding B.V. handelend onder de naam Bakkerij De Dijk",
        "Kaag Holding B.V. t.h.o.d.n. Bakkerij De Dijk",
    ],
)
def test_trade_name_is_a_name_of_its_own(name: str) -> None:
    assert [shape.text for shape in shapes(name, WORDS)] == ["kaag holding", "bakkerij de dijk"]


def test_word_of_other_letters_stays_what_it_is() -> None:
    (cyrillic,) = shapes("САН", WORDS)
    (latin,) = shapes("CAH", WORDS)
    assert cyrillic.words != latin.words


def test_numbers_are_told_apart_however_written() -> None:
    assert shapes("Beheer II B.V.", WORDS)[0].numbers == shapes("Beheer 2", WORDS)[0].numbers
    assert shapes("Beheer 02", WORDS)[0].numbers == ("2",)


@given(st.text(max_size=300))
def test_any_text_can_be_read(name: str) -> None:
    for shape in shapes(name, WORDS):
        assert shape.words
        assert shape.text == " ".join(shape.words)
