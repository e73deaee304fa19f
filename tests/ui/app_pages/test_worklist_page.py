"""Werklijst: filters in the URL, keys, weeks, what is put off, and the rest."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from engine.casework.models import Role, Verdict
from engine.errors import CaseworkError
from engine.snapshot import Run
from tests.ui.app_pages.casework_world import become, follow, open_page, press, text
from ui import acting, list_owners, review, snoozing, state, today_view, worklist_view


def _names(run: Run) -> list[str]:
    return [row.location_id for row in review.listed(run)]


def _shown(page: AppTest) -> list[int]:
    """Places in the list of the locations that are shown."""
    keys = (str(button.key) for button in page.button if button.key)
    return [int(key.rsplit("_", 1)[1]) for key in keys if key.startswith("worklist_open_")]


def test_filter_by_village_stands_in_the_url(shown_run: Run) -> None:
    town = review.dossier(shown_run, _names(shown_run)[0]).place.town
    page = open_page("worklist")
    assert _shown(page) == list(range(1, len(_names(shown_run)) + 1))
    page.selectbox(key="list_town").set_value(town).run()
    assert page.query_params["dorp"] == town
    towns = {review.dossier(shown_run, _names(shown_run)[at - 1]).place.town
             for at in _shown(page)}  # fmt: skip
    assert towns == {town}


def test_filters_of_the_url_are_kept(shown_run: Run) -> None:
    kinds = [review.dossier(shown_run, name).place.kind for name in _names(shown_run)]
    page = open_page("worklist", soort="yard")
    assert _shown(page) == [at for at, kind in enumerate(kinds, start=1) if kind == "yard"]


def test_village_that_is_not_on_the_list_filters_nothing(shown_run: Run) -> None:
    assert len(_shown(open_page("worklist", dorp="Nergens"))) == len(_names(shown_run))


def test_judged_or_not_is_a_filter(shown_run: Run) -> None:
    name = _names(shown_run)[2]
    found = review.dossier(shown_run, name)
    review.judge(shown_run, found, Verdict.UNCLEAR, reason="Verzonnen.", explanation=None)
    assert _shown(open_page("worklist", oordeel="beoordeeld")) == [3]
    assert 3 not in _shown(open_page("worklist", oordeel="te-doen"))


@pytest.mark.usefixtures("shown_run")
def test_filters_that_leave_nothing_say_so() -> None:
    assert "past bij de filters" in text(open_page("worklist", oordeel="beoordeeld"))


@pytest.mark.usefixtures("shown_run")
def test_what_of_the_url_is_odd_is_told() -> None:
    page = open_page("worklist", plek="x")
    assert "In de link klopt iets niet: plek=x" in page.warning[0].value


def test_keys_go_through_the_list(shown_run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page("worklist")
    shortcuts = {button.label: button.proto.shortcut for button in page.button}
    assert (shortcuts["Volgende"], shortcuts["Vorige"]) == ("j", "k")
    assert page.button(key="triage_before").disabled
    page = press(page, "Volgende")
    assert page.query_params["plek"] == "2"
    went = follow(monkeypatch)
    page.button(key="triage_judge").click().run()
    assert went == [("ui/app_pages/location.py", state.link(shown_run, _names(shown_run)[1]))]


def test_last_of_the_list_has_no_next(shown_run: Run) -> None:
    page = open_page("worklist", plek=str(len(_names(shown_run))))
    assert page.button(key="triage_next").disabled


def test_first_that_is_to_do_is_at_hand(shown_run: Run) -> None:
    found = review.dossier(shown_run, _names(shown_run)[0])
    review.judge(shown_run, found, Verdict.UNCLEAR, reason="Verzonnen.", explanation=None)
    label = review.dossier(shown_run, _names(shown_run)[1]).place.label
    assert f"**2. {label}**" in [one.value for one in open_page("worklist").markdown]


def _asking(folder: str, name: str) -> None:
    """The form over the page, as a page of its own: a dialog lives for one drawing only."""
    from ui import state
    from ui.components import snooze_form

    snooze_form.ask(state.opened(folder), name, "Verzonnen weg 1")


def test_key_opens_the_form_that_puts_off(shown_run: Run) -> None:
    page = press(open_page("worklist"), "Stel uit")
    assert page.text_area(key=f"snooze_reason_{_names(shown_run)[0]}")


def test_location_is_put_off_with_a_reason_and_a_day(shown_run: Run) -> None:
    name = _names(shown_run)[0]
    page = AppTest.from_function(_asking, args=(str(shown_run.path), name)).run()
    page.button[0].click().run()
    assert "reden is nodig" in page.error[0].value
    page.text_area(key=f"snooze_reason_{name}").set_value("Eerst de vergunning afwachten.")
    page.button[0].click().run()
    assert not page.exception
    assert list(worklist_view.snoozed(shown_run)) == [name]
    assert "uitgesteld tot en met" in text(open_page("worklist"))


def test_snooze_needs_a_reason_and_a_day_to_come(shown_run: Run) -> None:
    name, today = _names(shown_run)[0], state.today()
    with pytest.raises(CaseworkError, match="een reden"):
        snoozing.snooze(shown_run, name, until=today + timedelta(days=3), reason=" ")
    with pytest.raises(CaseworkError, match="een dag na vandaag"):
        snoozing.snooze(shown_run, name, until=today, reason="Later.")
    assert worklist_view.snoozed(shown_run) == {}


def test_snooze_can_be_taken_back(shown_run: Run) -> None:
    name, until = _names(shown_run)[0], state.today() + timedelta(days=3)
    snoozing.snooze(shown_run, name, until=until, reason="Later.")
    snoozing.wake(state.identities(shown_run)[name])
    assert worklist_view.snoozed(shown_run) == {}
    with pytest.raises(CaseworkError, match="niet meer uitgesteld"):
        snoozing.wake(state.identities(shown_run)[name])


def test_role_that_does_not_judge_puts_nothing_off(
    shown_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = _names(shown_run)[0]
    become(monkeypatch, "iemand", Role.BIBOB_OFFICER)
    until = state.today() + timedelta(days=3)
    with pytest.raises(CaseworkError, match="mag u dit niet"):
        snoozing.snooze(shown_run, name, until=until, reason="Later.")
    for ask in (worklist_view.rest, worklist_view.snoozed, worklist_view.eligible_elsewhere):
        with pytest.raises(CaseworkError):
            ask(shown_run)


def test_meter_tells_what_is_left(shown_run: Run) -> None:
    before = worklist_view.meter(worklist_view.items(shown_run))
    found = review.dossier(shown_run, _names(shown_run)[0])
    review.judge(shown_run, found, Verdict.UNCLEAR, reason="Verzonnen.", explanation=None)
    after = worklist_view.meter(worklist_view.items(shown_run))
    assert (before.judged, before.own, after.judged, after.own) == (0, 0, 1, 1)
    assert before.minutes_left - after.minutes_left == before.minutes_each
    assert "35 minuten per locatie (te verifiëren)" in text(open_page("worklist"))


def test_newest_run_of_a_week_stands_for_it(shown_run: Run) -> None:
    assert {week: run.path for week, run in worklist_view.by_week().items()} == {
        "2026-W44": shown_run.path
    }
    assert open_page("worklist").selectbox(key=f"list_week_{shown_run.path.name}").options == [
        "2026-W44 (run van 1 november 2026)"
    ]


def test_rest_tells_how_many_more_and_not_which(shown_run: Run) -> None:
    rows = shown_run.table("locations").to_pylist()
    eligible = {row["location_id"]: row["label"] for row in rows if row["eligible"]}
    others = set(eligible) - set(_names(shown_run))
    assert worklist_view.eligible_elsewhere(shown_run) == len(others)
    assert not [name for name in others if eligible[name] in text(open_page("worklist"))]


def test_liaison_gives_a_location_and_takes_it_back(
    shown_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _meet(monkeypatch, "a.collega", Role.ANALYST)
    page = open_page("worklist")
    assert not page.toggle
    page.selectbox(key="list_owner_2").set_value("a.collega").run()
    page.button(key="list_give_2").click().run()
    assert not page.exception
    assert list_owners.of_list(shown_run) == {_names(shown_run)[1]: "a.collega"}
    assert ":material/person: Voor: a.collega" in [one.value for one in page.caption]
    page.button(key="list_take_2").click().run()
    assert list_owners.of_list(shown_run) == {}


def test_who_got_a_location_finds_it_without_what_the_rules_say(
    shown_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _meet(monkeypatch, "a.collega", Role.ANALYST)
    open_page("worklist")
    list_owners.give(shown_run, _names(shown_run)[2], "a.collega")
    become(monkeypatch, "a.collega", Role.ANALYST)
    told = [line.text for line in today_view.of(shown_run).needs]
    assert "1 locatie van de weeklijst is aan u toegewezen" in told
    page = open_page("worklist")
    assert not [one for one in page.button if str(one.key).startswith("list_give")]
    page.toggle(key="list_mine").set_value(True).run()
    assert page.query_params["trekker"] == "ik"
    assert _shown(page) == [3]
    assert "Nog niet beoordeeld" in text(page)
    assert "band" not in "".join(one.value for one in page.markdown if "Oordeel" in one.value)
    page.toggle(key="list_mine").set_value(False).run()
    assert len(_shown(page)) == len(_names(shown_run))


@pytest.mark.usefixtures("shown_run")
def test_filter_that_leaves_nothing_can_be_taken_off() -> None:
    page = open_page("worklist", trekker="ik")
    assert "past bij de filters" in text(page)
    page.toggle(key="list_mine").set_value(False).run()
    assert _shown(page)


def test_only_the_liaison_gives(shown_run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    open_page("worklist")
    with pytest.raises(CaseworkError, match="nog niet ingelogd"):
        list_owners.give(shown_run, _names(shown_run)[0], "n.niemand")
    become(monkeypatch, "a.collega", Role.ANALYST)
    with pytest.raises(CaseworkError, match="mag u dit niet"):
        list_owners.give(shown_run, _names(shown_run)[0], None)


def _meet(monkeypatch: pytest.MonkeyPatch, subject: str, role: Role) -> None:
    """Let somebody sign in once, so that casework knows them; then be the liaison again."""
    become(monkeypatch, subject, role)
    with acting.signed_in():
        pass
    become(monkeypatch, "tester", Role.RIEC_LIAISON)
