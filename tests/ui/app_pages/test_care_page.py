"""Zorg: who must be seen first, and a masked location that nobody else meets any more."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from engine import snapshot
from engine.casework import users
from engine.casework.models import Role
from engine.errors import CaseworkError
from engine.exports.routed import Routed
from ui import map_view, review, state, victims
from ui.map_url import Shown, Zone

ROOT = Path(__file__).resolve().parents[3]
PAGES = ROOT / "ui" / "app_pages"


def _page(name: str = "care", **query: str) -> AppTest:
    page = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=30)
    for key, value in query.items():
        page.query_params[key] = value
    return page.run()


def _text(page: AppTest) -> str:
    return "\n".join(str(element.value) for element in (*page.markdown, *page.caption))


def _as(role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIJKWACHT_ROLE", role.value)


def _first(run: snapshot.Run) -> Routed:
    return victims.routed(run)[0]


def _masked(run: snapshot.Run) -> str:
    one = _first(run)
    victims.mask(run, one.location_id, reason="Mogelijk slachtoffer van uitbuiting.")
    return one.location_id


def test_page_names_every_routed_location_and_whom_it_goes_to(routed_run: snapshot.Run) -> None:
    page = _page()
    assert not page.exception
    text = _text(page)
    found = victims.routed(routed_run)
    assert found
    for one in found:
        assert one.label in text
        assert all(f"Naar {route.route_to}" in text for route in one.routes)
    assert "punten" not in text.replace("geen punten", "")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.RIEC_LIAISON, Role.CARE_ADVISER}))
def test_other_roles_see_no_route(
    routed_run: snapshot.Run, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels = [one.label for one in victims.routed(routed_run)]
    _as(role, monkeypatch)
    page = _page()
    assert "ziet u geen doorverwijzingen" in page.error[0].value
    assert not [label for label in labels if label in _text(page)]
    assert victims.is_open() is False


def test_masking_needs_a_reason_and_can_be_lifted(routed_run: snapshot.Run) -> None:
    one = _first(routed_run).location_id
    page = _page()
    page.button(key=f"mask_{one}").click().run()
    assert "reden is nodig" in page.error[0].value
    page.text_input(key=f"mask_reason_{one}").set_value("Mogelijk slachtoffer.")
    page.button(key=f"mask_{one}").click().run()
    assert "afgeschermd" in _text(page)
    assert victims.masked(routed_run)[one] == "Mogelijk slachtoffer."
    page.button(key=f"lift_{one}").click().run()
    assert victims.masked(routed_run) == {}


def test_masked_location_without_a_route_stays_liftable(routed_run: snapshot.Run) -> None:
    routed = {one.location_id for one in victims.routed(routed_run)}
    other = next(name for name, _ in review.labels(routed_run) if name not in routed)
    victims.mask(routed_run, other, reason="Gezien bij een bezoek.")
    page = _page()
    assert "Gezien bij een bezoek." in _text(page)
    page.button(key=f"lift_{other}").click().run()
    assert victims.masked(routed_run) == {}


def _everywhere(run: snapshot.Run) -> set[str]:
    """Every location that some list of the app shows; the Bibob officer can only search."""
    searched = {name for name, _ in review.labels(run)}
    if state.role() not in users.MAY_JUDGE:
        return searched
    listed = {row.location_id for row in review.worklist(run)}
    assert listed <= searched
    on_map = map_view.places(run, Shown(zone=Zone.BOTH))
    return listed | searched | {one.place.location_id for one in on_map}


@pytest.mark.parametrize("role", [Role.ANALYST, Role.DRIEHOEK_ADVISER, Role.BIBOB_OFFICER])
def test_masked_location_is_on_no_list_of_others(
    routed_run: snapshot.Run, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = routed_run.table("worklist")["location_id"].to_pylist()
    location_id = next(o.location_id for o in victims.routed(routed_run) if o.location_id in listed)
    assert location_id in _everywhere(routed_run)
    victims.mask(routed_run, location_id, reason="Mogelijk slachtoffer.")
    _as(role, monkeypatch)
    assert victims.hidden(routed_run) == {location_id}
    assert location_id not in _everywhere(routed_run)
    with pytest.raises(CaseworkError, match="vraag: zorgadviseur, RIEC-liaison"):
        review.dossier(routed_run, location_id)
    page = _page("location", run=routed_run.path.name, location=location_id)
    assert "deze locatie is afgeschermd" in page.error[0].value


def test_care_and_public_order_still_see_a_masked_location(routed_run: snapshot.Run) -> None:
    location_id = _masked(routed_run)
    assert victims.hidden(routed_run) == frozenset()
    assert review.dossier(routed_run, location_id).place.location_id == location_id
    assert state.role() is Role.RIEC_LIAISON


def test_listed_location_is_hidden_from_trials_until_it_is_judged(routed_run: snapshot.Run) -> None:
    listed = frozenset(routed_run.table("worklist")["location_id"].to_pylist())
    assert review.blind(routed_run) == listed


@pytest.mark.parametrize(("role", "shown"), [(Role.CARE_ADVISER, True), (Role.ANALYST, False)])
def test_menu_offers_the_page_to_whom_it_is_for(
    routed_run: snapshot.Run, role: Role, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert routed_run
    _as(role, monkeypatch)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    assert not app.exception
    assert victims.is_open() is shown
