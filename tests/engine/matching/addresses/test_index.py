"""Which known address a question means: every shape is read, and what is not certain is none."""

import dataclasses
import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.geometry_rd import to_wgs84
from engine.matching.addresses import index
from engine.matching.addresses.known import Known
from engine.matching.addresses.query import Query
from engine.matching.answer import Answer
from engine.settings import SHIPPED_RULES
from tests.engine.matching.addresses.register import addresses, made, name

PATH = name("Proefpad", "Testdorp", "12")
PATH_A = name("Proefpad", "Testdorp", "12", "a")
PATH_A1 = name("Proefpad", "Testdorp", "12", "a", "1")
LANE = name("Karel Bedachtlaan", "Testdorp", "3")


def ask(text: str = "", *, best: bool = False, **columns: Any) -> Answer:
    """The answer to one question, in one text or in columns."""
    query = Query(query_id="q", address=text or None, **columns)
    (answer,) = made().match([query], best=best)
    return answer


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Proefpad 12, 2371AB Testdorp", PATH),
        ("Proefpad 12 Testdorp", PATH),
        ("PROEFPAD 012, TESTDORP (ZH)", PATH),
        ("Proefpad nr. 12, Testdorp", PATH),
        ("Proefpad huisnr 12 te Testdorp", PATH),
        ("Proefpad (12) Testdorp", PATH),
        ("Proefpad, 12, 2371 ab, Testdorp", PATH),
        ("Proefpad 12\n2371 AB  Testdorp\nNederland", PATH),
        ("Proefpad\u00a012,\tTestdorp", PATH),
        ("Ｐroefpad １２, Testdorp", PATH),
        ("<p>Proefpad 12<br/>Testdorp</p>", PATH),
        ("Proefpad&nbsp;12, Testdorp", PATH),
        ("\u200fProefpad 12\u200f, Test\u200bdorp\x00", PATH),
        ("2371 AB 12", PATH),
        ("2371AB nr 12", PATH),
        ("12 Proefpad, Testdorp", PATH),
        ("Testdorp, Proefpad 12", PATH),
        ("2371AB Testdorp, Proefpad 12", PATH),
        ("Proefpad12 2371ABTestdorp", PATH),
        ("Proefpad 12.0 Testdorp", PATH),
        ("Proefpad 12 NL-2371AB Testdorp", PATH),
        ("Proefpad 12, 2e verdieping, Testdorp", PATH),
        ("Proefpad 12, Testdorp, tel. 071-1234567", PATH),
        ("Proefpad 12, kadastraal bekend Elders A 3, Testdorp", PATH),
        ("Bakkerij Verzonnen B.V., Proefpad 12, Testdorp", PATH),
        ("Bakkerij Verzonnen Proefpad 12 Testdorp", PATH),
        ("Proefpad 12 (Bakkerij Verzonnen), Testdorp", PATH),
        ("t.a.v. A. Verzonnen, Proefpad 12, Testdorp", PATH),
        ("Proefpad 12, Testdorp, gem. Proefgemeente", PATH),
        ("Proefpad 12, 2371 Testdorp", PATH),
        ("Proefpad 12, 2371XX Testdorp", PATH),
        ("Proefpad 12, Testdrop", PATH),
        ("Karel Bedachtlaan 3 Proefgemeente", LANE),
        ("K. Bedachtln. 3, Testdorp", LANE),
        ("Karel Bedahctlaan 3, Testdorp", LANE),
        ("Karel Bedachlaan 3, 2371 AD", LANE),
        ("Burg. Verzonnenpln 2, Testdorp", name("Burgemeester Verzonnenplein", "Testdorp", "2")),
        ("v/d Denkbeeldkd. 2, Testdorp", name("Van der Denkbeeldkade", "Testdorp", "2")),
        ("Eerste Dorpsstr. 2, Testdorp", name("1e Dorpsstraat", "Testdorp", "2")),
        ("Ysbaanweg 2 Elders", name("IJsbaanweg", "Elders", "2")),
        ("Muellerstraat 2 Elders", name("Müllerstraat", "Elders", "2")),
        ("Mullerstr 2 Elders", name("Müllerstraat", "Elders", "2")),
    ],
)
def test_address_is_found_in_whatever_shape(text: str, meant: str) -> None:
    assert ask(text).id == meant


