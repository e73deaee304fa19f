"""The pages: neutral before a judgement, complete after it, clear when something is wrong."""

from pathlib import Path

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from engine import snapshot
from engine.casework.models import Verdict
from engine.exports.words import word
from tests import casework_file
from tests.engine.conftest import make_run
from ui import review, state

PAGES = Path(__file__).resolve().parents[3] / "ui" / "app_pages"
NAMES = ("today", "worklist", "location", "map", "network", "sources")


def _page(name: str, **query: str) -> AppTest:
    page = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=30)
    for key, value in query.items():
        page.query_params[key] = value
    return page.run()


def _pressed(page: AppTest, label: str) -> None:
    next(button for button in page.button if button.label == label).click().run()


def _text(page: AppTest) -> str:
    """Everything that the page says, in its body and side bar."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "success", "info", "error")
    found = [element for kind in kinds for element in page.get(kind)]
    return "\n".join(str(getattr(element, "value", "")) for element in found)


def _ranked(run: snapshot.Run) -> str:
    rows = run.table("worklist").to_pylist()
    return str(next(row["location_id"] for row in rows if row["arm"] == "ranked"))


@pytest.mark.parametrize("name", NAMES)
def test_page_without_a_run_says_what_to_do(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIJKWACHT_RUNS", str(tmp_path))
    page = _page(name)
    assert not page.exception
    assert "dijkwacht run" in page.error[0].value


@pytest.fixture(scope="module")
def no_locations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a run of no delivery at all."""
    folder = tmp_path_factory.mktemp("nothing")
    (folder / "sources.yaml").write_text('municipality: "1884"\nsources: []\n', "utf-8")
    make_run(folder, folder / "runs")
    return folder / "runs"


