"""Checks of `sources.yaml`: every problem at once, each with its line and the way out."""

from pathlib import Path

import pytest

from connectors.check import check
from engine.errors import SettingsError
from engine.sources_file import SourcesFile, load_sources

HEAD = 'municipality: "1884"\nsources:\n'
PERMIT = "  - id: vth\n    connector: table\n    path: v.csv\n    table: permit\n"


def _sources(folder: Path, text: str) -> SourcesFile:
    file = folder / "sources.yaml"
    file.write_text(HEAD + text, encoding="utf-8")
    return load_sources(file)


def _problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        check(_sources(folder, text))
    return str(caught.value).replace(f"{folder}/", "").splitlines()


def test_good_file_passes(tmp_path: Path) -> None:
    columns = "    columns: {permit_id: NR, kind: SOORT, postcode: PC, house_number: HNR}\n"
    values = "    values: {kind: {Bouwen: building, Overig: other, Leeg: ''}}\n"
    check(_sources(tmp_path, PERMIT + columns + values))


def test_all_problems_come_at_once_in_order_of_line(tmp_path: Path) -> None:
    text = (
        "  - id: a\n    connector: kvk_apl\n    path: x\n"
        "  - id: b\n    connector: table\n    table: permits\n"
        "  - id: c\n    connector: kvk_api\n    path: x\n    columns: {a: b}\n"
    )
    found = _problems(tmp_path, text)
    assert [line.split(": ")[0] for line in found] == [
        "sources.yaml:4",
        "sources.yaml:6",
        "sources.yaml:8",
        "sources.yaml:12",
    ]
    assert "did you mean kvk_api?" in found[0]
    assert "path is missing" in found[1]
    assert "unknown table 'permits' (did you mean permit?)" in found[2]
    assert "kvk_api has a format of its own" in found[3]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        pytest.param("    path: x\n    url: https://x\n", 6, "both path and url", id="both"),
        pytest.param("    path: ''\n", 5, "path is missing", id="empty path"),
        pytest.param("    path: x\n    ignore: [A]\n", 6, "ignore is for `table`", id="ignore"),
        pytest.param("    path: x\n    format: {}\n", 6, "format is for `table`", id="format"),
    ],
)
def test_fixed_format_connector_takes_no_mapping(
    text: str, line: int, what: str, tmp_path: Path
) -> None:
    found = _problems(tmp_path, f"  - id: kvk\n    connector: kvk_api\n{text}")
    assert found[0].startswith(f"sources.yaml:{line}: source kvk: ")
    assert what in found[0]


def test_connector_of_files_only_takes_no_address(tmp_path: Path) -> None:
    found = _problems(tmp_path, PERMIT.replace("path: v.csv", "url: https://x"))
    what = "sources.yaml:5: source vth: table is not asked over the network"
    assert any(line.startswith(what) for line in found)


def test_what_only_the_connector_knows_is_told_with_its_line(tmp_path: Path) -> None:
    text = (
        "  - id: join\n    connector: vth_decos\n    path: x\n    table: permit\n"
        "    columns:\n      permit_id: mark\n      status: processed\n"
        "      applicant_name: email1\n"
    )
    found = _problems(tmp_path, text)
    assert [line.split(": ")[0] for line in found] == ["sources.yaml:9", "sources.yaml:10"]
    assert "processed decides nothing" in found[0]
    assert 'field "email1" may never be read' in found[1]


def test_connector_is_not_asked_about_options_that_do_not_fit(tmp_path: Path) -> None:
    text = (
        "  - id: pb\n    connector: vth_powerbrowser\n    path: x\n    table: permit\n"
        "    columns: {permit_id: A}\n    options: {caption: '('}\n"
    )
    (found,) = _problems(tmp_path, text)
    assert "sources.yaml:8: source pb: options: caption: Value error, not a regular" in found