@pytest.mark.parametrize(
    ("house", "meant"),
    [
        ("12a", PATH_A),
        ("12-A", PATH_A),
        ("12 A", PATH_A),
        ("12/a", PATH_A),
        ("12, a", PATH_A),
        ("12a1", PATH_A1),
        ("12 A-1", PATH_A1),
        ("12A 01", PATH_A1),
        ("12 bis", name("Proefpad", "Testdorp", "12", "bis")),
        ("30-2", name("Proefpad", "Testdorp", "30", "2")),
        ("30 II", name("Proefpad", "Testdorp", "30", "2")),
        ("14-16", name("Proefpad", "Testdorp", "14")),
        ("14 t/m 18", name("Proefpad", "Testdorp", "14")),
        ("14+16", name("Proefpad", "Testdorp", "14")),
        ("10 en 14", name("Proefpad", "Testdorp", "14")),
    ],
)
def test_house_number_is_read_glued_split_or_as_a_range(house: str, meant: str) -> None:
    assert ask(f"Proefpad {house}, Testdorp").id == meant
    assert ask(street="Proefpad", house_number=house, town="Testdorp").id == meant


@pytest.mark.parametrize(
    "columns",
    [
        {"street": "Proefpad 12", "house_number": "A", "town": "Testdorp"},
        {"street": "Proefpad 12 A", "postcode": "2371AB"},
        {"street": "Proefpad", "house_number": "12", "house_addition": "A", "town": "Testdorp"},
        {"street": "Proefpad", "house_number": "12A", "postcode": "2371AB Testdorp"},
        {"house_number": "12", "house_letter": "a", "house_addition": "a", "postcode": "2371AB"},
        {"street": "Proefpad", "house_number": "12a", "town": "2371 AB Testdorp"},
        {"text": "Proefpad 12a", "town": "Testdorp"},
    ],
    ids=repr,
)
def test_columns_that_are_split_in_odd_ways(columns: dict[str, Any]) -> None:
    assert ask(**columns).id == PATH_A


@pytest.mark.parametrize(
    "text",
    [
        "Proefpad naast 3, Testdorp",
        "naast Proefpad 3, Testdorp",
        "Proefpad t.o. 3, Testdorp",
        "Proefpad t/o 3, Testdorp",
        "tegenover Proefpad 3, 2371AB Testdorp",
        "t.h.v. Proefpad 3, Testdorp",
        "nabij Proefpad 3 Testdorp",
        "Proefpad bij 3, Testdorp",
        "achter Proefpad 3, Testdorp",
        "Proefpad 3 (achter), Testdorp",
        "hoek Proefpad 3 Testdorp",
        "Proefpad 3 ong., Testdorp",
        "Proefpad 3 to, Testdorp",
        "Proefpad tussen 1 en 3, Testdorp",
    ],
)
def test_place_near_an_address_is_not_that_address(text: str) -> None:
    answer = ask(text)
    assert (answer.id, answer.method) == (None, "none")
    assert name("Proefpad", "Testdorp", "3") in [one.id for one in answer.alternatives]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "12",
        "123456789012345",
        "Postbus 12, 2371AB Testdorp",
        "P.O. Box 12, Testdorp",
        "Antwoordnummer 3 Testdorp",
        "Proefpad ong. Testdorp",
        "Proefpad ongenummerd, 2371AB Testdorp",
        "Proefpad, Testdorp",
        "Proefpad 3",
        "Proefpad 3, Leiden",
        "Proefpad 99, Testdorp",
        "Proefpad 99, 2371AB Testdorp",
        "Proefpad 12c, Testdorp",
        "Proefpad 20, Testdorp",
        "Proefpad 1 en 2, Testdorp",
        "Proefpad 12-14, Testdorp",
        "Proefpad 12 t/m 14, 2371AB Testdorp",
        "Karel Bedachtlaan 3, 2371AB Testdorp",
        "Proefpad 3, 2371AD Testdorp",
        "2e Dorpsstraat 3, Testdorp",
        "Nieuwe Proefpad 3, Testdorp",
        "Proefpad Zuid 3, Testdorp",
        "Damrak 3, 1012AB Amsterdam",
        "Testdorp A 12",
        "TDP00 A 12",
        "kadastraal bekend Testdorp sectie A nummer 12",
    ],
)
def test_what_is_not_certain_is_none(text: str) -> None:
    answer = ask(text)
    assert (answer.id, answer.method) == (None, "none")


