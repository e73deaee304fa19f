"""The example of every connector is a `sources.yaml` that passes its own checks."""

from pathlib import Path

import pytest

from connectors import CONNECTORS
from connectors.check import check, table_template, tables, template
from engine.errors import SettingsError
from engine.sources_file import load_sources


@pytest.mark.parametrize("name", sorted(CONNECTORS))
def test_example_passes_the_checks(name: str, tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text(template(name), encoding="utf-8")
    sources = load_sources(file)
    check(sources)
    assert [spec.connector for spec in sources.sources.sources] == [name]


def test_example_of_an_unknown_connector_is_an_error() -> None:
    with pytest.raises(SettingsError, match="unknown connector 'tabel'"):
        template("tabel")


@pytest.mark.parametrize("table", tables())
def test_example_of_an_export_passes_the_checks(table: str, tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text(table_template(table), encoding="utf-8")
    sources = load_sources(file)
    check(sources)
    assert [(spec.connector, spec.table) for spec in sources.sources.sources] == [("table", table)]
