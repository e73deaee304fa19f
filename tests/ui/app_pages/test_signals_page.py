"""Signalen: the board, its filters by URL, what is full, and opening a signal."""

import pytest
from streamlit.testing.v1 import AppTest

from engine import snapshot
from engine.casework.case_models import CaseKind
from engine.casework.models import Role, Verdict
from engine.casework.process import capacity, evidence
from engine.casework.process.states import Origin, State
from engine.errors import CaseworkError
from tests.ui.app_pages import casework_world as world
from tests.ui.app_pages.casework_world import buttons, open_page, press, text
from ui import case_board, case_places, finding, review, state, victims


@pytest.mark.usefixtures("shown_run")
def test_without_signals_the_page_says_what_to_do() -> None:
    told = text(open_page("signals"))
    assert "Er zijn geen open signalen." in told
    assert "Nieuw signaal" in told


def test_card_tells_where_how_old_and_what_is_next(shown_run: snapshot.Run) -> None:
    number = world.signal(shown_run, origin=Origin.REPORT)
    page = open_page("signals")
    label = dict(review.labels(shown_run))[world.quiet(shown_run)[0]]
    assert f"{number} · {label}" in buttons(page)
    told = text(page)
    assert "0 dagen · melding · geen trekker · vervalt op" in told
    assert world.WHY in told


def test_card_leads_to_its_case(shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch) -> None:
    number, went = world.signal(shown_run), world.follow(monkeypatch)
    page = open_page("signals")
    page.button(key=f"signals_card_{number}").click().run()
    assert went == [("ui/app_pages/cases.py", {"run": shown_run.path.name, "zaak": str(number)})]


def test_more_than_fits_is_a_list_of_its_own(shown_run: snapshot.Run) -> None:
    count = case_board.CARDS + 2
    for location_id in world.quiet(shown_run, count):
        world.signal(shown_run, location_id=location_id)
    page = press(open_page("signals"), f"Toon alle {count} in Nieuw")
    assert page.query_params["staat"] in ("NIEUW", ["NIEUW"])
    assert len(page.dataframe[0].value) == count


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        pytest.param({"herkomst": "hand"}, True, id="origin"),
        pytest.param({"herkomst": "report"}, False, id="other origin"),
        pytest.param({"trekker": "niemand"}, True, id="of nobody"),
        pytest.param({"trekker": "ik"}, False, id="mine"),
        pytest.param({"staat": "NIEUW"}, True, id="state"),
        pytest.param({"staat": "WEGING_1"}, False, id="other state"),
        pytest.param({"klaar": "1"}, False, id="ended"),
        pytest.param({"beeld": "lijst"}, True, id="list"),
        pytest.param({"dorp": "Nergens"}, False, id="no such village"),
    ],
)
def test_view_stands_in_the_url(
    shown_run: snapshot.Run, query: dict[str, str], shown: bool
) -> None:
    world.signal(shown_run)
    page = open_page("signals", **query)
    assert (world.WHY in text(page)) is shown
    assert bool(page.info[1:]) is not shown


def test_village_filter_keeps_what_lies_there(shown_run: snapshot.Run) -> None:
    number = world.signal(shown_run)
    spots = case_places.book(shown_run)
    own = spots[world.stands(number).place_id].town
    towns = case_places.towns(shown_run)
    assert own in towns
    found = {town for town in towns if world.WHY in text(open_page("signals", dorp=town))}
    assert found == {own}


@pytest.mark.parametrize("words", ["nummer", "adres", "toezichthouder"])
def test_search_finds_a_number_an_address_and_words(shown_run: snapshot.Run, words: str) -> None:
    number = world.signal(shown_run)
    label = dict(review.labels(shown_run))[world.quiet(shown_run)[0]]
    asked = {"nummer": str(number), "adres": label.upper()}.get(words, words)
    page = open_page("signals")
    page.text_input(key="signals_words").set_value(asked).run()
    assert world.WHY in text(page)
    page.text_input(key="signals_words").set_value("nergens te vinden").run()
    assert world.WHY not in text(page)
    assert "Geen signalen met deze filters" in text(page)
    assert set(page.query_params) == {"run"}