def test_contradiction_tells_both_places() -> None:
    answer = ask("Karel Bedachtlaan 3, 2371AB Testdorp")
    named = {one.id for one in answer.alternatives}
    assert named >= {LANE, name("Proefpad", "Testdorp", "3")}
    assert answer.score <= made().matcher.weighing.decision.guess


def test_ambiguous_answer_has_no_margin() -> None:
    answer = ask("Proefpad 12-14, Testdorp")
    assert [one.id for one in answer.alternatives[:2]] == [
        PATH,
        name("Proefpad", "Testdorp", "14"),
    ]
    assert answer.margin == 0.0


def test_two_records_with_one_text_are_not_chosen_between() -> None:
    twice = [*addresses(), dataclasses.replace(addresses()[0], id="again")]
    (answer,) = index.load(twice, SHIPPED_RULES).match([Query(address="Proefpad 1, Testdorp")])
    assert answer.id is None
    assert answer.score == pytest.approx(0.5, abs=0.01)


def test_record_in_use_goes_before_one_that_is_not() -> None:
    old = dataclasses.replace(addresses()[0], id="again", rank=2)
    made_again = index.load([old, *addresses()], SHIPPED_RULES)
    (answer,) = made_again.match([Query(address="Proefpad 1, Testdorp")])
    assert answer.id == name("Proefpad", "Testdorp", "1")


@pytest.mark.parametrize(
    ("columns", "method"),
    [
        ({"street": "Proefpad", "house_number": "12", "town": "Testdorp"}, "exact"),
        ({"street": "proefpad", "house_number": "12", "town": "Testdorp"}, "normalised"),
        ({"postcode": "2371 AB", "house_number": "12"}, "normalised"),
        ({"street": "Proefpadd", "house_number": "12", "town": "Testdorp"}, "fuzzy"),
        ({"ids": (PATH,)}, "id"),
    ],
    ids=repr,
)
def test_method_tells_how_it_was_found(columns: dict[str, Any], method: str) -> None:
    answer = ask(**columns)
    assert (answer.id, answer.method) == (PATH, method)


def test_parcel_is_found_where_parcels_are_given() -> None:
    known = [dataclasses.replace(one, parcel=f"TDP00 A {at}") for at, one in enumerate(addresses())]
    made_again = index.load(known, SHIPPED_RULES)
    asked = [Query(parcel="tdp00 a 0003"), Query(address="sectie A 3"), Query(parcel="TDP00 A 999")]
    answers = made_again.match(asked)
    assert [(one.id, one.method) for one in answers] == [
        (name("Proefpad", "Testdorp", "12"), "parcel"),
        (None, "none"),
        (None, "none"),
    ]


# Points


def _point(at: int = 0, dx: float = 0.0) -> tuple[float, float]:
    return 100_000.0 + 100 * at + dx, 470_000.0


def test_point_means_the_address_there_in_every_order_and_system() -> None:
    x, y = _point(dx=1.0)
    lon, lat = (float(axis) for axis in to_wgs84(x, y))
    asked: list[dict[str, Any]] = [
        {"x": x, "y": y},
        {"x": y, "y": x},
        {"lat": lat, "lon": lon},
        {"lat": lon, "lon": lat},
        {"x": lon, "y": lat},
        {"lat": x, "lon": y},
    ]
    answers = [ask(**point) for point in asked]
    assert {(one.id, one.method) for one in answers} == {(addresses()[0].id, "point")}


