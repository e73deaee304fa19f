"""Signalen, Zaken and Taken: nothing, invented cases, one case, what another role may not see."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from engine import snapshot
from engine.casework.case_models import Case
from engine.casework.models import Role
from engine.casework.process import notes
from engine.casework.users import sign_in
from engine.commands import demo_cases
from ui import state

PAGES = Path(__file__).resolve().parents[3] / "ui" / "app_pages"
NAMES = ("signals", "cases", "tasks")


@pytest.fixture
def cases(shown_run: snapshot.Run) -> list[int]:
    """Numbers of the invented cases, by number."""
    demo_cases.seed(state.casework(), shown_run, first=datetime(2026, 11, 1, 8, tzinfo=UTC))
    with state.casework().reading() as session:
        return list(session.scalars(select(Case.id).order_by(Case.id)))


def _page(name: str, **query: str) -> AppTest:
    page = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=60)
    for key, value in query.items():
        page.query_params[key] = value
    return page.run()


def _text(page: AppTest) -> str:
    shown = (*page.markdown, *page.caption, *page.info, *page.error, *page.header)
    return "\n".join(str(element.value) for element in shown)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.usefixtures("shown_run")
def test_page_without_cases_says_what_to_do(name: str) -> None:
    page = _page(name)
    assert not page.exception
    assert page.info


@pytest.mark.parametrize("name", NAMES)
def test_page_shows_the_cases_to_who_may_see_them(name: str, cases: list[int]) -> None:
    assert len(cases) == 6
    page = _page(name)
    assert not page.exception
    assert not page.error


def test_case_shows_where_it_stands_and_what_may_follow(cases: list[int]) -> None:
    page = _page("cases", zaak=str(cases[-1]))
    assert not page.exception
    text = _text(page)
    assert "Verzonnen voorbeeld: het RIEC vroeg om samen te kijken." in text
    assert "Interventie" in text


@pytest.mark.parametrize("number", ["999", "x", "-1", "1 OR 1=1"])
@pytest.mark.usefixtures("cases")
def test_wrong_number_in_the_url_is_told(number: str) -> None:
    page = _page("cases", zaak=number)
    assert not page.exception
    assert page.error or page.warning or page.info


@pytest.mark.parametrize("role", [Role.ANALYST, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR])
def test_other_roles_see_nothing_of_a_case(
    cases: list[int], role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIJKWACHT_ROLE", role.value)
    for name in ("signals", "cases"):
        page = _page(name, zaak=str(cases[-1]))
        assert not page.exception
        assert "Verzonnen voorbeeld" not in _text(page)


def test_what_people_typed_is_shown_literally(cases: list[int]) -> None:
    typed = "<b>vet</b> **ook** [link](http://x)"
    with state.casework().writing() as session:
        who = sign_in(session, subject="demo.riec", role=Role.RIEC_LIAISON, now=state.now())
        notes.add(session, session.get_one(Case, cases[0]), user=who, text=typed, now=state.now())
    page = _page("cases", zaak=str(cases[0]), deel="werk")
    assert not page.exception
    assert all("<b>vet</b>" not in str(one.value) or "`" in str(one.value) for one in page.markdown)
