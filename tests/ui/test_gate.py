"""The door of the app, its menu, and what every page does for a role that it is not for."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from engine import snapshot
from engine.casework.models import Role
from engine.casework.signing_in import identity
from engine.errors import RoleRefused, SignInError
from engine.exports.area_map import Asked
from tests.ui.claims import claims_of
from ui import day_routes, map_view, menu, network_view, review, rulebook, sign_in, state, victims
from ui.map_url import Shown

ROOT = Path(__file__).resolve().parents[2]
EVERYBODY = {"regels", "bronnen", "instrumenten", "vandaag"}
OFFERED = {
    Role.RIEC_LIAISON: {
        "werklijst", "locatie", "kaart", "netwerk", "zorg", "signalen", "zaken", "taken",
        "overleg", "stukken", "koppelingen", "verantwoording",
    },
    Role.BIBOB_OFFICER: {"locatie", "netwerk", "zaken", "bibob", "taken", "stukken"},
    Role.DRIEHOEK_ADVISER: {
        "werklijst", "koppelingen", "locatie", "kaart", "netwerk", "taken", "overleg", "stukken",
        "verantwoording",
    },
    Role.ANALYST: {
        "werklijst", "koppelingen", "locatie", "kaart", "netwerk", "stukken", "verantwoording",
    },
    Role.CARE_ADVISER: {
        "werklijst", "locatie", "kaart", "netwerk", "zorg", "signalen", "zaken", "taken", "stukken",
        "koppelingen",
    },
    Role.PRIVACY_OFFICER: {"locatie", "stukken", "verantwoording", "verwerkingslog"},
    Role.ADMINISTRATOR: {"verantwoording"},
}  # fmt: skip
NOBODY: dict[str, object] = {"is_logged_in": False}


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """No sign-in is known from another test."""
    sign_in.sign_ins.clear()
    sign_in.wanted_pages.clear()
    yield
    sign_in.sign_ins.clear()


@pytest.fixture
def signing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """People sign in."""
    monkeypatch.setenv("DIJKWACHT_SECRETS", str(tmp_path))
    return monkeypatch


def _as(monkeypatch: pytest.MonkeyPatch, *roles: Role, **others: object) -> None:
    told = claims_of("u-1", *roles, **others) if roles else claims_of("u-1", roles=[], **others)
    monkeypatch.setattr(sign_in, "claims", lambda: told)


def _door() -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    assert not app.exception
    return app


def _told(app: AppTest) -> str:
    kinds = ("title", "markdown", "warning", "error", "info")
    return "\n".join(str(getattr(one, "value", "")) for kind in kinds for one in app.get(kind))


@pytest.mark.parametrize("role", Role)
@pytest.mark.usefixtures("shown_run")
def test_menu_offers_pages_of_the_role_only(role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIJKWACHT_ROLE", role.value)
    offered = menu.offered()
    assert {page.url for pages in offered.values() for page in pages} == OFFERED[role] | EVERYBODY
    assert all(offered.values())
    elsewhere = {"werklijst", "locatie", "kaart", "verantwoording"}
    assert ("Handelen" in offered) is bool(OFFERED[role] - elsewhere)


def test_every_page_is_in_the_menu() -> None:
    files = {file.stem for file in (ROOT / menu.FOLDER).glob("*.py")} - {"__init__"}
    assert {page.name for page in menu.PAGES} == files
    assert len({page.url for page in menu.PAGES}) == len(menu.PAGES)


@pytest.mark.parametrize("role", [Role.PRIVACY_OFFICER, Role.ADMINISTRATOR])
def test_services_of_locations_refuse_who_only_checks_or_manages(
    shown_run: snapshot.Run, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIJKWACHT_ROLE", role.value)
    for ask in (
        lambda: review.worklist(shown_run),
        lambda: map_view.places(shown_run, Shown()),
        lambda: map_view.surface(shown_run, Asked()),
        lambda: day_routes.labels(shown_run),
        lambda: day_routes.listed(shown_run),
        lambda: day_routes.plan(shown_run, ()),
        lambda: map_view.cells(shown_run, Asked()),
        lambda: network_view.access(shown_run, None, None),
        lambda: victims.routed(shown_run),
        lambda: victims.masked(shown_run),
        lambda: rulebook.what_if(shown_run, []),
        lambda: rulebook.shadow(shown_run),
        lambda: rulebook.compare(shown_run),
    ):
        with pytest.raises(RoleRefused):
            ask()


def test_administrator_sees_no_location(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIJKWACHT_ROLE", Role.ADMINISTRATOR.value)
    with pytest.raises(RoleRefused, match="als beheerder mag u dit niet"):
        review.labels(shown_run)
    with pytest.raises(RoleRefused):
        review.dossier(shown_run, "L1")


def _said(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in app.markdown)


@pytest.mark.usefixtures("shown_run")
def test_every_role_begins_at_what_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIJKWACHT_ROLE", Role.ADMINISTRATOR.value)
    app = _door()
    assert not app.exception
    assert app.title[0].value == "Vandaag"


@pytest.mark.usefixtures("shown_run")
def test_invented_data_has_a_choice_of_roles_that_changes_what_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DIJKWACHT_ROLE", Role.PRIVACY_OFFICER.value)
    app = _door()
    assert "steekproef" in _said(app)
    app.selectbox(key=sign_in.ROLE_SWITCH).set_value(Role.RIEC_LIAISON).run()
    assert not app.exception
    assert "steekproef" not in _said(app)
    assert "weeklijst" in _said(app)


@pytest.mark.usefixtures("shown_run")
def test_who_is_not_signed_in_sees_the_door_only(signing: pytest.MonkeyPatch) -> None:
    signing.setattr(sign_in, "claims", lambda: NOBODY)
    app = _door()
    assert [one.label for one in app.button] == ["Inloggen"]
    assert not app.selectbox
    with pytest.raises(SignInError, match="niet ingelogd"):
        state.role()


@pytest.mark.parametrize(
    ("others", "told"),
    [
        pytest.param({"iat": 1}, "langste duur", id="too old"),
        pytest.param({"exp": 2}, "aanmelding is verlopen", id="token expired"),
        pytest.param({"iat": 4_000_000_000, "exp": 4_000_000_001}, "loopt voor", id="future"),
        pytest.param({"exp": None}, "claim exp", id="token without an end"),
        pytest.param({"roles": ["andere-app"]}, "geen rol in Dijkwacht. Vraag", id="no role"),
    ],
)
@pytest.mark.usefixtures("shown_run")
def test_sign_in_that_does_not_hold_sees_the_door_only(
    signing: pytest.MonkeyPatch, others: dict[str, object], told: str
) -> None:
    _as(signing, Role.RIEC_LIAISON, **others)
    app = _door()
    assert told in _told(app)
    assert "Werklijst" not in _told(app)
    with pytest.raises(SignInError):
        state.reviewer()


@pytest.mark.usefixtures("shown_run")
def test_idle_sign_in_closes_pages_and_services(signing: pytest.MonkeyPatch) -> None:
    _as(signing, Role.RIEC_LIAISON)
    assert state.role() is Role.RIEC_LIAISON
    signing.setattr(sign_in, "now", lambda: datetime.now(UTC) + timedelta(minutes=31))
    with pytest.raises(SignInError, match="niet actief"):
        state.role()
    page = AppTest.from_file(str(ROOT / "ui/app_pages/worklist.py"), default_timeout=120).run()
    assert not page.exception
    assert "Deze pagina is gesloten" in page.error[0].value


@pytest.mark.usefixtures("shown_run")
def test_several_roles_are_chosen_from_and_no_other_one_can_be(signing: pytest.MonkeyPatch) -> None:
    _as(signing, Role.BIBOB_OFFICER, Role.ANALYST)
    with pytest.raises(SignInError, match="kies eerst uw rol"):
        state.role()
    app = _door()
    assert [*app.selectbox(key="gate_role").options] == ["Bibob-medewerker", "analist"]
    app.selectbox(key="gate_role").set_value(Role.BIBOB_OFFICER).run()
    assert not app.exception
    assert state.role() is Role.BIBOB_OFFICER
    assert (state.reviewer(), sign_in.reviewer().name) == ("u-1", "u-1")


@pytest.mark.usefixtures("shown_run")
def test_sign_in_ignores_who_and_what_the_environment_says(signing: pytest.MonkeyPatch) -> None:
    signing.setenv("DIJKWACHT_USER", "iemand-anders")
    signing.setenv("DIJKWACHT_ROLE", Role.PRIVACY_OFFICER.value)
    _as(signing, Role.CARE_ADVISER)
    assert (state.reviewer(), state.role()) == ("u-1", Role.CARE_ADVISER)


@pytest.mark.usefixtures("shown_run")
def test_signing_out_closes_at_once_and_for_good(signing: pytest.MonkeyPatch) -> None:
    _as(signing, Role.ANALYST)
    assert state.role() is Role.ANALYST
    who = identity.read(sign_in.claims(), sign_in.sign_in_rules())
    sign_in.sign_ins().end(who, now=sign_in.now())
    with pytest.raises(SignInError, match="uitgelogd"):
        state.role()


@pytest.mark.usefixtures("shown_run")
def test_real_run_is_not_shown_without_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "is_invented", lambda _: False)
    page = AppTest.from_file(str(ROOT / "ui/app_pages/instruments.py"), default_timeout=120).run()
    assert "daarvoor is inloggen nodig" in page.error[0].value


@pytest.mark.usefixtures("shown_run")
def test_app_that_was_started_in_another_way_opens_for_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DIJKWACHT_SAMPLE")
    app = _door()
    assert "niet goed gestart" in app.error[0].value
    assert not app.button
