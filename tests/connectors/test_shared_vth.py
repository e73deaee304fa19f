"""Samples of case systems and Signalen that may not be copied here, read where they lie."""

import json
from collections.abc import Iterator, Mapping

import pytest

from connectors.reports.api import KEYS
from connectors.reports.edge import edge
from engine.errors import SourceChanged
from engine.settings import load_settings
from tests import shared
from tests.connectors.deliver import FIXTURES, quarantined
from tests.connectors.reports import signals
from tests.connectors.vth import cases

SHARED = shared.DATA / "permits"

pytestmark = shared.needs(SHARED)

BLOCKS = ("report", "status", "category", "location", "address")


def _properties(schema: object, name: str = "report") -> Iterator[tuple[str, str]]:
    """Yield block and key of everything that a JSON schema of Signalen allows."""
    for part in schema if isinstance(schema, list) else [schema]:
        if not isinstance(part, Mapping):
            continue
        for key, inner in part.get("properties", {}).items():
            yield name, key
            yield from _properties(inner, key)
        for combined in ("anyOf", "items"):
            yield from _properties(part.get(combined), name)


@pytest.mark.parametrize("name", ["", "_pk"])
def test_every_key_of_the_official_answers_is_known_or_dropped(name: str) -> None:
    file = SHARED / "signalen" / f"get_signals_v1_private_signals{name}.json"
    schema = json.loads(file.read_text("utf-8"))
    report = schema["properties"].get("results", {}).get("items", schema)
    dropped = edge(load_settings(), None).dropped
    unknown = {
        (block, key)
        for block, key in _properties(report)
        if block in BLOCKS and key not in KEYS[block] and key not in dropped
    }
    assert unknown == set()


@pytest.mark.parametrize("name", ["get_signals_v1_private_signals.json", "categories.json"])
def test_other_files_of_signalen_are_refused_by_name(name: str) -> None:
    with pytest.raises(SourceChanged, match="no reports: a"):
        signals.read(SHARED / "signalen" / name)


def test_copies_of_the_case_systems_are_the_samples() -> None:
    for file in sorted((SHARED / "vth" / "amsterdam-mijn").glob("*.json")):
        copy = FIXTURES / "vth" / file.name
        assert copy.read_bytes() == file.read_bytes()


@pytest.mark.parametrize("entry", [cases.POWERBROWSER, cases.DECOS], ids=["PowerBrowser", "Decos"])
def test_models_of_the_ggm_are_no_answers(entry: Mapping[str, object]) -> None:
    for file in sorted((SHARED / "vth" / "ggm-2.5.1").glob("*.json")):
        with pytest.raises(SourceChanged, match="not an answer of"):
            cases.read(file, entry)


def test_case_systems_refuse_each_other() -> None:
    folder = SHARED / "vth" / "amsterdam-mijn"
    for file in sorted(folder.glob("*.json")):
        other = cases.DECOS if file.name.startswith("powerbrowser") else cases.POWERBROWSER
        with pytest.raises(SourceChanged, match="not an answer of"):
            cases.read(file, other)
        own = cases.POWERBROWSER if other is cases.DECOS else cases.DECOS
        assert quarantined(cases.read(file, own)) == []