@pytest.mark.parametrize(
    ("x", "y"),
    [
        (0.0, 0.0),
        (100_030.0, 470_000.0),
        (100_050.0, 470_000.0),
        (float("nan"), 470_000.0),
        (1e9, 1e9),
    ],
    ids=["null island", "too far", "between two", "no number", "elsewhere"],
)
def test_point_without_one_address_is_none(x: float, y: float) -> None:
    assert ask(x=x, y=y).id is None


def test_words_win_over_a_point_and_ambiguous_words_are_not_settled_by_one() -> None:
    x, y = _point()
    assert ask("Proefpad 2 Testdorp", x=x, y=y).id == name("Proefpad", "Testdorp", "2")
    assert ask("Proefpad 12-14, Testdorp", x=x, y=y).id is None
    assert ask("bij de brug", x=x, y=y).id == addresses()[0].id


# The whole


@pytest.mark.parametrize(
    "text",
    [
        "Proefpad " * 1500,
        "1 2 3 4 5 6 7 8 9 " * 20,
        "Proefpad 1 " * 30,
        "ДАМРАК 12, ТЕСТДОРП",
        "".join(map(chr, range(32))),
        "(((((,,,,-----/////&&&&",
        "&" * 300,
        "<" * 300,
    ],
    ids=["10,000 letters", "numbers", "repeated", "cyrillic", "control", "signs", "and", "tags"],
)
def test_odd_text_gives_no_link_and_no_crash(text: str) -> None:
    assert ask(text).id is None
    assert ask(street=text, house_number=text, postcode=text, town=text).id is None


@settings(max_examples=60)
@given(st.text(max_size=60), st.text(max_size=8), st.booleans())
def test_any_question_has_an_answer(text: str, house: str, best: bool) -> None:
    answer = ask(text, street=text, house_number=house, best=best)
    assert 0 <= answer.margin <= answer.score <= 1
    assert len(answer.alternatives) <= made().matcher.weighing.decision.max_alternatives


def test_best_names_an_address_for_every_question_with_words() -> None:
    texts = ["Proefpad naast 3, Testdorp", "Proefpad 99, Testdorp", "Proefpd", "Damrak 3", "12"]
    answers = [ask(text, best=True) for text in texts]
    assert [one.id for one in answers[:2]] == [
        name("Proefpad", "Testdorp", "3"),
        name("Proefpad", "Testdorp", "30", "2"),
    ]
    assert [one.method for one in answers[:2]] == ["near", "near"]
    assert all(one.id for one in answers)


def test_nothing_known_finds_nothing() -> None:
    empty = index.load([], SHIPPED_RULES)
    asked = [Query(address="Proefpad 1"), Query(x=100_000.0, y=470_000.0), Query()]
    for best in (False, True):
        assert [one.id for one in empty.match(asked, best=best)] == [None] * 3


def test_known_address_in_one_text_is_found() -> None:
    known = [Known(id="one", address="Losse weg 3-A, 2371 AK Testdorp"), *addresses()]
    (answer,) = index.load(known, SHIPPED_RULES).match([Query(address="losse weg 3a testdorp")])
    assert answer.id == "one"


def test_several_processes_give_the_answers_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "MANY", 4)
    asked = [Query(query_id=str(n), address=f"Proefpad {n}, Testdorp") for n in range(30)]
    assert made().match(asked, workers=2) == made().match(asked)


def test_index_is_pickled_as_what_it_was_made_of() -> None:
    again = pickle.loads(pickle.dumps(made()))
    asked = [Query(address="Proefpad 1, Testdorp"), Query(x=_point()[0], y=_point()[1]), Query()]
    assert again.match(asked) == made().match(asked)
