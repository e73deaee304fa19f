"""Settings and sources.yaml: checked once, with file and line."""

import shutil
from pathlib import Path

import pytest

from engine.errors import SettingsError
from engine.settings import SHIPPED_RULES, load_settings
from engine.sources_file import load_sources, secret

GOOD = """\
municipality: "1884"
sources:
  - id: bag
    connector: bag_extract
    path: bag/*.zip
  - id: vth
    connector: table
    path: [vth/a.csv, vth/b.csv]
    delivered_on: 2026-10-31
    table: permit
    format: {delimiter: ";", encoding: cp1252, date: "%d-%m-%Y", decimal: ","}
    columns: {permit_id: ZAAKNR}
    register: VTH
"""


def _sources(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "sources.yaml"
    file.write_text(text, "utf-8")
    return file


def test_shipped_settings_say_where_their_numbers_come_from() -> None:
    settings = load_settings()
    blocks = settings.model_dump(exclude={"rules"})
    assert blocks
    assert all(block["source"] and block["verified"] in (True, False) for block in blocks.values())


def test_typo_in_settings_is_told_with_its_line(tmp_path: Path) -> None:
    shutil.copy(SHIPPED_RULES / "settings.yml", tmp_path)
    file = tmp_path / "settings.yml"
    text = file.read_text("utf-8").replace("family_cap:", "familie_cap:")
    file.write_text(text, "utf-8")
    line = text[: text.index("familie_cap")].count("\n") + 1
    with pytest.raises(SettingsError, match=f"settings.yml:{line}: .*familie_cap"):
        load_settings(tmp_path)


def test_good_file_is_read(tmp_path: Path) -> None:
    file = load_sources(_sources(tmp_path, GOOD))
    bag, vth = file.sources.sources
    assert bag.path == ("bag/*.zip",)
    assert vth.path == ("vth/a.csv", "vth/b.csv")
    assert vth.register_name == "VTH"
    assert file.line("sources", 1, "columns") == 12


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        pytest.param("path: bag", "pad: bag", 5, "pad", id="unknown key"),
        pytest.param('"1884"', "1884", 1, "municipality", id="code without quotes"),
        pytest.param("id: vth", "id: bag", 6, "line 3 too", id="id twice"),
        pytest.param("2026-10-31", "31-10-2026", 9, "delivered_on", id="date in another order"),
        pytest.param("delimiter:", "delimter:", 11, "delimter", id="typo in format"),
    ],
)
def test_wrong_file_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, what: str
) -> None:
    file = _sources(tmp_path, GOOD.replace(old, new))
    with pytest.raises(SettingsError, match=f"sources.yaml:{line}: .*{what}"):
        load_sources(file)


def test_secret_is_named_never_written_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KVK_KEY", "geheim")
    assert secret("env:KVK_KEY") == "geheim"
    with pytest.raises(SettingsError, match="env:NAME"):
        secret("geheim")
    with pytest.raises(SettingsError, match="ABSENT is not set"):
        secret("env:ABSENT")
