"""Between answers: which one a branch follows, and where its activities come from."""

from datetime import date

import pytest

from connectors.delivery import Row
from connectors.kvk import facts
from connectors.kvk.merge import merge
from connectors.kvk.responses import Response
from connectors.kvk.shapes import kind_of
from connectors.kvk.tables import load
from engine.settings import SHIPPED_RULES
from tests.connectors.kvk.answers import (
    KVK,
    MAIN,
    SIDE,
    Answer,
    activity,
    address,
    branch,
    branches,
    main_block,
    owner,
    profile,
)

TABLES = load(SHIPPED_RULES)
OLD, NEW = date(2026, 8, 20), date(2026, 8, 21)
OTHER = [address(straatnaam="Nieuwe weg")]


def _facts(line: int, day: date | None, answer: Answer) -> facts.Facts:
    uri = f"/v1/basisprofielen/{KVK}/eigenaar"
    response = Response("a.jsonl", line, answer, day or NEW, day, uri)
    return facts.read(response, kind_of(answer), TABLES)


def _merged(*answers: tuple[date | None, Answer]) -> dict[str, list[Row]]:
    merged = merge(_facts(line, day, answer) for line, (day, answer) in enumerate(answers, 1))
    found: dict[str, list[Row]] = {"enterprise": [], "branch": [], "activity": []}
    for place in sorted(merged.rows):
        for row in merged.rows[place]:
            found[row.table].append(row)
    return found


@pytest.mark.parametrize(
    ("answers", "street"),
    [
        pytest.param(
            [(OLD, branch()), (NEW, profile(main=main_block(adressen=OTHER)))],
            "Nieuwe weg",
            id="newer basisprofiel",
        ),
        pytest.param(
            [(NEW, branch()), (OLD, profile(main=main_block(adressen=OTHER)))],
            "Voorbeeldweg",
            id="newer vestigingsprofiel",
        ),
        pytest.param(
            [(NEW, branch()), (NEW, profile(main=main_block(adressen=OTHER)))],
            "Voorbeeldweg",
            id="same day: the branch's own profile",
        ),
        pytest.param(
            [(OLD, branch()), (None, profile(main=main_block(adressen=OTHER)))],
            "Voorbeeldweg",
            id="an answer without a day is the older one",
        ),
        pytest.param(
            [(OLD, branch()), (NEW, branches(MAIN))], "Voorbeeldweg", id="a list is never first"
        ),
        pytest.param(
            [(OLD, branch(adressen=OTHER)), (NEW, profile(main=main_block(adressen=[])))],
            "Nieuwe weg",
            id="an answer without addresses says nothing",
        ),
    ],
)
def test_address_of_a_branch_comes_whole_from_one_answer(
    answers: list[tuple[date | None, Answer]], street: str
) -> None:
    for order in (answers, answers[::-1]):
        (found,) = _merged(*order)["branch"]
        assert found.values["street"] == street


def test_newer_profile_without_a_place_does_not_take_the_text_of_a_list() -> None:
    box = address(type="correspondentieadres", straatnaam="Postbus")
    (found,) = _merged((NEW, branch(adressen=[box])), (OLD, branches(MAIN)))["branch"]
    assert "address" not in found.values
    assert found.values["shielded"] is False


def test_columns_that_the_newest_lacks_come_from_the_older() -> None:
    newest = main_block(materieleRegistratie={}, totaalWerkzamePersonen=None)
    (found,) = _merged((OLD, branch()), (NEW, profile(main=newest)))["branch"]
    assert found.values["started_on"] == date(2020, 1, 1)
    assert found.values["employees"] == 2


def test_partial_date_of_another_answer_does_not_join_a_full_one() -> None:
    partial = main_block(materieleRegistratie={"datumAanvang": "20190000"})
    (found,) = _merged((NEW, branch()), (OLD, profile(main=partial)))["branch"]
    assert found.values["started_on"] == date(2020, 1, 1)
    assert "started_on_partial" not in found.values


def test_activities_of_the_company_are_those_of_its_main_branch_only() -> None:
    answers = (NEW, profile(sbiActiviteiten=[activity("95311")])), (NEW, branches(MAIN, SIDE))
    assert [row.values["branch_id"] for row in _merged(*answers)["activity"]] == [MAIN]


def test_own_activities_of_a_branch_go_before_those_of_the_company() -> None:
    answers = (
        (NEW, profile(sbiActiviteiten=[activity("95311"), activity("10110", "Nee")])),
        (NEW, branch(sbiActiviteiten=[activity("10120")])),
    )
    assert [row.values["code"] for row in _merged(*answers)["activity"]] == ["10120"]


def test_repeated_activity_comes_once_by_code() -> None:
    codes = [activity("95311"), activity("10110", "Nee"), activity("95311")]
    found = _merged((NEW, branch(sbiActiviteiten=codes)))["activity"]
    assert [row.values["code"] for row in found] == ["10110", "95311"]


def test_branch_that_moved_to_another_company_comes_once_with_the_newest() -> None:
    other = branch(kvkNummer="90000025")
    found = _merged((OLD, branch()), (NEW, other))
    subjects = [row.values["enterprise_id"] for row in found["branch"]]
    assert subjects == ["90000025"]


@pytest.mark.parametrize(("day", "form"), [(NEW, "foundation"), (OLD, "bv"), (None, "bv")])
def test_newest_answer_tells_the_legal_form(day: date | None, form: str) -> None:
    found = _merged((OLD, profile()), (day, owner(rechtsvorm="Stichting")))
    expected = form if day != OLD else "foundation"
    assert found["enterprise"][0].values["legal_form"] == expected


def test_sole_traders_names_are_private_in_company_and_branch() -> None:
    eigenaar: Answer = {"rechtsvorm": "Eenmanszaak"}
    found = _merged((NEW, profile(eigenaar=eigenaar)), (NEW, branch(SIDE)))
    assert found["enterprise"][0].private == {"statutory_name", "trade_names"}
    assert [row.private for row in found["branch"]] == [{"shop_name"}, {"shop_name"}]
