"""Old names: read from a table, and complaints name the line."""

from pathlib import Path

import pytest

from engine.errors import SettingsError
from engine.matching.addresses import known, old_names
from engine.settings import SHIPPED_RULES
from tests.engine.matching.addresses.register import addresses

HEAD = "kind,old,new,source,verified\n"


def table(folder: Path, rows: str) -> Path:
    (folder / "matching").mkdir()
    (folder / "matching" / "old_names.csv").write_text(HEAD + rows, "utf-8")
    return folder


def test_shipped_names_are_read() -> None:
    old = old_names.load(SHIPPED_RULES)
    assert "roelofarendsveen" in old.towns["alkemade"]
    assert len(old.towns["kaagenbraassem"]) == 10


def test_old_names_mean_what_exists(tmp_path: Path) -> None:
    rows = "street,Oude Proef,Proefpad,bron,false\ntown,Vroeger,Testdorp,bron,true\n"
    rows += "town,Weg,Verdwenen,bron,false\ntown,Elders,Testdorp,bron,false\n"
    made = known.build(addresses(), old_names.load(table(tmp_path, rows)))
    assert made.new_streets == {"oudeproef": frozenset({"proefpd"})}
    assert made.within["vroeger"] == {"testdorp"}
    assert "weg" not in made.within
    assert "elders" not in made.within


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("road,A,B,bron,false", "kind is one of"),
        ("town,,B,bron,false", "are given"),
        ("town,A,B,,false", "are given"),
        ("town,A,B,bron,ja", "verified"),
        ("town,A,B", "3 cells"),
    ],
)
def test_wrong_row_is_refused_with_its_line(tmp_path: Path, row: str, what: str) -> None:
    with pytest.raises(SettingsError, match=what) as told:
        old_names.load(table(tmp_path, f"town,C,D,bron,true\n{row}\n"))
    assert told.value.line == 3
