"""What is told about connectors: complete for every built-in one, and an error when it is not."""

from pathlib import Path

import pytest

from connectors import CONNECTORS, about
from connectors.about import Scope
from engine.errors import SettingsError

GOOD = """\
title: "Iets"
holder: iemand
reads: ["a"]
access: "b"
drops:
  - {field: BSN, group: BSN}
  - {field: geboortedatum, group: birth, scope: copies}
example: |
  - id: x
"""


def _written(folder: Path, text: str) -> Path:
    (folder / "sources").mkdir()
    (folder / "sources" / "thing.yml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("name", sorted(CONNECTORS))
def test_every_connector_says_who_may_use_it_and_on_which_basis(name: str) -> None:
    told = about.load(name)
    assert told is not None
    assert told.access
    assert told.legal_basis
    assert told.reads
    assert bool(told.live_example) is (CONNECTORS[name].fetch is not None)


@pytest.mark.parametrize("name", sorted(CONNECTORS))
def test_example_names_its_connector(name: str) -> None:
    told = about.load(name)
    assert told is not None
    assert f"connector: {name}" in told.example


def test_fields_are_dropped_by_scope(tmp_path: Path) -> None:
    rules = _written(tmp_path, GOOD)
    assert about.dropped("thing", Scope.ALWAYS, rules=rules) == {"bsn"}
    assert about.dropped("thing", *Scope, rules=rules) == {"bsn", "geboortedatum"}


def test_typo_is_told_with_its_line(tmp_path: Path) -> None:
    rules = _written(tmp_path, GOOD.replace("holder:", "houder:"))
    with pytest.raises(SettingsError, match=r"thing\.yml:2: houder"):
        about.load("thing", rules)


def test_connector_without_a_file_has_nothing_to_tell(tmp_path: Path) -> None:
    assert about.load("thing", tmp_path) is None


def test_missing_drop_list_is_never_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="the drop-list of thing is missing"):
        about.dropped("thing", Scope.ALWAYS, rules=tmp_path)
