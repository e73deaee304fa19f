"""No page writes a name or the id of a person into its URL."""

import re
from pathlib import Path

import pytest
import streamlit as st

from engine.snapshot import Run
from tests.engine.network.published import publish
from tests.engine.network.world import empty_world, kvk
from ui import finding, network_url, private_keys, wanted_url
from ui.network_url import Shown

UI = Path(__file__).resolve().parents[2] / "ui"
PERSON = "Person:P" + "a" * 20
NOBODY = {
    "run", "location", "bron", "regel", "zaak", "deel", "staat", "dorp", "herkomst", "trekker",
    "soort", "klaar", "beeld", "blad", "nieuw", "dossier", "overleg", "start", "stappen", "uit",
    "dicht", "dag", "geldig", "van", "naar", "sinds", "tot", "knoop", "thema", "gebied",
    "kleur", "eerder", "kans", "paar", "jaar", "venster", "lagen", "vak", "halte",
    "met", "oordeel", "plek", "pakket", "stand", "volgorde", "genoeg",
}  # fmt: skip
"""Parameters of all pages: none takes words that somebody types, or who somebody is."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run without enterprises, so that no number is known to be that of a legal person."""
    with empty_world() as world:
        return publish(world, tmp_path_factory.mktemp("keys") / "runs")


@pytest.fixture(autouse=True)
def _visit() -> None:
    st.session_state.clear()


@pytest.mark.parametrize(
    "key",
    [PERSON, "Person:Paaaaa", "90000001", "Enterprise:90000001"],
    ids=["person", "shortened", "number of who may be a person", "the same as a node"],
)
def test_person_is_a_word_that_only_this_visit_reads(run: Run, key: str) -> None:
    told = private_keys.veil(run, network_url.write(Shown(start=key, opened=(key,))))
    assert told == {"start": ["gekozen-1"], "uit": ["gekozen-1"]}
    assert private_keys.unveil(told) == ({"start": [key], "uit": [key]}, ())
    st.session_state.clear()
    read, lost = private_keys.unveil(told)
    assert (read, len(lost)) == ({"start": [], "uit": []}, 1)


@pytest.mark.parametrize(
    "key", ["L1884019000000002", "Licence:V-1", "Branch:000000000002", "afgeschermd-1", "persoon-1"]
)
def test_what_is_no_person_stands_as_it_is(run: Run, key: str) -> None:
    assert private_keys.veil(run, {"knoop": [key]}) == {"knoop": [key]}


def test_legal_person_stands_as_it_is(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "_companies", lambda _: {kvk(1): "Verzonnen B.V."})
    assert private_keys.veil(run, {"start": [kvk(1), kvk(2)]}) == {"start": [kvk(1), "gekozen-1"]}


def test_two_people_have_two_words(run: Run) -> None:
    told = private_keys.veil(run, {"uit": [PERSON, "Person:Pbbbbb", PERSON]})
    assert told == {"uit": ["gekozen-1", "gekozen-2", "gekozen-1"]}


def test_pages_write_no_other_parameters_than_these() -> None:
    written = set()
    for file in UI.rglob("*.py"):
        text = file.read_text("utf-8")
        written |= set(re.findall(r'query_params\[(?:\w+\.)?"?(\w+)"?\] = ', text))
    named = {"RUN", "LOCATION", "SOURCE", "RULE", "FILE", "MEETING"}
    assert written <= named
    assert set(wanted_url.PARAMETERS) == NOBODY
    for keys in (network_url.write(_full()),):
        assert keys.keys() <= NOBODY


def test_one_module_writes_whole_urls() -> None:
    wholes = {f.name for f in UI.rglob("*.py") if "query_params.from_dict" in f.read_text("utf-8")}
    assert wholes == {"state.py"}


def _full() -> Shown:
    return Shown(start="a", goal="b", hops=3, opened=("c",), folded=("d",), node="e", case="1")