@pytest.mark.parametrize("name", NAMES)
def test_page_of_a_run_without_locations_is_no_error(
    name: str, no_locations: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIJKWACHT_RUNS", str(no_locations))
    monkeypatch.setenv("DIJKWACHT_CASEWORK", casework_file.url(tmp_path))
    state.casework.clear()
    page = _page(name)
    assert not page.exception
    assert not page.error
    assert page.info


@pytest.mark.usefixtures("shown_run")
@pytest.mark.parametrize("name", NAMES)
def test_page_tells_that_the_data_is_invented(name: str) -> None:
    page = _page(name)
    assert not page.exception
    assert "verzonnen" in page.info[0].value


@pytest.mark.parametrize("name", NAMES)
def test_page_names_a_run_that_is_not_there(name: str, shown_run: snapshot.Run) -> None:
    page = _page(name, run="2020-01-01-abc")
    assert not page.exception
    assert shown_run.path.name in page.error[0].value


def test_unknown_location_offers_another_search(shown_run: snapshot.Run) -> None:
    page = _page("location", run=shown_run.path.name, location="L0")
    assert "geen locatie 'L0'" in page.error[0].value
    assert "Andere locatie zoeken" in [button.label for button in page.button]


def test_missing_casework_is_a_clear_message(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DIJKWACHT_CASEWORK")
    state.casework.clear()
    assert shown_run
    assert "DIJKWACHT_CASEWORK" in _page("worklist").error[0].value.replace("\\", "")


def test_worklist_shows_every_location_in_its_order(shown_run: snapshot.Run) -> None:
    listed = shown_run.table("worklist").sort_by("position")["location_id"].to_pylist()
    text = _text(_page("worklist"))
    labels = [review.dossier(shown_run, location).place.label for location in listed]
    places = [text.index(f"{i}. {label}") for i, label in enumerate(labels, start=1)]
    assert places == sorted(places)


def _revealing(run: snapshot.Run, location_id: str) -> set[str]:
    """Words that would tell what the rules make of a location."""
    found = review.dossier(run, location_id).assessment
    assert found is not None
    said = {text for o in (*found.hits, *found.mitigating) for text in (o.rule_id, o.sentence)}
    arms = {f"· {word('arm', arm)}" for arm in ("ranked", "random")}
    return said | arms | {f"band {word('band', found.band)}"}


def test_req_hum_2_nothing_is_revealed_before_the_first_judgement(shown_run: snapshot.Run) -> None:
    listed = shown_run.table("worklist")["location_id"].to_pylist()
    told = _text(_page("worklist")) + _text(_page("map"))
    for location_id in listed:
        own = _text(_page("location", run=shown_run.path.name, location=location_id))
        revealed = {said for said in _revealing(shown_run, location_id) if said in told + own}
        assert not revealed, location_id


def test_saved_dossier_is_neutral_before_the_first_judgement(shown_run: snapshot.Run) -> None:
    found = review.dossier(shown_run, _ranked(shown_run))
    assert found.assessment is not None
    assert review.visible(found, None).assessment is None


def test_judgement_opens_the_location(shown_run: snapshot.Run) -> None:
    location_id = _ranked(shown_run)
    page = _page("location", run=shown_run.path.name, location=location_id)
    page.radio[0].set_value(Verdict.WORTH_A_LOOK)
    page.text_area[0].set_value("Vijf bedrijven in een woning.")
    _pressed(page, "Leg oordeel vast")
    assert not page.exception
    text = _text(page)
    found = review.dossier(shown_run, location_id).assessment
    assert found is not None
    assert all(outcome.sentence in text for outcome in found.hits)
    assert "Wat pleit ertegen" in text
    assert "Vijf bedrijven in een woning." in text
    assert Verdict.WORTH_A_LOOK.label in _text(_page("worklist"))


@pytest.mark.parametrize(
    ("verdict", "reason", "told"),
    [
        pytest.param(None, "reden", "Kies een oordeel", id="no verdict"),
        pytest.param(Verdict.UNCLEAR, " ", "Een reden is nodig", id="no reason"),
        pytest.param(Verdict.UNCLEAR, "van 111222333", "BSN", id="a BSN"),
    ],
)
def test_judgement_that_is_not_complete_is_not_recorded(
    shown_run: snapshot.Run, verdict: Verdict | None, reason: str, told: str
) -> None:
    location_id = _ranked(shown_run)
    page = _page("location", run=shown_run.path.name, location=location_id)
    if verdict is not None:
        page.radio[0].set_value(verdict)
    page.text_area[0].set_value(reason)
    _pressed(page, "Leg oordeel vast")
    assert told in page.error[0].value
    found = review.dossier(shown_run, location_id)
    assert review.judgement(shown_run, found) is None


def test_role_that_sees_no_score_may_not_judge(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIJKWACHT_ROLE", "bibob_officer")
    page = _page("location", run=shown_run.path.name, location=_ranked(shown_run))
    page.radio[0].set_value(Verdict.INNOCENT)
    page.text_area[0].set_value("reden")
    _pressed(page, "Leg oordeel vast")
    assert "mag u dit niet" in page.error[0].value


def test_role_that_sees_no_score_sees_no_hits_of_a_judged_location(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    location_id = _ranked(shown_run)
    found = review.dossier(shown_run, location_id)
    review.judge(shown_run, found, Verdict.WORTH_A_LOOK, reason="vijf bedrijven", explanation=None)
    monkeypatch.setenv("DIJKWACHT_ROLE", "bibob_officer")
    listed = _page("worklist")
    assert "mag u dit niet; wel: analist" in listed.error[0].value
    page = _page("location", run=shown_run.path.name, location=location_id)
    assert review.NOT_SHOWN in _text(page)
    assert found.assessment is not None
    for text in map(_text, (listed, page)):
        assert not [o.rule_id for o in found.assessment.hits if o.sentence in text]


def test_location_page_without_a_choice_lets_one_search(shown_run: snapshot.Run) -> None:
    page = _page("location")
    assert len(page.selectbox(key="location_search").options) == _count(shown_run)
    assert "Kies een locatie" in _text(page)


def _count(run: snapshot.Run) -> int:
    table: pa.Table = run.table("locations")
    return int(table.num_rows)