def test_full_states_are_told_in_words(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.signal(shown_run)
    assert "Ruimte: **Bureauonderzoek** 0 van 2 in 7 dagen" in text(open_page("signals"))
    load = capacity.Load(State.DESK_RESEARCH, 2, 2, 7)
    monkeypatch.setattr(capacity, "loads", lambda *_, **__: [load])
    page = open_page("signals")
    assert page.warning[0].value.startswith("Vol: **Bureauonderzoek** 2 van 2 in 7 dagen.")


def test_one_filter_after_the_other_counts(shown_run: snapshot.Run) -> None:
    number = world.signal(shown_run)
    page = open_page("signals")
    for step in ("WEGING_1", "NIEUW", "WEGING_2"):
        page.selectbox(key="signals_state").set_value(step).run()
        assert page.query_params["staat"] == step
    page.selectbox(key="signals_state").set_value("alle").run()
    for ended in (True, False):
        page.toggle(key="signals_ended").set_value(ended).run()
        assert (f"signals_card_{number}" in {one.key for one in page.button}) is not ended


def test_list_of_one_step_fills_in_the_filter(shown_run: snapshot.Run) -> None:
    count = case_board.CARDS + 1
    for location_id in world.quiet(shown_run, count):
        world.signal(shown_run, location_id=location_id)
    page = press(open_page("signals"), f"Toon alle {count} in Nieuw")
    assert page.selectbox(key="signals_state").value == "NIEUW"


def test_url_that_cannot_be_read_is_told_literally(shown_run: snapshot.Run) -> None:
    assert shown_run
    page = open_page("signals", staat="<b>*x*</b>")
    assert r"staat=\<b\>\*x\*\</b\>: niet te tonen" in page.warning[0].value


@pytest.mark.parametrize("role", [Role.ANALYST, Role.BIBOB_OFFICER, Role.DRIEHOEK_ADVISER])
def test_roles_without_signals_see_none(
    shown_run: snapshot.Run, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.signal(shown_run)
    world.become(monkeypatch, "iemand", role)
    page = open_page("signals")
    assert world.WHY not in text(page)
    assert "In uw rol werkt u niet met signalen." in text(page)


def test_error_is_told_and_ends_the_page(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shown_run

    def fail(*_: object, **__: object) -> None:
        raise CaseworkError("de <b>databank</b> zwijgt")

    monkeypatch.setattr(case_board, "signals", fail)
    page = open_page("signals")
    assert r"de \<b\>databank\</b\> zwijgt" in page.error[0].value


def _new(run: snapshot.Run, location_id: str, *, origin: Origin | None, purpose: str) -> AppTest:
    """The form for a new signal, filled in and sent."""
    label = dict(review.labels(run))[location_id]
    page = open_page("signals", nieuw="1")
    page.text_input(key="signal_new_words").set_value(label).run()
    chosen = page.selectbox(key="signal_new_chosen")
    if chosen.value is None:
        chosen.set_value(location_id).run()
    page.radio(key="signal_new_origin").set_value(origin)
    page.text_area(key="signal_new_purpose").set_value(purpose)
    return press(page, "Open signaal")


def test_signal_by_hand_starts_with_the_hits_of_the_run(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    went = world.follow(monkeypatch)
    quiet = set(world.quiet(shown_run, 10_000))
    hits = shown_run.table("hits").to_pylist()
    counting = {h["location_id"] for h in hits if h["outcome"] == "HIT" and h["role"] == "scenario"}
    location_id = min(quiet & counting)
    _new(shown_run, location_id, origin=Origin.PARTNER, purpose="De omgevingsdienst vroeg ernaar.")
    number = int(went[0][1]["zaak"])
    case = world.stands(number)
    assert (case.kind, case.origin, case.state) == (CaseKind.SIGNAL, Origin.PARTNER, State.NEW)
    with state.casework().reading() as session:
        assert evidence.of_case(session, case)


@pytest.mark.parametrize(
    ("origin", "purpose", "told"),
    [
        pytest.param(None, "Een reden.", "Kies waar het vandaan komt.", id="no origin"),
        pytest.param(Origin.HAND, " ", "Een reden is nodig", id="no reason"),
    ],
)
def test_form_that_is_not_complete_opens_nothing_and_keeps_what_was_typed(
    shown_run: snapshot.Run, origin: Origin | None, purpose: str, told: str
) -> None:
    page = _new(shown_run, world.quiet(shown_run)[0], origin=origin, purpose=purpose)
    assert told in page.error[0].value
    assert page.text_area(key="signal_new_purpose").value == purpose
    assert case_board.find(shown_run, "1", size=5) == []


def test_listed_location_is_judged_before_a_signal_of_the_list_is_opened(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    location_id = shown_run.table("worklist")["location_id"].to_pylist()[0]
    query = {"run": shown_run.path.name, "location": location_id}
    assert "Open signaal" not in buttons(open_page("location", **query))
    found = review.dossier(shown_run, location_id)
    review.judge(shown_run, found, Verdict.WORTH_A_LOOK, reason="Nader kijken.", explanation=None)
    page, went = open_page("location", **query), world.follow(monkeypatch)
    page.text_area(key=f"signal_purpose_{location_id}").set_value("De feiten vragen om wegen.")
    press(page, "Open signaal")
    assert world.stands(int(went[0][1]["zaak"])).origin is Origin.LIST
    assert "Zaak 1: Nieuw" in buttons(open_page("location", **query))
    assert "Zaak 1: Nieuw" in buttons(open_page("worklist"))


def test_bibob_officer_sees_no_address_of_a_masked_location(
    routed_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    location_id = world.quiet(routed_run)[0]
    number = world.signal(routed_run, location_id=location_id)
    label = dict(review.labels(routed_run))[location_id]
    victims.mask(routed_run, location_id, reason="Mogelijk slachtoffer.")
    assert finding.locations(routed_run, label, most=5)
    place_id = world.stands(number).place_id
    assert case_places.book(routed_run)[place_id].label == label
    world.become(monkeypatch, "bibob", Role.BIBOB_OFFICER)
    assert case_places.book(routed_run)[place_id].label == "afgeschermde locatie"
    assert (location_id, label) not in finding.locations(routed_run, label, most=50)
