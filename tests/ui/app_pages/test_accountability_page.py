"""Verantwoording: each part for each role, an empty year, and errors without a traceback."""

from datetime import UTC, date, datetime

import pytest

from engine import snapshot
from engine.casework import users
from engine.casework.models import Role, Verdict
from engine.errors import RoleRefused, RunError, SettingsError
from tests.engine.casework.listed import listed
from tests.ui.app_pages.casework_world import (
    become,
    buttons,
    follow,
    open_page,
    press,
    text,
)
from ui import accounting, language, state
from ui.account_url import Part
from ui.language import Language

PAGE = "accountability"


@pytest.fixture(autouse=True)
def _today(shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample is of the end of 2026; what is asked is asked then."""
    del shown_run
    monkeypatch.setattr(state, "now", lambda: datetime(2026, 12, 1, 9, tzinfo=UTC))


def _lists(rights: int, wrongs: int, *, year: int = 2026, arm: str = "ranked") -> None:
    with state.casework().writing() as session:
        user = users.sign_in(session, subject="r", role=Role.RIEC_LIAISON, now=state.now())
        for number in range(rights + wrongs):
            listed(
                session, user, f"{arm}{year}{number}", week=f"{year}-W{1 + number % 50:02d}",
                arm=arm, verdict=Verdict.WORTH_A_LOOK if number < rights else Verdict.INNOCENT,
                explanation=None if number < rights else "accountant",
            )  # fmt: skip


def _cards(told: str) -> str:
    return told.replace("\n", " ")


def test_year_without_a_list_says_what_to_do() -> None:
    page = open_page(PAGE)
    told = text(page)
    assert "Er was geen weeklijst" in told
    assert "te weinig om iets te zeggen" in told
    assert "In 2025: niets bekend" in told
    assert page.query_params["jaar"] == "2026"


def test_six_figures_with_intervals_and_the_year_before() -> None:
    _lists(12, 8)
    _lists(2, 8, arm="random")
    _lists(6, 6, year=2025)
    told = _cards(text(open_page(PAGE)))
    assert "60% · aselect 20%" in told
    assert "Interval: 39 tot 78% · aselect 6 tot 51%" in told
    assert "In 2025: 50% · aselect te weinig om iets te zeggen" in told
    before = _cards(text(open_page(PAGE, jaar="2025")))
    assert "In 2024: niets bekend" in before


@pytest.mark.parametrize(("rights", "wrongs", "warns"), [(19, 1, True), (18, 2, False)])
def test_acceptance_of_95_percent_over_20_warns(rights: int, wrongs: int, warns: bool) -> None:
    _lists(rights, wrongs)
    warned = [one.value for one in open_page(PAGE).warning]
    assert any("Wordt er nog gewogen?" in one for one in warned) is warns


def test_annual_paper_is_a_step_away_with_its_year(monkeypatch: pytest.MonkeyPatch) -> None:
    went = follow(monkeypatch)
    _lists(1, 0, year=2025)
    press(open_page(PAGE, jaar="2025"), "Jaarevaluatie")
    ((page, held),) = went
    assert page == "ui/app_pages/papers.py"
    assert (held["soort"], held["jaar"]) == ("annual", "2025")
    papers = open_page("papers", soort=held["soort"], jaar=held["jaar"])
    assert papers.selectbox(key="papers_kind").value == "annual"
    assert papers.number_input(key="papers_year").value == 2025


@pytest.mark.parametrize("year", ["1999", "2030", "x", "²⁰²⁵"])
def test_paper_of_a_year_that_cannot_be_is_of_this_year(year: str) -> None:
    papers = open_page("papers", soort="annual", jaar=year)
    assert papers.number_input(key="papers_year").value == 2026


def test_rules_are_listed_filtered_and_put_in_order() -> None:
    _lists(12, 8)
    page = open_page(PAGE, deel="regels")
    assert page.dataframe[0].value["Regel"][0] == "GEN-01"
    row = page.dataframe[0].value.set_index("Regel").loc["GEN-01"]
    assert (row["Beoordeeld"], row["Aandeel"]) == ("20", "60%")
    assert row["Open"].endswith("&regel=GEN-01")
    assert row["Onschuldige verklaringen"] != ""
    page.selectbox(key="account_order").set_value("Regel").run()
    assert page.dataframe[0].value["Regel"][0] == "ABC-RISK"
    page.toggle(key="account_told").set_value(True).run()
    assert list(page.dataframe[0].value["Regel"]) == ["GEN-01"]
    held = {name: page.query_params[name] for name in ("deel", "volgorde", "genoeg")}
    assert held == {"deel": "regels", "volgorde": "regel", "genoeg": "1"}
    page.text_input(key="account_search").set_value("bestaat niet").run()
    assert not page.exception
    assert not page.dataframe
    assert "Maak de zoekterm leeg" in page.info[-1].value


def test_pack_in_the_url_that_has_no_rules_in_the_year_is_told() -> None:
    _lists(12, 8)
    page = open_page(PAGE, deel="regels", pakket="NIETS")
    assert not page.exception
    assert "pakket=NIETS: niet te tonen; kies " in page.warning[0].value
    assert page.dataframe[0].value["Regel"][0] == "GEN-01"


def test_rules_of_which_nothing_was_judged_say_so() -> None:
    told = text(open_page(PAGE, deel="regels"))
    assert "te weinig om een aandeel te tekenen" in told


def test_year_with_nothing_kept_of_rules_says_so() -> None:
    _lists(1, 0, year=2024)
    told = text(open_page(PAGE, deel="regels", jaar="2025"))
    assert "Over 2025 is van geen enkele regel iets bewaard" in told


def test_what_the_year_did_to_people_and_the_way_to_the_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = open_page(PAGE, deel="mensen")
    assert "Namen geopend" in text(page)
    assert "Verwerkingslog" not in buttons(page)
    went = follow(monkeypatch)
    become(monkeypatch, "fg", Role.PRIVACY_OFFICER)
    press(open_page(PAGE, deel="mensen"), "Verwerkingslog")
    assert went[0][0] == "ui/app_pages/processing_log.py"


def test_register_text_stands_beside_what_is_missing() -> None:
    page = open_page(PAGE, deel="register")
    told = text(page)
    assert "Dijkwacht, locaties kiezen voor een blik van een mens" in told
    assert "nog door niemand nagekeken" in told
    labels = {getattr(one, "label", "") for one in page.get("download_button")}
    assert labels == {"Sla op als JSON", "Sla op als tekst"}


def test_retention_calendar_has_every_month_once_in_every_month_of_the_year(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for month in (1, 11, 12):
        at = datetime(2026, month, 28, 9, tzinfo=UTC)
        monkeypatch.setattr(state, "now", lambda at=at: at)
        calendar = open_page(PAGE, deel="termijnen").dataframe[0].value
        assert len(calendar.columns) == 14
        names = calendar[calendar["Wat"] == "namen in de kluis"]
        assert names.to_numpy().tolist() == [["namen in de kluis", *["?"] * 13]]


def test_administrator_sees_terms_and_register_text_only(monkeypatch: pytest.MonkeyPatch) -> None:
    become(monkeypatch, "be", Role.ADMINISTRATOR)
    page = open_page(PAGE)
    assert "Wat wanneer weg moet" in text(page)
    assert accounting.parts() == (Part.TERMS, Part.REGISTER)
    refused = open_page(PAGE, deel="jaar")
    assert "deel=jaar: niet te tonen" in refused.warning[0].value
    for ask in (
        lambda: accounting.of_year(2026, known=[]),
        lambda: accounting.rules_of(2026),
        lambda: accounting.effects_of(2026, known=[]),
    ):
        with pytest.raises(RoleRefused):
            ask()


@pytest.mark.parametrize("role", [Role.BIBOB_OFFICER, Role.CARE_ADVISER])
def test_other_roles_are_told_where_to_be(role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    become(monkeypatch, "x", role)
    page = open_page(PAGE)
    assert "In uw rol legt u hier niets uit" in page.info[-1].value
    for ask in (accounting.known_years, lambda: accounting.terms(2026), accounting.register):
        with pytest.raises(RoleRefused):
            ask()


@pytest.mark.parametrize(
    ("part", "service", "error"),
    [
        ("jaar", "of_year", RunError("run cannot be read")),
        ("register", "register", SettingsError("niet te lezen")),
        ("termijnen", "terms", RunError("run cannot be read")),
    ],
)
def test_error_of_ours_is_told_without_a_traceback(
    part: str, service: str, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(accounting, service, fail)
    page = open_page(PAGE, deel=part)
    assert "De verantwoording kan niet worden getoond" in page.error[0].value


def test_url_that_cannot_be_shown_is_told_and_mended() -> None:
    page = open_page(PAGE, jaar="1999", deel="x")
    assert ["In de link klopt iets niet" in one.value for one in page.warning] == [True, True]
    assert (page.query_params["jaar"], page.query_params["deel"]) == ("2026", "jaar")


def test_one_part_after_the_other_is_shown() -> None:
    page = open_page(PAGE)
    for part in (Part.RULES, Part.PEOPLE, Part.TERMS, Part.YEAR):
        page.button_group(key="account_part").set_value(part).run()
        assert not page.exception
        assert page.query_params["deel"] == part.value


def test_another_year_is_chosen_and_stands_in_the_url() -> None:
    _lists(1, 0, year=2025)
    page = open_page(PAGE)
    page.selectbox(key="account_year").set_value(2025).run()
    assert not page.exception
    assert page.query_params["jaar"] == "2025"
    assert date(2025, 1, 1).year in accounting.known_years()


def test_what_is_composed_of_figures_is_said_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    _lists(12, 8)
    _lists(2, 8, arm="random")
    monkeypatch.setattr(language, "chosen", lambda: Language.ENGLISH)
    told = _cards(text(open_page(PAGE)))
    assert "60% · at random 20%" in told
    assert "39 to 78% · at random 6 to 51%" in told
    assert "In order of the rules it was right 3.0 times" in told
    assert "Of 30 locations, 0 were on the list" in _cards(text(open_page(PAGE, deel="mensen")))
    (row,) = [
        one
        for one in open_page(PAGE, deel="regels").dataframe[0].value.to_dict("records")
        if one["Rule"] == "GEN-01"
    ]
    assert row["Compared with random"].startswith("2.3 times (0.6 to ")
    calendar = open_page(PAGE, deel="termijnen").dataframe
    terms = calendar[1].value.set_index("What")["Deadline"]
    assert terms["hits in cases"].endswith("months after the hit")
    register = open_page(PAGE, deel="register").dataframe[0].value
    assert "Start date" in set(register["Field"])
