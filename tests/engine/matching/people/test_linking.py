"""Answers to queries for people: invented people with many kinds of difference."""

from collections.abc import Mapping

import pytest

from engine.matching.answer import Answer
from engine.matching.people.columns import People
from engine.matching.people.linking import BY_NAME, WEIGHED, link, people_in
from engine.matching.people.model import load, short_names
from engine.settings import SHIPPED_RULES

MODEL = load(SHIPPED_RULES)
SHORT = short_names(SHIPPED_RULES)
HOUSE = {"street": "Proefpad", "number": "12", "postcode": "2371AB", "town": "Testdorp"}
REGISTERED: Mapping[str, dict[str, str]] = {
    "a": {"name": "Wilhelmina van der Bedacht", "born": "1961-04-23", **HOUSE},
    "b": {"name": "Hendrik Verzonnen", "born": "1958-11-02"},
    "c": {"name": "Jan Proef", "born": "1970-01-31"},
    "d": {"name": "Jan Proef", "born": "1985-06-14"},
    "e": {"name": "Joris Nergens", "born": "1990-03-08", **HOUSE, "number": "40"},
    "f": {"name": "Jan Bakker"},
    "g": {"name": "Ayşe Öztürkmen", "born": "1979-09-17"},
    "h": {"name": "Sietske Dubbelman", "born": "1966-12-05", **HOUSE, "number": "9"},
    "i": {"name": "S. Dubbelman", "born": "1966-12-05", **HOUSE, "number": "9"},
    "j": {"name": "x" * 10_000, "born": "9" * 10_000},
    "k": {"name": "12345"},
}
ASKED: Mapping[str, tuple[dict[str, str], str | None]] = {
    "as it stands": ({"name": "Hendrik Verzonnen", "born": "02-11-1958"}, "b"),
    "short form": ({"name": "Henk Verzonnen", "born": "19581102"}, "b"),
    "prefix and capitals": ({"name": "WILHELMINA BEDACHT", "born": "1961-04-23"}, "a"),
    "slip of the pen": ({"name": "Hendrik Verzonen", "born": "1958-11-02"}, "b"),
    "names exchanged": ({"given": "Verzonnen", "surname": "Hendrik", "born": "1958-11-02"}, "b"),
    "day and month exchanged": ({**REGISTERED["e"], "born": "1990-08-03"}, "e"),
    "accents left out": ({"name": "Ayse Ozturkmen", "born": "1979-09-17"}, "g"),
    "no birth date, one address": ({"name": "Joris Nergens", **HOUSE, "number": "40"}, "e"),
    "one person registered twice": ({**REGISTERED["h"]}, "h"),
    "common name alone": ({"name": "Jan Proef"}, None),
    "name alone": ({"name": "Jan Bakker"}, None),
    "namesake": ({"name": "Hendrik Verzonnen", "born": "1991-07-19"}, None),
    "relative in one house": (
        {"name": "Pieter Nergens", "born": "1961-02-17", **HOUSE, "number": "40"}, None),
    "housemate": ({"name": "Karel Testman", "born": "1988-10-26", **HOUSE, "number": "40"}, None),
    "stranger": ({"name": "Karel Testman", "born": "1949-05-05"}, None),
    "nothing": ({}, None),
    "digits": ({"name": "12345", "born": "12345"}, None),
    "long": ({"name": "x" * 10_000, "born": "9" * 10_000}, None),
    "control signs": ({"name": "\x00\x01\x02"}, None),
    "right to left": ({"name": "\u202eneP\u202d"}, None),
    "look-alike letters": ({"name": "J\u0430n Pr\u043eef"}, None),
}  # fmt: skip


def _people(cells: Mapping[str, dict[str, str]]) -> People:
    return People([*cells], [*cells.values()])


@pytest.fixture(scope="module")
def answers() -> dict[str, Answer]:
    asked = _people({name: cells for name, (cells, _) in ASKED.items()})
    return {a.query_id: a for a in link(asked, _people(REGISTERED), MODEL, SHORT).answers}


@pytest.fixture(scope="module")
def best() -> dict[str, Answer]:
    asked = _people({name: cells for name, (cells, _) in ASKED.items()})
    found = link(asked, _people(REGISTERED), MODEL, SHORT, best=True)
    return {a.query_id: a for a in found.answers}


@pytest.mark.parametrize("name", ASKED)
def test_who_is_meant(name: str, answers: dict[str, Answer]) -> None:
    assert answers[name].id == ASKED[name][1]


def test_answers_stand_in_the_order_of_the_queries(answers: dict[str, Answer]) -> None:
    assert [*answers] == [*ASKED]


def test_the_margin_is_over_somebody_else(answers: dict[str, Answer]) -> None:
    found = answers["one person registered twice"]
    assert found.alternatives[0].id == "i"
    assert found.margin > 0.5


def test_two_of_one_name_are_alternatives_without_an_answer(answers: dict[str, Answer]) -> None:
    found = answers["common name alone"]
    assert {one.id for one in found.alternatives} >= {"c", "d"}
    assert found.method == "none"
    assert found.margin < MODEL.accepted.margin


def test_best_names_somebody_for_every_query(best: dict[str, Answer]) -> None:
    assert all(answer.id for answer in best.values())
    assert {answer.method for answer in best.values()} == {WEIGHED, BY_NAME}


def test_best_agrees_where_the_answer_is_clear(
    best: dict[str, Answer], answers: dict[str, Answer]
) -> None:
    clear = {name: a.id for name, a in answers.items() if a.id}
    assert {name: best[name].id for name in clear} == clear


def test_within_one_set_no_record_is_its_own_double() -> None:
    others = _people(REGISTERED)
    found = link(others, others, MODEL, SHORT, within=True).answers
    assert {a.query_id: a.id for a in found if a.id} == {"h": "i", "i": "h"}


def test_one_set_is_parted_into_people() -> None:
    groups, _ = people_in(_people(REGISTERED), MODEL, SHORT)
    assert [g for g, i in zip(groups, REGISTERED, strict=True) if g != i] == ["h"]


@pytest.mark.parametrize("records_there", [0, 1], ids=["no records", "one record"])
def test_few_records(records_there: int) -> None:
    others = People(["b"][:records_there], [REGISTERED["b"]][:records_there])
    asked = People(["q"], [REGISTERED["b"]])
    found = link(asked, others, MODEL, SHORT).answers
    assert [a.id for a in found] == (["b"] if records_there else [None])


def test_the_lowest_id_counts_of_equal_records() -> None:
    others = People(["2", "1", "3"], [REGISTERED["e"]] * 3)
    found = link(People(["q"], [REGISTERED["e"]]), others, MODEL, SHORT).answers
    assert found[0].id == "1"
    assert found[0].method == WEIGHED
