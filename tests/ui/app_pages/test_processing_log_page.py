"""Verwerkingslog: for who checks others only, and looking is logged."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from engine import snapshot
from engine.casework import audit
from engine.casework.audit_models import AuditEntry
from engine.casework.models import Role, Verdict
from engine.errors import CaseworkError
from ui import log_view, review, state
from ui.log_view import Asked

PAGE = Path(__file__).resolve().parents[3] / "ui" / "app_pages" / "processing_log.py"


@pytest.fixture
def checked_run(shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch) -> snapshot.Run:
    """A run with one judgement by somebody else, shown to who checks."""
    name = shown_run.table("worklist")["location_id"][0].as_py()
    found = review.dossier(shown_run, name)
    review.judge(shown_run, found, Verdict.UNCLEAR, reason="te weinig bekend", explanation=None)
    monkeypatch.setenv("DIJKWACHT_USER", "f.gegevens")
    monkeypatch.setenv("DIJKWACHT_ROLE", Role.PRIVACY_OFFICER)
    return shown_run


def _page() -> AppTest:
    return AppTest.from_file(str(PAGE), default_timeout=30).run()


def _acts() -> list[str]:
    with state.casework().reading() as session:
        return [entry.actie_naam for entry in audit.search(session)]


@pytest.mark.usefixtures("checked_run")
def test_nothing_is_read_or_logged_before_somebody_asks() -> None:
    before = _acts()
    page = _page()
    assert not page.exception
    assert not page.dataframe
    assert _acts() == before


@pytest.mark.usefixtures("checked_run")
def test_acts_of_a_user_are_found_and_the_search_is_logged() -> None:
    page = _page()
    page.text_input(key="log_of").input("tester")
    next(one for one in page.button if one.label == "Zoek").click().run()
    assert not page.exception
    shown = page.dataframe[0].value
    assert set(shown["Wie"]) == {"tester"}
    assert _acts()[-1].startswith("Gezocht in het logboek")


@pytest.mark.usefixtures("checked_run")
def test_a_search_without_a_find_says_what_to_do() -> None:
    page = _page()
    page.text_input(key="log_of").input("niemand")
    next(one for one in page.button if one.label == "Zoek").click().run()
    assert "Zoek ruimer" in page.info[-1].value


@pytest.mark.usefixtures("checked_run")
def test_chain_is_checked_on_demand() -> None:
    page = _page()
    page.button(key="log_verify").click().run()
    assert "geen ervan is gewijzigd" in page.success[0].value


@pytest.mark.usefixtures("checked_run")
def test_a_changed_entry_is_told_instead_of_a_sample() -> None:
    with state.casework().writing() as session:
        table = AuditEntry.__table__
        session.connection().execute(table.update().values(gebruiker="ander"))  # type: ignore[attr-defined]
    page = _page()
    page.button(key="log_draw").click().run()
    assert not page.exception
    assert "is niet meer zoals zij is geschreven" in page.error[0].value


@pytest.mark.usefixtures("checked_run")
def test_what_is_saved_has_the_names_of_the_standard() -> None:
    saved = json.loads(log_view.search(Asked(of="tester")).saved)
    assert saved
    assert {"actieNaam", "gebruiker", "tijdstip", "verwerkteObjecten"} <= saved[0].keys()


@pytest.mark.usefixtures("checked_run")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PRIVACY_OFFICER])
def test_other_roles_read_nothing(role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIJKWACHT_USER", "n.nieuwsgierig")
    monkeypatch.setenv("DIJKWACHT_ROLE", role)
    assert "Alleen de functionaris" in _page().info[-1].value
    with pytest.raises(CaseworkError):
        log_view.search(Asked())
    with pytest.raises(CaseworkError):
        log_view.verified()
