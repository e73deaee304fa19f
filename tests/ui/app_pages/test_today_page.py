"""Vandaag: what waits stands first with a way to it, and the second visit tells what changed."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from engine import snapshot
from engine.casework.models import Role
from engine.errors import RunError
from engine.exports import deadlines
from engine.exports.today import ahead, needs
from engine.exports.today.ahead import LastDay
from engine.exports.today.needs import Item, Need
from engine.exports.today.news import News
from ui import language, menu, state, today_view, today_words
from ui.language import Language

PAGE = Path(__file__).resolve().parents[3] / "ui" / "app_pages" / "today.py"


def _page() -> AppTest:
    return AppTest.from_file(str(PAGE), default_timeout=30).run()


def _text(page: AppTest) -> str:
    kinds = ("header", "markdown", "caption", "info", "error")
    return "\n".join(str(getattr(one, "value", "")) for kind in kinds for one in page.get(kind))


@pytest.mark.usefixtures("shown_run")
def test_the_list_waits_for_the_liaison_with_a_way_to_it() -> None:
    page = _page()
    assert not page.exception
    assert "locaties van de weeklijst zijn nog niet beoordeeld" in _text(page)
    assert "Werklijst" in [button.label for button in page.button]
    assert "Dit is uw eerste bezoek" in _text(page)


def test_the_next_day_tells_what_changed(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = datetime.fromisoformat(shown_run.meta["published_at"])
    monkeypatch.setattr(state, "now", lambda: published + timedelta(days=1))
    _page()
    monkeypatch.setattr(state, "now", lambda: published + timedelta(days=2))
    assert "Er is niets veranderd." in _text(_page())


@pytest.mark.usefixtures("shown_run")
def test_who_has_nothing_to_do_is_told_where_to_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIJKWACHT_ROLE", Role.BIBOB_OFFICER)
    page = _page()
    assert "Er wacht niets op u." in _text(page)


@pytest.mark.usefixtures("shown_run")
def test_an_error_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(run: snapshot.Run) -> today_view.Today:
        raise RunError(f"{run.path.name} cannot be read")

    monkeypatch.setattr(today_view, "of", broken)
    page = _page()
    assert not page.exception
    assert "Vandaag kan niet worden getoond" in page.error[0].value


def test_everything_that_can_be_told_has_words_and_a_page_that_exists() -> None:
    assert today_words.NEEDS.keys() == set(Need)
    assert today_words.NEWS.keys() == set(News)
    pages = {page for *_, page in (*today_words.NEEDS.values(), *today_words.NEWS.values())}
    assert pages <= {page.name for page in menu.PAGES}


@pytest.mark.usefixtures("shown_run")
def test_what_stands_on_a_page_that_the_role_has_not_is_told_without_a_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DIJKWACHT_ROLE", Role.ADMINISTRATOR)
    monkeypatch.setattr(
        needs, "needs", lambda *_, **__: [Item(Need.LIST, 2), Item(Need.SOURCES, 1)]
    )
    page = _page()
    assert "2 locaties van de weeklijst" in _text(page)
    assert [button.label for button in page.button] == ["Hulp", "Bronnen"]


@pytest.mark.usefixtures("shown_run")
def test_days_are_those_of_the_netherlands(monkeypatch: pytest.MonkeyPatch) -> None:
    midnight = datetime(2026, 11, 3, 23, 30, tzinfo=UTC)
    monkeypatch.setattr(state, "now", lambda: midnight)
    monkeypatch.setattr(needs, "needs", lambda *_, **__: [Item(Need.TASKS, 1, date(2026, 11, 3))])
    assert "**Te laat.** 1 taak binnenkort, op 3 november 2026" in _text(_page())


@pytest.mark.usefixtures("shown_run")
def test_last_days_lead_to_what_they_are_about(monkeypatch: pytest.MonkeyPatch) -> None:
    day = state.today()
    found = [
        LastDay(day - timedelta(days=1), "Taak (zaak 4): *Bellen*", case=4),
        LastDay(day, "Bibob-dossier 7: beslistermijn", file=7),
        LastDay(day, "Taak: Nadenken"),
    ]
    monkeypatch.setattr(ahead, "last_days", lambda *_, **__: found)
    page = _page()
    told = _text(page)
    assert "Termijnen" in told
    assert told.count("**Te laat.**") == 1
    assert "\\*Bellen\\*" in told
    labels = [button.label for button in page.button if (button.key or "").startswith("today_due")]
    assert labels == ["Zaken", "Taken"]
    with state.casework().reading():
        lines = today_view.of(state.chosen_run()).due
    assert [dict(line.query) for line in lines] == [{"zaak": "4"}, {"dossier": "7"}, {}]


@pytest.mark.usefixtures("shown_run")
def test_last_days_are_said_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    day = state.today()
    title = deadlines.of_task(1, "Bellen", 4, day).title
    monkeypatch.setattr(ahead, "last_days", lambda *_, **__: [LastDay(day, title, case=4)])
    monkeypatch.setattr(language, "chosen", lambda: Language.ENGLISH)
    assert "Task (case 4): Bellen" in _text(_page())
