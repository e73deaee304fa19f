"""Words for facts: mistakes have their line, and a reviewer reads words where there are some."""

from pathlib import Path

import pytest

from engine.errors import RulePackError
from engine.rules import fact_words, loader
from engine.rules.fact_words import TABLE
from tests.engine.features.world import STARTS, branch, write_feature
from tests.engine.rules.world import complaints, judge, scanned, write

HEADER = "fact,words,source,verified\n"
BRANCHES = 'branches,"aantal vestigingen, met auto\'s",eigen woorden,false\n'
LAND_USE = "location.land_use,gebruik van de locatie,eigen woorden,false\n"
ONE_IS_UNKNOWN = STARTS.replace(
    "count(DISTINCT b.branch_id) AS", "nullif(count(DISTINCT b.branch_id), 1) AS"
)


def _table(folder: Path, *rows: str, header: str = HEADER) -> Path:
    file = folder / TABLE
    file.parent.mkdir(exist_ok=True)
    file.write_text(header + "".join(rows), "utf-8")
    return folder


def _reasons(folder: Path) -> dict[str, str]:
    """Reasons of a scan by rule, at a location without a land use and with one new branch."""
    write_feature(folder / "features", ONE_IS_UNKNOWN, "starts")
    con = scanned()
    branch(con, "B1", "L3", "2026-01-01")
    con.execute("DELETE FROM source_table WHERE table_name = 'report'")
    rows = judge(con, folder).hits.to_pylist()
    return {row["rule_id"]: row["reason"] for row in rows if row["location_id"] == "L3"}


def test_reason_names_the_facts_in_words(tmp_path: Path) -> None:
    reasons = _reasons(_table(write(tmp_path), BRANCHES, LAND_USE))
    told = "aantal vestigingen, met auto's; gebruik van de locatie"
    assert reasons["AAA-01"] == f"beslissend gegeven onbekend: {told}"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param([LAND_USE], "branches; gebruik van de locatie", id="fact without a row"),
        pytest.param([], "branches; location.land_use", id="no row"),
        pytest.param(None, "branches; location.land_use", id="no table"),
    ],
)
def test_fact_without_words_is_told_by_its_name(
    tmp_path: Path, rows: list[str] | None, told: str
) -> None:
    folder = write(tmp_path) if rows is None else _table(write(tmp_path), *rows)
    assert loader.lint(folder) == []
    assert _reasons(folder)["AAA-01"] == f"beslissend gegeven onbekend: {told}"


def test_other_reasons_stay_as_they_are(tmp_path: Path) -> None:
    without = _reasons(write(tmp_path / "without"))
    reasons = _reasons(_table(write(tmp_path / "with"), BRANCHES, LAND_USE))
    assert reasons["AAA-02"] == without["AAA-02"] == "bron ontbreekt: report"
    assert reasons["AAA-K1"] == without["AAA-K1"] == "onderdeel onbekend: AAA-01, AAA-02"


def test_changed_words_are_seen_by_the_next_load(tmp_path: Path) -> None:
    folder = _table(write(tmp_path), LAND_USE)
    before = loader.load(folder)
    assert before.compiled["AAA-01"].called("location.land_use") == "gebruik van de locatie"
    after = loader.load(_table(folder, LAND_USE.replace("gebruik", "bestemming")))
    assert after.compiled["AAA-01"].called("location.land_use") == "bestemming van de locatie"
    assert [rule.hash for rule in after.rules] == [rule.hash for rule in before.rules]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (BRANCHES, "fact 'branches' stands here twice"),
        ("reports,,eigen woorden,false\n", "words of fact 'reports' are empty"),
        (",meldingen,eigen woorden,false\n", "fact is empty"),
        ("reports,meldingen\n", "a row has 4 cells, not 2"),
        ("reports,meldingen,van a, b,false\n", "a row has 4 cells, not 5"),
        ("\n", "a row has 4 cells, not 0"),
        ("reports,a; b,eigen woorden,false\n", "words hold ';', which stands between facts"),
        ("reports,meldingen,eigen woorden,nee\n", "verified is true or false, not 'nee'"),
        ("reports,mel\u200bdingen,eigen woorden,false\n", "U+200B (ZERO WIDTH SPACE) cannot be"),
        ("reports,meldingen van fraude,eigen woorden,false\n", "'fraude' accuses"),
        ("reports,poolse melders,eigen woorden,false\n", "'poolse' speaks of nationality"),
    ],
)
def test_mistake_in_a_row_is_told_with_file_and_line(tmp_path: Path, row: str, told: str) -> None:
    folder = _table(write(tmp_path), BRANCHES, row, LAND_USE)
    with pytest.raises(RulePackError) as found:
        loader.load(folder)
    assert str(found.value).startswith(f"{folder / TABLE}:3: {told}")
    assert sorted(fact_words.read(folder)[0]) == ["branches", "location.land_use"]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    folder = _table(write(tmp_path), "reports,,x,false\n", "a,b\n")
    assert [found.split()[0] for found in complaints(folder)] == ["words", "a"]


@pytest.mark.parametrize(
    ("header", "told"),
    [
        pytest.param(
            "fact,words\n", ":1: the columns are fact,words,source,verified", id="columns"
        ),
        pytest.param("", ":1: the columns are fact,words,source,verified", id="empty"),
        pytest.param(f'{HEADER}a,"b\n', ":1: cannot be read: ", id="open quote"),
    ],
)
def test_table_that_cannot_be_used_does_not_load(tmp_path: Path, header: str, told: str) -> None:
    folder = _table(write(tmp_path), header=header)
    with pytest.raises(RulePackError) as found:
        loader.load(folder)
    assert str(found.value).startswith(f"{folder / TABLE}{told}")


def test_link_and_folder_are_no_table(tmp_path: Path) -> None:
    """What a link points to is no part of the fingerprint, so a change of it would not be seen."""
    elsewhere = _table(write(tmp_path / "elsewhere"), BRANCHES)
    file, tables, folder = (write(tmp_path / name) for name in ("file", "tables", "folder"))
    (file / "tables").mkdir()
    (file / TABLE).symlink_to(elsewhere / TABLE)
    (tables / "tables").symlink_to(elsewhere / "tables")
    (folder / TABLE).mkdir(parents=True)
    for rules in (file, tables):
        assert complaints(rules) == ["is a link: copy what it points to"]
    assert complaints(folder) == ["is no plain file"]
