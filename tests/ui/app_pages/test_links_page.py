"""Koppelingen: none, one, many, two persons, bulk, undo, somebody in between, and an error."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from engine.casework import matches, users
from engine.casework.match_models import MatchKind, MatchVerdict
from engine.casework.matches import Judged, Pair, Said
from engine.casework.models import Role
from engine.errors import RunError
from engine.exports.pairs import left_out
from engine.exports.pairs.left_out import LeftOut
from engine.register.match_candidates import MatchCandidate
from engine.snapshot import Run
from tests import invented_pairs
from tests.ui.app_pages.casework_world import open_page, press, text
from ui import language, links_url, links_view, state
from ui.components import link_list
from ui.components.literal import literal
from ui.language import Language
from ui.links_url import Part

WHY = "Zelfde bedrijf, zelfde straat."
Paired = Callable[[Sequence[MatchCandidate]], list[Pair]]


@pytest.fixture
def paired(shown_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paired:
    """Lets the pages show a run with these pairs."""

    def put(found: Sequence[MatchCandidate]) -> list[Pair]:
        invented_pairs.put(shown_run, tmp_path / "paired", found)
        monkeypatch.setenv("DIJKWACHT_RUNS", str(tmp_path / "paired"))
        return [matches.pair(MatchKind(one.kind), one.subject, one.other) for one in found]

    return put


@pytest.fixture
def four(shown_run: Run, paired: Paired) -> list[Pair]:
    """Two pairs of people, a company and an address."""
    return paired(invented_pairs.of(shown_run))


def _judged(pair: Pair) -> Judged:
    with state.casework().reading() as session:
        found = matches.of_pairs(session, [pair], on=state.now().date())
        session.expunge_all()
    return found.get(pair, matches.NOBODY)


def _say(pair: Pair, verdict: MatchVerdict, *, user: str = "anders") -> None:
    with state.casework().writing() as session:
        who = users.sign_in(session, subject=user, role=Role.ANALYST, now=state.now())
        said = Said(verdict, WHY, "run-1", {}, {})
        matches.judge(session, [pair], said, user=who, now=state.now())


def _show(pair: Pair, **query: str) -> AppTest:
    return open_page("links", paar=links_url.mark(pair), **query)


def _judge(page: AppTest, verdict: MatchVerdict) -> AppTest:
    page.radio[0].set_value(verdict)
    page.text_area[0].set_value(WHY)
    return press(page, "Leg vast")


@pytest.mark.usefixtures("shown_run")
def test_without_pairs_the_page_says_what_to_do(paired: Paired) -> None:
    paired([])
    told = text(open_page("links"))
    assert "geen koppelingen om te beoordelen" in told
    assert "dijkwacht run" in told


def test_one_pair_stands_side_by_side_with_why_and_what_would_change(
    shown_run: Run, paired: Paired
) -> None:
    (pair,) = paired(invented_pairs.of(shown_run)[2:3])
    page = open_page("links")
    told = text(page)
    assert "Is dit hetzelfde bedrijf?" in told
    assert f"KVK-nummer: {pair.other}" in told
    assert "rechtsvorm: bv" in told
    assert 'naam,lijkt erop,"+8,25",spreekt ervoor' in page.table[0].value.to_csv(index=False)
    assert "Wat verandert bij *dezelfde*" in told
    assert "vergunningen" in told


def test_people_are_shown_by_pseudonym_company_and_dates_never_in_full(
    four: list[Pair],
) -> None:
    page = _show(four[0])
    told = text(page)
    assert "Is dit dezelfde persoon?" in told
    assert "Namen staan niet op deze pagina" in told
    assert four[0].subject[:8] in told
    assert four[0].subject not in told + repr(page.query_params)


def test_many_pairs_come_by_pages(shown_run: Run, paired: Paired) -> None:
    one = invented_pairs.of(shown_run)[2]
    count = link_list.ROWS + 3
    paired([
        MatchCandidate(one.kind, one.subject, str(90000000 + at), 0.9, 0, "name", one.why, ())
        for at in range(count)
    ])  # fmt: skip
    page = open_page("links")
    assert len(page.checkbox) == link_list.ROWS + 1
    page = press(page, "Volgende")
    assert len(page.checkbox) == 3 + 1
    assert "Blad 2 van 2" in text(page)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        pytest.param({}, 4, id="all"),
        pytest.param({"soort": "persoon"}, 2, id="kind"),
        pytest.param({"kans": "80"}, 2, id="probability"),
        pytest.param({"deel": "beoordeeld"}, 0, id="nothing judged yet"),
    ],
)
@pytest.mark.usefixtures("four")
def test_filters_stand_in_the_url(query: dict[str, str], count: int) -> None:
    page = open_page("links", **query)
    assert len(page.checkbox) == (count + 1 if count else 0)


@pytest.mark.usefixtures("four")
def test_one_filter_after_the_other_counts() -> None:
    page = open_page("links")
    for kind, count in ((MatchKind.PERSON, 2), (MatchKind.ADDRESS, 1)):
        page.selectbox(key="links_kind").set_value(kind.value).run()
        assert len(page.checkbox) == count + 1
        assert page.query_params["soort"] == kind.label
    for least, count in ((100, 0), (0, 1)):
        page.slider(key="links_least").set_value(least).run()
        assert len(page.checkbox) == (count + 1 if count else 0)
    for part in (Part.JUDGED, Part.UNSURE, Part.OPEN):
        page.button_group(key="links_part").set_value(part).run()
        assert page.query_params.get("deel", Part.OPEN.value) == part.value


def test_judgement_moves_a_pair_and_can_be_undone(four: list[Pair]) -> None:
    company = four[2]
    page = _judge(_show(company), MatchVerdict.SAME)
    assert "Vastgelegd: dezelfde, dit paar." in text(page)
    assert _judged(company).state.value == "same"
    page = _show(company, deel="beoordeeld")
    assert WHY in text(page)
    page.text_area[0].set_value("Toch een ander.")
    press(page, "Trek in")
    assert [e.verdict.value for e in _judged(company).entries] == ["same", "withdrawn"]


def test_two_people_need_a_second_person(four: list[Pair], monkeypatch: pytest.MonkeyPatch) -> None:
    people = four[0]
    _judge(_show(people), MatchVerdict.SAME)
    assert _judged(people).state.value == "waiting"
    page = _show(people, deel="tweede-persoon")
    assert "Uw eigen oordeel wacht op een tweede persoon" in text(page)
    monkeypatch.setenv("DIJKWACHT_USER", "tweede")
    page = _show(people, deel="tweede-persoon")
    page.text_area[0].set_value("Ook gezien.")
    page = press(page, "Eens: koppel")
    assert "Vastgelegd: eens" in text(page)
    assert _judged(people).state.value == "same"


def test_ticked_pairs_are_judged_with_one_reason(four: list[Pair]) -> None:
    page = open_page("links")
    page.checkbox[0].set_value(True).run()
    assert "4 paren tegelijk" in text(page)
    page = _judge(page, MatchVerdict.DIFFERENT)
    assert "Vastgelegd: verschillend, 4 paren." in text(page)
    assert {_judged(pair).state.value for pair in four} == {"different"}


def test_who_judged_meanwhile_is_told_and_nothing_is_lost(four: list[Pair]) -> None:
    company = four[2]
    page = _show(company)
    _say(company, MatchVerdict.UNSURE)
    page = _judge(page, MatchVerdict.SAME)
    told = text(page)
    assert "anders" in told
    assert "intussen beoordeeld" in told.lower()
    assert page.text_area[0].value == WHY
    assert len(_judged(company).entries) == 1
    page = press(page, "Ik heb de nieuwe stand bekeken")
    _judge(page, MatchVerdict.SAME)
    assert _judged(company).state.value == "same"


@pytest.mark.parametrize("missing", ["verdict", "reason"])
def test_what_is_missing_is_told(four: list[Pair], missing: str) -> None:
    page = _show(four[2])
    if missing == "reason":
        page.radio[0].set_value(MatchVerdict.SAME)
    page = press(page, "Leg vast")
    assert page.error[0].value in ("Kies een oordeel.", "Een reden is nodig.")
    assert _judged(four[2]).entries == ()


def test_contradiction_says_why_it_is_not_applied(shown_run: Run, paired: Paired) -> None:
    one = invented_pairs.of(shown_run)[2]
    other = MatchCandidate(one.kind, one.subject, "90000000", 0.8, 0, "name", one.why, ())
    pairs = paired([one, other])
    for pair in pairs:
        _say(pair, MatchVerdict.SAME)
    told = text(_show(pairs[0], deel="beoordeeld"))
    assert "dezelfde naam is aan twee KVK-nummers gekoppeld" in told


@pytest.mark.usefixtures("four")
def test_other_role_sees_no_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIJKWACHT_ROLE", "bibob_officer")
    told = text(open_page("links"))
    assert "In uw rol beoordeelt u geen koppelingen." in told


@pytest.mark.usefixtures("four")
def test_link_with_a_mistake_is_told() -> None:
    assert "soort=hond" in text(open_page("links", soort="hond"))


@pytest.mark.usefixtures("shown_run")
def test_error_of_ours_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Run) -> None:
        raise RunError("de tabel is stuk")

    monkeypatch.setattr(links_view, "rows", fail)
    page = open_page("links")
    assert page.error[0].value == "De koppelingen kunnen niet worden getoond: de tabel is stuk"


@pytest.mark.parametrize("has_pairs", [True, False], ids=["beside pairs", "without any pair"])
def test_what_a_limit_left_out_is_told(
    paired: Paired, shown_run: Run, monkeypatch: pytest.MonkeyPatch, *, has_pairs: bool
) -> None:
    paired(invented_pairs.of(shown_run) if has_pairs else [])
    cut = LeftOut(MatchKind.PERSON, pairs=12, too_common=0)
    monkeypatch.setattr(left_out, "of_run", lambda _: [cut])
    told = [caption.value for caption in open_page("links").caption]
    assert literal(cut.sentence) in told


def test_pairs_are_told_in_english_for_who_chose_that(
    four: list[Pair], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "chosen", lambda: Language.ENGLISH)
    cut = LeftOut(MatchKind.PERSON, pairs=1200, too_common=0)
    monkeypatch.setattr(left_out, "of_run", lambda _: [cut])
    told = text(_show(four[0]))
    assert f"Pseudonym {four[0].subject[:8]}" in told
    assert f"pseudonym {four[0].subject[:8]}" in told
    assert "1,200 less likely pairs of persons are not in this list" in told
    assert "seudoniem" not in told
