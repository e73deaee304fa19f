"""The search box of every page: cases, addresses and companies, within what a role may see."""

import pytest

from engine import snapshot
from engine.casework.models import Role
from tests.ui.app_pages import casework_world as world
from tests.ui.app_pages.casework_world import buttons, open_page
from ui import finding, review


def _found(words: str, page: str = "sources") -> list[str]:
    shown = open_page(page)
    before = buttons(shown)
    shown.text_input(key="frame_search").set_value(words).run()
    assert not shown.exception
    assert words not in str(shown.query_params)
    return [label for label in buttons(shown) if label not in before]


def _company(run: snapshot.Run, *, of_people: bool) -> str:
    rows = run.table("tables/enterprise").to_pylist()
    return str(next(
        row["enterprise_id"] for row in rows
        if row["legal_form"] and (row["legal_form"] in finding._PEOPLE) is of_people
    ))  # fmt: skip


def test_number_of_a_case_finds_it_first(shown_run: snapshot.Run) -> None:
    number = world.signal(shown_run, purpose="Verzonnen: gaat over 1 loods.")
    assert _found(str(number))[0].startswith(f"Zaak {number} · Nieuw · ")


def test_address_finds_the_location_and_its_case(shown_run: snapshot.Run) -> None:
    number = world.signal(shown_run)
    label = dict(review.labels(shown_run))[world.quiet(shown_run)[0]]
    found = _found(label.upper())
    assert any(one.startswith(f"Zaak {number} ") for one in found)
    assert label in found


def test_number_of_a_legal_person_leads_to_its_network(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    kvk, went = _company(shown_run, of_people=False), world.follow(monkeypatch)
    page = open_page("sources")
    page.text_input(key="frame_search").set_value(kvk).run()
    page.button(key=f"frame_search_company_{kvk}").click().run()
    assert went == [("ui/app_pages/network.py", {"run": shown_run.path.name, "start": kvk})]


def test_number_of_a_company_of_people_finds_nobody(shown_run: snapshot.Run) -> None:
    assert finding.find(shown_run, _company(shown_run, of_people=True)).company is None


@pytest.mark.parametrize("words", ["99999999", "zzzz qqqq", "<b>"])
@pytest.mark.usefixtures("shown_run")
def test_nothing_found_says_what_can_be_searched(words: str) -> None:
    page = open_page("sources")
    page.text_input(key="frame_search").set_value(words).run()
    assert any("Niets gevonden." in str(one.value) for one in page.caption)


def test_role_without_cases_finds_locations_only(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.signal(shown_run)
    world.become(monkeypatch, "analist", Role.ANALYST)
    label = dict(review.labels(shown_run))[world.quiet(shown_run)[0]]
    assert not [one for one in _found(label) if one.startswith("Zaak")]


@pytest.mark.usefixtures("shown_run")
def test_blank_words_find_nothing_and_say_nothing() -> None:
    assert _found("   ") == []
