"""`Index.match`: which company a name means, and when none is named."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.matching.answer import NONE, Answer
from engine.matching.companies import lexicon, model
from engine.matching.companies.index import EXACT, Index
from engine.settings import SHIPPED_RULES

WORDS = lexicon.load(SHIPPED_RULES)
MODEL = model.load(SHIPPED_RULES)
KNOWN = [
    ("1", ["Bakkerij Kaagman Leiden B.V."]),
    ("2", ["Bakkerij Kaagman Alphen B.V."]),
    ("3", ["Beheer Dijkzicht 1 B.V."]),
    ("4", ["Beheer Dijkzicht 2 B.V."]),
    ("5", ["Transport De Braassem B.V.", "Kaag Koeriers"]),
    ("6", ["Maatschappij tot Exploitatie van Onroerend Goed Polderzicht N.V."]),
    ("7", ["Gebroeders Van der Veenplas V.O.F."]),
    ("8", ["Kwekerij Groenrijk Rijpwetering"]),
    ("9", ["Stichting Molen De Eendracht"]),
]
INDEX = Index(KNOWN, MODEL, WORDS)


def _one(name: str, *, best: bool = False, index: Index = INDEX) -> Answer:
    return index.match([("q", name)], best=best)[0]


@pytest.mark.parametrize(
    ("name", "company"),
    [
        pytest.param("Bakkerij Kaagman Leiden BV", "1", id="form without dots"),
        pytest.param("bakkerij kaagman LEIDEN b.v.", "1", id="case"),
        pytest.param("B.V. Beheer Dijkzicht 2", "4", id="form in front, number equal"),
        pytest.param("Kaag Koeriers", "5", id="trade name"),
        pytest.param("P. Bedacht h/o Kaag Koeriers", "5", id="trade name of somebody"),
        pytest.param("Transport De Braassem in liquidatie", "5", id="form left out"),
        pytest.param("Mij. tot Expl. van Onr. Goed Polderzicht", "6", id="abbreviations"),
        pytest.param("Gebr. van der Veenplas", "7", id="brothers"),
        pytest.param("Groenrijk Rijpwetering, Kwekerij", "8", id="word order"),
        pytest.param("Kwekrij Groenrijk Rijpwetering", "8", id="typo"),
        pytest.param("Molen De Eendracht", "9", id="foundation left out"),
    ],
)
def test_company_is_found(name: str, company: str) -> None:
    answer = _one(name)
    assert answer.id == company
    assert answer.score >= MODEL.threshold


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Bakkerij Kaagman Gouda B.V.", id="another place"),
        pytest.param("Bakkerij Kaagman", id="two companies fit as well"),
        pytest.param("Beheer Dijkzicht 3 B.V.", id="another number"),
        pytest.param("Beheer Dijkzicht B.V.", id="number left out"),
        pytest.param("Volstrekt Andere Zaken B.V.", id="nothing alike"),
        pytest.param("", id="empty"),
        pytest.param("B.V.", id="form only"),
        pytest.param("20261101", id="figures only"),
        pytest.param("Bakkerij Kaagman Leiden B.V. " * 400, id="very long"),
        pytest.param("Kaag Koeriers" + "a" * 10_000, id="ten thousand letters"),
        pytest.param("\x00\x07\u202e\u200f", id="signs that nobody sees"),
        pytest.param("Каад Коеяиегѕ", id="other letters that look alike"),
    ],
)
def test_none_is_named(name: str) -> None:
    answer = _one(name)
    assert (answer.id, answer.method) == (None, NONE)


def test_tie_has_alternatives_and_no_margin() -> None:
    answer = _one("Bakkerij Kaagman")
    assert {one.id for one in answer.alternatives[:2]} == {"1", "2"}
    assert answer.margin < 0.1


def test_best_gives_the_likeliest() -> None:
    assert _one("Bakkerij Kaagman Gouda B.V.", best=True).id in ("1", "2")
    assert _one("Xyzzy", best=True).id is not None
    assert _one("B.V.", best=True).id is None


def test_one_name_of_two_companies_is_a_tie() -> None:
    index = Index([("b", ["Dijkwerk B.V."]), ("a", ["Dijkwerk BV"])], MODEL, WORDS)
    assert _one("Dijkwerk B.V.", index=index).id is None
    best = _one("Dijkwerk B.V.", best=True, index=index)
    assert (best.id, best.margin) == ("a", 0.0)


def test_form_tells_two_companies_apart() -> None:
    index = Index([("a", ["Dijkwerk B.V."]), ("b", ["Stichting Dijkwerk"])], MODEL, WORDS)
    assert _one("Dijkwerk Stichting", index=index).id == "b"
    assert _one("Dijkwerk", index=index).id is None


@pytest.mark.parametrize("known", [[], [("1", [""])], [("1", ["B.V."]), ("2", [])]])
def test_nothing_is_known(known: list[tuple[str, Sequence[str]]]) -> None:
    index = Index(known, MODEL, WORDS)
    assert _one("Kaag Koeriers", index=index).id is None
    assert _one("Kaag Koeriers", best=True, index=index).id is None


def test_exact_names_count_for_less_where_hardly_any_is() -> None:
    strange = [(f"x{n}", f"{word} Onbekend") for n, word in enumerate(_words(100))]
    alone = INDEX.match([("q", "Kaag Koeriers")])[0]
    among = INDEX.match([("q", "Kaag Koeriers"), *strange])[0]
    assert alone.id == "5"
    assert among.score < alone.score
    assert INDEX.match([("q", "Kaag Koeriers"), *strange], best=True)[0].method == EXACT


def test_block_of_equal_names_stays_small() -> None:
    known = [(f"{n:05}", ["Dijkwerk Beheer B.V."]) for n in range(50_000)]
    index = Index(known, MODEL, WORDS)
    answers = index.match([(f"q{n}", "Dijkwerk Beheer BV") for n in range(200)], best=True)
    assert {answer.id for answer in answers} == {"00000"}
    assert all(len(answer.alternatives) < 10 for answer in answers)


def test_answers_do_not_depend_on_order() -> None:
    asked = [("a", "Kwekrij Groenrijk"), ("b", "Bakkerij Kaagman"), ("c", "Molen Eendracht")]
    turned = Index([*reversed(KNOWN)], MODEL, WORDS)
    assert INDEX.match(asked) == [*reversed(turned.match([*reversed(asked)]))]


@settings(max_examples=25)
@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_sheet_has_one_answer_per_query(names: list[str]) -> None:
    answers = INDEX.match([(str(at), name) for at, name in enumerate(names)])
    assert [answer.query_id for answer in answers] == [str(at) for at in range(len(names))]
    for answer in answers:
        assert 0.0 <= answer.margin <= answer.score <= 1.0
        assert (answer.id is None) == (answer.method == NONE)


def test_pair_is_explained_by_field() -> None:
    compared = INDEX.compare("Beheer Dijkzicht 2 B.V.", "3")
    fields = {name: agreement for name, agreement, _ in compared.fields}
    assert compared.name == "Beheer Dijkzicht 1 B.V."
    assert fields["legal_form"] == "equal"
    assert fields["number"] == "different"


def _words(count: int) -> list[str]:
    letters = "bcdfghjklmnpqrstvwxz"
    return [f"{letters[n % 20]}u{letters[n // 20]}a" for n in range(count)]
