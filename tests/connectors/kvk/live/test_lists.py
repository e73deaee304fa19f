"""Numbers and streets: written out, or in a file as other systems make it."""

from pathlib import Path

import pytest

from connectors.kvk.live.lists import numbers, streets
from engine.errors import SettingsError

GOOD = ["00000013", "90000012"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("90000012\n00000013\n", id="one per line"),
        pytest.param("\ufeffkvknummer\n90000012\n00000013\n", id="headed, with a mark"),
        pytest.param("Dossiernr\n90000012\n00000013\n90000012\n", id="other head, twice"),
        pytest.param("naam;INSCHRIJVINGNUMMER\nA;90000012\n\nB;00000013\n", id="second column"),
        pytest.param('naam,kvknummer\n"A, B",90000012\nC,00000013\n', id="quoted"),
    ],
)
def test_file_with_numbers_is_read(text: str, tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text(text, encoding="utf-8")
    assert numbers("n.csv", tmp_path) == (GOOD, [])


def test_list_is_sorted_and_what_is_no_number_is_named(tmp_path: Path) -> None:
    assert numbers(("90000012", "123", "00000013"), tmp_path) == (GOOD, ["line 2"])


def test_line_that_is_no_number_is_named_by_its_place_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("kvknummer\n90000012\n1234567\n", encoding="utf-8")
    assert numbers("n.csv", tmp_path) == (["90000012"], ["line 3"])


@pytest.mark.parametrize("text", ["", "kvknummer\n", "naam\nX\n"], ids=["empty", "head", "other"])
def test_file_without_a_number_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="not one KVK number"):
        numbers("n.csv", tmp_path)


@pytest.mark.parametrize("content", [None, b"\xff\xfe9"], ids=["gone", "not UTF-8"])
def test_file_that_cannot_be_read_is_named(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "n.csv").write_bytes(content)
    with pytest.raises(SettingsError, match=r"n\.csv: cannot be read"):
        numbers("n.csv", tmp_path)


def test_streets_come_from_a_list_or_a_file(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("Zijweg\n\n Hoofdweg \nZijweg\n", encoding="utf-8")
    assert streets("s.txt", tmp_path) == ["Hoofdweg", "Zijweg"]
    assert streets(("Zijweg", "Hoofdweg"), tmp_path) == ["Hoofdweg", "Zijweg"]
    assert streets((), tmp_path) == []
