"""Local policy: empty is missing, every mistake has its line, the invented rows say so."""

from datetime import date
from pathlib import Path

import pytest

from engine.errors import SettingsError
from engine.rules import local_policy
from engine.rules.local_policy import INVENTED, SAMPLE, TABLE, LocalPolicy
from engine.settings import SHIPPED_RULES

HEADER = "code,policy,published_at,dated,review_on,owner,verified\n"
GOOD = "13b,Beleid,gb 1,2024-01-01,2028-01-01,OOV,true\n"
TODAY = date(2026, 11, 1)


def _rules(folder: Path, text: str) -> Path:
    (folder / "tables").mkdir()
    codes = (SHIPPED_RULES / "tables" / "instruments.csv").read_text("utf-8")
    (folder / "tables" / "instruments.csv").write_text(codes, "utf-8")
    (folder / TABLE).write_text(text, "utf-8")
    return folder


def test_shipped_rows_of_the_municipality_are_empty() -> None:
    """Nothing invented is shown as real."""
    for row in local_policy.load(SHIPPED_RULES).values():
        assert row == LocalPolicy(row.code, None, None, None, None, None, False)


def test_every_text_of_the_invented_municipality_says_that_it_is_invented() -> None:
    rows = local_policy.load(SHIPPED_RULES, table=SAMPLE)
    assert tuple(rows) == tuple(local_policy.load(SHIPPED_RULES))
    texts = [t for row in rows.values() for t in (row.policy, row.published_at, row.owner) if t]
    assert len(texts) > 10
    assert all(text.startswith(INVENTED) for text in texts)


def test_shipped_tables_have_no_finding() -> None:
    for table in (TABLE, SAMPLE):
        assert local_policy.lint(SHIPPED_RULES, as_of=TODAY, table=table) == []


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("13c,Beleid,gb,2024-01-01,2028-01-01,OOV,true\n", "code '13c' is not in instruments.csv"),
        (GOOD, "code '13b' stands here twice"),
        ("174,Beleid,gb,2024-01-01,2023-12-31,OOV,true\n",
         "review_on 2023-12-31 lies before dated 2024-01-01"),
        ("174,Beleid,gb,1-1-2024,,OOV,true\n", "dated: '1-1-2024' is not a day as YYYY-MM-DD"),
        ("174,Beleid,gb,2024-02-30,,OOV,true\n", "dated: '2024-02-30' is not a day"),
        ("174,Beleid,gb,,,OOV,ja\n", "verified is true or false, not 'ja'"),
        ("174,,gb,,,,false\n", "policy is empty, and the row says more of it"),
        ("174,,,,,,true\n", "policy is empty, and the row says more of it"),
        ("174,Beleid\n", "a row has 7 cells, not 2"),
        ('174,"Beleid\n', "cannot be read"),
    ],
)  # fmt: skip
def test_mistake_is_told_with_file_and_line(tmp_path: Path, row: str, told: str) -> None:
    rules = _rules(tmp_path, HEADER + GOOD + row)
    with pytest.raises(SettingsError) as found:
        local_policy.load(rules)
    assert told in str(found.value)
    if "cannot be read" not in told:
        assert "local_policy.csv:3: " in str(found.value)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    rules = _rules(tmp_path, HEADER + "x,B,,,,,false\n174,B,,2024,,,nee\n")
    with pytest.raises(SettingsError) as found:
        local_policy.load(rules)
    assert len(str(found.value).splitlines()) == 3
    assert len(local_policy.lint(rules)) == 3


def test_day_in_the_future_is_a_warning_from_the_next_day_on(tmp_path: Path) -> None:
    rules = _rules(tmp_path, HEADER + "174,Beleid,gb,2026-11-02,,OOV,true\n")
    (found,) = local_policy.lint(rules, as_of=TODAY)
    assert str(found).endswith(
        "local_policy.csv:2: warning: dated 2026-11-02 lies after 2026-11-01"
    )
    assert local_policy.lint(rules, as_of=date(2026, 11, 2)) == []
    assert local_policy.lint(rules) == []


@pytest.mark.parametrize(
    ("review", "late"), [("2026-11-01", False), ("2026-10-31", True), ("", False)]
)
def test_review_is_overdue_from_the_day_after(tmp_path: Path, review: str, late: bool) -> None:
    row = f"174,Beleid,gb,2020-01-01,{review},OOV,true\n"
    found = local_policy.load(_rules(tmp_path, HEADER + row))
    assert found["174"].is_overdue(TODAY) is late


def test_folder_without_the_table_has_no_finding_and_does_not_load(tmp_path: Path) -> None:
    assert local_policy.lint(tmp_path) == []
    rules = _rules(tmp_path, "code,policy\n")
    with pytest.raises(SettingsError, match="csv:1: the columns are code,policy,published_at"):
        local_policy.load(rules)
