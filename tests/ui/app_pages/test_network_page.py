"""Netwerk: every view by URL, what is hidden and whom to ask, and what can be saved."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from engine import snapshot
from engine.casework import cases, users
from engine.casework.audit_models import AuditEntry
from engine.casework.bibob import acting, files
from engine.casework.bibob.acting import By
from engine.casework.bibob.files import HookGiven
from engine.casework.case_models import CaseKind
from engine.casework.models import Role
from engine.casework.places import LocationState
from engine.exports.network.formats import FORMATS
from tests import casework_file
from tests.engine.network.holding import MOTHER, settle_holding
from tests.engine.network.published import publish
from tests.engine.network.town import location, settle
from tests.engine.network.world import address, empty_world, kvk
from tests.engine.register.invented import unit
from ui import language, network_view, state, victims
from ui.language import Language
from ui.network_view import Choice

PAGE = Path(__file__).resolve().parents[3] / "ui" / "app_pages" / "network.py"
HERE = location(1).id
ASK = "vraag: RIEC-liaison; open een zaak"


@pytest.fixture(scope="module")
def town_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one run: the invented town."""
    out = tmp_path_factory.mktemp("town") / "runs"
    with empty_world() as world:
        settle(world)
        publish(world, out)
    return out


@pytest.fixture
def town(
    town_runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[snapshot.Run]:
    yield from _shown(town_runs, tmp_path, monkeypatch)


def _shown(runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[snapshot.Run]:
    monkeypatch.setenv("DIJKWACHT_RUNS", str(runs))
    monkeypatch.setenv("DIJKWACHT_CASEWORK", casework_file.url(tmp_path))
    monkeypatch.setenv("DIJKWACHT_USER", "tester")
    state.casework.clear()
    yield snapshot.newest(runs)
    state.casework.clear()


def _page(**query: str | list[str]) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=30)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def _text(page: AppTest) -> str:
    """Everything that the page says, its tables included."""
    kinds = ("header", "subheader", "markdown", "caption", "success", "info", "warning", "error")
    told = [str(getattr(element, "value", "")) for kind in kinds for element in page.get(kind)]
    told += [frame.value.to_csv() for frame in page.dataframe]
    told += [str(option) for choice in page.selectbox for option in choice.options]
    return "\n".join(told)


def _names(page: AppTest) -> list[str]:
    """Names in the table of nodes."""
    table = next(frame.value for frame in page.dataframe if "sleutel" in frame.value)
    return [str(name) for name in table["naam"]]


@pytest.mark.usefixtures("town")
def test_page_without_a_start_offers_three_ways_to_begin() -> None:
    page = _page()
    assert page.info[0].value == "Kies waar het netwerk begint."
    assert page.radio(key="network_way").options == ["locatie", "bedrijf", "vergunning"]
    assert page.button(key="network_show").disabled


@pytest.mark.parametrize(
    ("way", "key", "value", "start"),
    [
        pytest.param("bedrijf", "network_company", kvk(1), kvk(1), id="company"),
        pytest.param(
            "locatie",
            "network_location",
            (location(1).id, "Pad 1"),
            location(1).id,
            id="location",
        ),
        pytest.param(
            "vergunning",
            "network_licence",
            Choice("Licence:A3", "alcoholvergunning A3 (geweigerd)"),
            "Licence:A3",
            id="licence",
        ),
    ],
)
@pytest.mark.usefixtures("town")
def test_network_begins_at_what_was_chosen(way: str, key: str, value: object, start: str) -> None:
    page = _page()
    page.radio(key="network_way").set_value(way).run()
    if isinstance(value, str):
        page.text_input(key=key).set_value(value).run()
    else:
        page.selectbox(key=key).select(value).run()
    page.button(key="network_show").click().run()
    assert not page.exception
    assert page.query_params["start"] == start
    assert page.header[0].value


@pytest.mark.usefixtures("town")
def test_number_that_is_no_kvk_number_is_told() -> None:
    page = _page()
    page.radio(key="network_way").set_value("bedrijf").run()
    page.text_input(key="network_company").set_value("123").run()
    assert page.error[0].value == "Een KVK-nummer heeft 8 cijfers."
    assert page.button(key="network_show").disabled


@pytest.mark.usefixtures("town")
def test_surroundings_are_drawn_and_stand_in_tables() -> None:
    page = _page(start=kvk(1))
    assert page.header[0].value == f"bv (KVK {kvk(1)})"
    assert f"bv (KVK {kvk(1)})" in _names(page)
    relations = page.dataframe[0].value
    first = relations.iloc[0]
    assert (first["relatie"], first["begin"], first["bron"]) == (
        "is vestiging van", "2020-01-01", "test",
    )  # fmt: skip
    assert first["poort"] == "O: open of eigen objectgegevens"
    assert re.fullmatch(r"test:branch:\d+", first["record"])
    assert len(page.get("vega_lite_chart")) == 1
    assert "punten" not in _text(page).replace("zonder punten", "")


@pytest.mark.usefixtures("town")
def test_one_node_without_relations_says_so() -> None:
    page = _page(start=kvk(1), bron="second")
    assert "met niets verbonden" in page.info[0].value
    assert _names(page) == [f"bv (KVK {kvk(1)})"]


@pytest.mark.parametrize("start", [kvk(99), "L0", "Nobody:1", "Licence:<b>"])
@pytest.mark.usefixtures("town")
def test_unknown_node_is_told_and_the_page_can_begin_again(start: str) -> None:
    page = _page(start=start)
    assert "Dit netwerk kent geen" in page.error[0].value
    assert kvk(9) not in page.error[0].value
    page.button(key="network_again").click().run()
    assert "start" not in page.query_params
    assert page.info[0].value == "Kies waar het netwerk begint."


@pytest.mark.parametrize("start", ["Person:Paaaaa", "persoon-1", "Person:" + "P" + "a" * 20])
@pytest.mark.usefixtures("town")
def test_person_cannot_be_asked_for_without_a_case(start: str) -> None:
    page = _page(start=start)
    assert not page.header
    assert page.error


@pytest.mark.usefixtures("town")
def test_person_is_a_node_without_an_id_and_nothing_lies_beyond() -> None:
    page = _page(start=kvk(1), stappen="3")
    assert "persoon 1 (afgeschermd)" in _names(page)
    assert f"bv (KVK {kvk(2)})" not in _names(page)
    page.selectbox(key="network_node").select("persoon-1").run()
    assert f"Afgeschermd; {ASK}." in [info.value for info in page.info]
    assert not any(button.key == "network_open" for button in page.button)
    assert not re.search(r"P[0-9a-f]{5,}", _text(page))


def _case(kind: CaseKind, role: Role) -> str:
    """The number of a new case at location 1."""
    with state.casework().writing() as session:
        user = users.sign_in(session, subject="tester", role=role, now=state.now())
        where, now = LocationState(HERE, (unit(1),), "low", ()), state.now()
        why = "Naar aanleiding van een gesprek."
        if kind is CaseKind.BIBOB:
            hook = HookGiven("application", "alcoholwet", "Z-1", state.today())
            file = files.open_file(
                session, user=user, location=where, given=hook, purpose=why, now=now
            )
            return str(file.case_id)
        case = cases.open_case(session, user=user, kind=kind, location=where, purpose=why, now=now)
        return str(case.id)


def _within(number: str) -> AppTest:
    """The surroundings of location 1 with its business opened, as a case shows them."""
    return _page(start=HERE, stappen="3", uit=kvk(1), zaak=number)


@pytest.mark.parametrize("number", ["7", "2026-1", "0"])
@pytest.mark.usefixtures("town")
def test_case_number_that_casework_does_not_know_opens_nothing(number: str) -> None:
    assert "persoon 1 (afgeschermd)" in _names(_within(number))


@pytest.mark.usefixtures("town")
def test_within_an_open_case_people_are_walked_through_and_that_is_logged() -> None:
    number = _case(CaseKind.SIGNAL, Role.RIEC_LIAISON)
    page = _within(number)
    assert "persoon Paaaaa" in _names(page)
    assert not re.search(r"P[0-9a-f]{6,}", _text(page))
    page.run()
    with state.casework().reading() as session:
        names = [entry.actie_naam for entry in session.scalars(select(AuditEntry))]
    assert names == ["Zaak geopend: signaal", "Netwerk van een zaak ingezien"]


@pytest.mark.usefixtures("town")
def test_case_of_another_role_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    number = _case(CaseKind.BIBOB, Role.BIBOB_OFFICER)
    assert "persoon 1 (afgeschermd)" in _names(_within(number))
    monkeypatch.setenv("DIJKWACHT_ROLE", Role.BIBOB_OFFICER.value)
    assert "persoon Paaaaa" in _names(_within(number))


@pytest.mark.usefixtures("town")
def test_bibob_file_whose_hook_was_closed_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    number = _case(CaseKind.BIBOB, Role.BIBOB_OFFICER)
    with state.casework().writing() as session:
        file = acting.find(session, int(number))
        by = By(file.case.opened_by, file.case.version, state.now())
        files.close_hook(session, file.case_id, by, on=state.today(), reason="Vervallen.")
    monkeypatch.setenv("DIJKWACHT_ROLE", Role.BIBOB_OFFICER.value)
    assert "persoon 1 (afgeschermd)" in _names(_within(number))


@pytest.mark.usefixtures("town")
def test_closed_case_opens_nothing() -> None:
    number = _case(CaseKind.SIGNAL, Role.RIEC_LIAISON)
    with state.casework().writing() as session:
        case = cases.find(session, int(number))
        cases.close_case(session, case, user=case.opened_by, now=state.now())
    assert "persoon 1 (afgeschermd)" in _names(_within(number))


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("start", [kvk(1), location(2).id])
def test_case_opens_people_around_its_own_location_only(start: str) -> None:
    number = _case(CaseKind.SIGNAL, Role.RIEC_LIAISON)
    page = _page(start=start, stappen="3", zaak=number)
    assert not [name for name in _names(page) if name.startswith("persoon P")]
    with state.casework().reading() as session:
        names = [entry.actie_naam for entry in session.scalars(select(AuditEntry))]
    assert names == ["Zaak geopend: signaal"]


@pytest.fixture
def masked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Location 2 of the town is masked, and an analyst looks."""
    monkeypatch.setattr(victims, "_masked", lambda _: {location(2).id: "Mogelijk slachtoffer."})
    monkeypatch.setenv("DIJKWACHT_ROLE", Role.ANALYST.value)


@pytest.mark.usefixtures("town", "masked")
def test_masked_location_is_a_node_with_whom_to_ask() -> None:
    page = _page(start=kvk(2), stappen="3", knoop="afgeschermd-1")
    assert "afgeschermde plaats" in _names(page)
    assert "Afgeschermd; vraag: zorgadviseur, RIEC-liaison." in [i.value for i in page.info]
    for hint in ("Pad 2", "Proefpad 2", location(2).id, address(2), "000000000002", "slachtoffer"):
        assert hint not in _text(page)


@pytest.mark.parametrize("start", [location(2).id, f"Address:{address(2)}", "Branch:000000000002"])
@pytest.mark.usefixtures("town", "masked")
def test_masked_location_cannot_be_asked_for(start: str) -> None:
    page = _page(start=start)
    assert "deze plaats is afgeschermd; vraag: zorgadviseur" in page.error[0].value
    path = _page(van=kvk(1), naar=start)
    assert "afgeschermd" in path.error[0].value


@pytest.mark.usefixtures("town")
def test_care_and_public_order_see_a_masked_location(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(victims, "_masked", lambda _: {location(2).id: "x"})
    assert _page(start=location(2).id).header[0].value == "Pad 2"


@pytest.mark.usefixtures("town")
def test_filters_of_the_url_choose_relations_and_stay_in_it() -> None:
    page = _page(start=kvk(2), soort=["OFFICER_OF"], bron="test", dag="2021-01-01", geldig="1")
    relations = page.dataframe[0].value
    assert set(relations["relatie"]) == {"is functionaris van"}
    assert list(relations["begin"]) == ["2020-01-01"]
    assert page.multiselect(key="network_kinds").value == ["OFFICER_OF"]
    assert page.query_params["dag"] == "2021-01-01"


@pytest.mark.usefixtures("town")
def test_filters_of_the_page_are_written_to_the_url() -> None:
    page = _page(start=kvk(2))
    page.multiselect(key="network_kinds").select("BRANCH_OF").run()
    page.checkbox(key="network_in_force").check().run()
    page.select_slider(key="network_hops").set_value(1).run()
    assert not page.exception
    params = page.query_params
    assert (params["soort"], params["geldig"], params["stappen"]) == ("BRANCH_OF", "1", "1")
    assert set(page.dataframe[0].value["relatie"]) == {"is vestiging van"}


@pytest.mark.usefixtures("town")
def test_url_that_cannot_be_read_is_told_and_the_rest_is_shown() -> None:
    page = _page(start=kvk(1), soort="KNOWS", dag="gisteren", stappen="9", sinds="2031-01-01")
    told = "\n".join(str(warning.value) for warning in page.warning)
    for problem in ("soort=KNOWS", "dag=gisteren", "stappen=9", "2031-01-01: deze run eindigt"):
        assert problem in told
    assert _names(page)


@pytest.mark.usefixtures("town")
def test_node_is_opened_and_folded_again() -> None:
    branch = "Branch:000000000001"
    page = _page(start=kvk(1), stappen="1")
    assert "adres Proefpad 1, Testdorp" not in _names(page)
    page.selectbox(key="network_node").select(branch).run()
    page.button(key="network_open").click().run()
    assert page.query_params["uit"] == branch
    assert "adres Proefpad 1, Testdorp" in _names(page)
    page.button(key="network_fold").click().run()
    assert "uit" not in page.query_params
    assert "adres Proefpad 1, Testdorp" not in _names(page)


@pytest.mark.usefixtures("town")
def test_folding_hides_what_lies_behind_and_opening_shows_it_again() -> None:
    branch = "Branch:000000000001"
    page = _page(start=kvk(1), knoop=branch)
    page.button(key="network_fold").click().run()
    assert page.query_params["dicht"] == branch
    assert "adres Proefpad 1, Testdorp" not in _names(page)
    page.button(key="network_open").click().run()
    assert "dicht" not in page.query_params
    assert "adres Proefpad 1, Testdorp" in _names(page)


@pytest.mark.usefixtures("town")
def test_network_begins_again_at_a_chosen_node() -> None:
    page = _page(start=kvk(1), knoop="Branch:000000000001", uit="Branch:000000000001")
    page.button(key="network_begin").click().run()
    assert page.query_params["start"] == "Branch:000000000001"
    assert "uit" not in page.query_params
    assert page.header[0].value == "vestiging 000000000001"


@pytest.mark.usefixtures("town")
def test_path_is_told_step_by_step_and_leads_back() -> None:
    page = _page(start=kvk(1))
    page.text_input(key="network_goal").set_value(location(1).id).run()
    page.button(key="network_path").click().run()
    assert page.query_params["van"] == kvk(1)
    assert page.query_params["naar"] == location(1).id
    assert page.header[0].value == f"Pad tussen bv (KVK {kvk(1)}) en Pad 1"
    assert "Pad 1, 3 stappen" in _text(page)
    page.button(key="network_back").click().run()
    assert "naar" not in page.query_params
    assert page.query_params["start"] == kvk(1)


@pytest.mark.usefixtures("town")
def test_path_through_a_person_is_not_found_but_said() -> None:
    page = _page(van=kvk(1), naar=kvk(3))
    told = [warning.value for warning in page.warning]
    assert told == [
        "Geen pad van ten hoogste 6 stappen gevonden.",
        f"Paden die door een persoon gaan zijn niet gezocht; {ASK}.",
    ]


@pytest.mark.usefixtures("town")
def test_changes_between_two_days_of_the_url() -> None:
    page = _page(start=kvk(2), stappen="1", sinds="2022-12-31", tot="2023-01-01")
    assert "**Begonnen: 1**" in _text(page)
    assert "**Beëindigd: 1**" in _text(page)
    assert (page.query_params["sinds"], page.query_params["tot"]) == (
        "2022-12-31", "2023-01-01",
    )  # fmt: skip
    wrong = _page(start=kvk(2), sinds="2023-01-01", tot="2022-12-31")
    assert "de tweede dag moet na de eerste liggen" in wrong.error[0].value


def test_name_that_looks_like_markdown_is_no_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with empty_world() as world:
        world.company(1, statutory_name="[Klik](https://voorbeeld.invalid) B.V.")
        world.branch(1, kvk(1))
        publish(world, tmp_path / "runs")
    shown = _shown(tmp_path / "runs", tmp_path, monkeypatch)
    next(shown)
    page = _page(start=kvk(1))
    assert page.header[0].value.startswith(r"\[Klik\](https\://voorbeeld.invalid) B.V.")
    drawn = [str(markdown.value) for markdown in page.markdown]
    assert not [text for text in drawn if "[Klik]" in text.replace(r"\[Klik\]", "")]
    next(shown, None)


@pytest.mark.usefixtures("town")
def test_every_form_can_be_saved() -> None:
    page = _page(start=kvk(1))
    labels = [getattr(button, "label", "") for button in page.get("download_button")]
    assert sorted(labels) == sorted(form.title for form in FORMATS.values())


def test_network_is_built_once_and_closed_when_it_is_released(town: snapshot.Run) -> None:
    _page(start=kvk(1))
    network = network_view._graph(str(town.path))
    _page(start=kvk(2))
    assert network_view._graph(str(town.path)) is network
    network_view._graph.clear()
    with pytest.raises(Exception, match="closed"):
        network.con.execute("SELECT 1")


def test_hub_is_said_and_can_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with empty_world() as world:
        settle_holding(world, 52)
        publish(world, tmp_path / "runs")
    shown = _shown(tmp_path / "runs", tmp_path, monkeypatch)
    next(shown)
    mother = f"Enterprise:{MOTHER}"
    page = _page(start=kvk(1), knoop=mother)
    assert f"Moeder Holding B.V. (KVK {MOTHER}) is een knooppunt: 52 buren" in page.warning[0].value
    page.button(key="network_open").click().run()
    assert f"Dochter 52 B.V. (KVK {kvk(52)})" in _names(page)
    assert not any("knooppunt" in str(w.value) and "is een" in str(w.value) for w in page.warning)
    next(shown, None)


def test_location_page_leads_to_its_network(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = str(shown_run.table("worklist")["location_id"].to_pylist()[0])
    went: list[tuple[str, object]] = []
    monkeypatch.setattr(
        st, "switch_page", lambda page, query_params: went.append((page, query_params))
    )
    page = AppTest.from_file(str(PAGE.with_name("location.py")), default_timeout=30)
    page.query_params["location"] = listed
    page.query_params["deel"] = "netwerk"
    page.run()
    page.button(key="location_network").click().run()
    assert went == [("ui/app_pages/network.py", {"run": shown_run.path.name, "start": listed})]


def test_network_of_a_listed_location_tells_no_hit_and_no_arm(shown_run: snapshot.Run) -> None:
    hits = shown_run.table("hits").to_pylist()
    for row in shown_run.table("worklist").to_pylist()[:2]:
        page = _page(start=str(row["location_id"]), stappen="3")
        text = _text(page)
        told = [h["rule_id"] for h in hits if h["location_id"] == row["location_id"]]
        assert not [rule for rule in told if rule in text]


@pytest.mark.usefixtures("town")
def test_figures_help_to_read_and_score_nothing() -> None:
    text = _text(_page(start=location(2).id))
    assert "geen van deze maten telt mee" in text
    assert "sluiting (Opiumwet) M2, 1 januari 2025, hier" in text


@pytest.mark.usefixtures("town")
def test_network_is_told_in_english_for_who_chose_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "chosen", lambda: Language.ENGLISH)
    page = _page(start=location(2).id)
    told = _text(page)
    assert "closure (Opium Act) M2, 1 January 2025, here" in told
    assert ", source " in told
    assert ", bron " not in told
    around = _text(_page(start=kvk(1)))
    assert "shielded, with all other companies" in around
    assert "(afgeschermd)" not in around
    path = _page(van=kvk(1), naar=location(1).id)
    assert "Path 1, 3 steps" in _text(path)
    assert "relation" in str(path.get("vega_lite_chart")[0].proto)
    none = _page(van=kvk(1), naar=kvk(3))
    assert none.warning[0].value == "No path of at most 6 steps found."
