"""Where a rule hits more than elsewhere: shares with intervals, and when a difference is told."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from engine.cli import app
from engine.errors import RulePackError
from engine.rule_settings import SkewSettings
from engine.settings import SHIPPED_RULES
from engine.snapshot import Run
from engine.workbench import skew, skew_reasons
from engine.workbench.skew import Skew
from engine.workbench.skew_reasons import Reason

SETTINGS = SkewSettings(
    source="test",
    verified=True,
    confidence=0.95,
    min_hits=5,
    min_locations=30,
    min_ratio=0.8,
    max_ratio=1.25,
)
HITS = pa.schema([("location_id", pa.string()), ("rule_id", pa.string()), ("outcome", pa.string())])


def _run(folder: Path, hits: dict[str, range], *, outcome: str = "HIT") -> Run:
    """100 locations in Kaag and 100 in Hoogmade, a bv in every other one of them."""
    places = [
        {"location_id": f"L{i}", "town": "Kaag" if i < 100 else "Hoogmade", "kind": "unit"}
        for i in range(200)
    ]
    pq.write_table(pa.Table.from_pylist(places), folder / "locations.parquet")
    rows = [
        {"location_id": f"L{i}", "rule_id": rule, "outcome": outcome}
        for rule, found in hits.items()
        for i in found
    ]
    pq.write_table(pa.Table.from_pylist(rows, schema=HITS), folder / "hits.parquet")
    branches = [
        {"branch_id": f"B{i}", "enterprise_id": f"E{i}", "location_id": f"L{i}", "ended_on": None}
        for i in range(200)
    ]
    forms = [
        {"enterprise_id": f"E{i}", "legal_form": "bv" if i % 2 else "sole_trader", "ended_on": None}
        for i in range(200)
    ]
    (folder / "tables").mkdir()
    date = pa.date32()
    for name, table in (("branch", branches), ("enterprise", forms)):
        columns = {key: [row[key] for row in table] for key in table[0]}
        arrays = {
            k: pa.array(v, date if k == "ended_on" else pa.string()) for k, v in columns.items()
        }
        pq.write_table(pa.table(arrays), folder / "tables" / f"{name}.parquet")
    (folder / "run.json").write_text('{"as_of": "2026-11-01"}', "utf-8")
    return Run(folder)


def _told(
    run: Run, settings: SkewSettings = SETTINGS, reasons: Sequence[Reason] = ()
) -> dict[tuple[str, str, str], Skew]:
    return {(s.rule_id, s.by_kind, s.group): s for s in skew.of_run(run, settings, reasons)}


def test_a_rule_that_hits_one_village_only_is_told_on_both_sides(tmp_path: Path) -> None:
    found = _told(_run(tmp_path, {"AAA-01": range(20)}))
    kaag, hoogmade = found["AAA-01", "town", "Kaag"], found["AAA-01", "town", "Hoogmade"]
    assert (kaag.inside.right, kaag.inside.judged) == (20, 100)
    assert (kaag.outside.right, kaag.outside.judged) == (0, 100)
    assert kaag.is_skewed
    assert hoogmade.is_skewed


def test_a_rule_that_hits_everywhere_alike_is_not_skewed(tmp_path: Path) -> None:
    found = _told(_run(tmp_path, {"AAA-01": range(0, 200, 10)}))
    assert not found["AAA-01", "town", "Kaag"].is_skewed
    assert found["AAA-01", "legal_form", "sole_trader"].inside.right == 20
    assert found["AAA-01", "legal_form", "sole_trader"].is_skewed


@pytest.mark.parametrize(("hits", "told"), [(4, False), (5, True)])
def test_too_few_hits_say_nothing(tmp_path: Path, hits: int, told: bool) -> None:
    assert bool(_told(_run(tmp_path, {"AAA-01": range(hits)}))) is told


@pytest.mark.parametrize(("smallest", "told"), [(100, True), (101, False)])
def test_too_small_a_group_says_nothing(tmp_path: Path, smallest: int, told: bool) -> None:
    settings = SETTINGS.model_copy(update={"min_locations": smallest})
    found = _told(_run(tmp_path, {"AAA-01": range(20)}), settings)
    assert (("AAA-01", "town", "Kaag") in found) is told


def test_unknown_is_no_hit(tmp_path: Path) -> None:
    assert _told(_run(tmp_path, {"AAA-01": range(20)}, outcome="UNKNOWN")) == {}


def test_unknown_is_in_neither_group(tmp_path: Path) -> None:
    run = _run(tmp_path, {"AAA-01": range(20)})
    rows = run.table("hits").to_pylist()
    rows += [
        {"location_id": f"L{i}", "rule_id": "AAA-01", "outcome": "UNKNOWN"} for i in range(60, 110)
    ]
    pq.write_table(pa.Table.from_pylist(rows, schema=HITS), tmp_path / "hits.parquet")
    kaag = _told(run)["AAA-01", "town", "Kaag"]
    assert (kaag.inside.judged, kaag.outside.judged) == (60, 90)


def test_one_kind_for_all_has_nothing_to_compare_with(tmp_path: Path) -> None:
    found = _told(_run(tmp_path, {"AAA-01": range(20)}))
    assert not [key for key in found if key[1] == "kind"]


@pytest.mark.parametrize(("max_ratio", "told"), [(2.0, False), (1.99, True)])
def test_ratio_at_the_norm_is_no_skew(tmp_path: Path, max_ratio: float, told: bool) -> None:
    settings = SETTINGS.model_copy(update={"max_ratio": max_ratio})
    kaag = _told(_run(tmp_path, {"AAA-01": range(20)}), settings)["AAA-01", "town", "Kaag"]
    assert kaag.ratio == 2.0
    assert kaag.is_skewed is told


def test_fewer_hits_than_the_base_are_told_too(tmp_path: Path) -> None:
    found = _told(_run(tmp_path, {"AAA-01": range(20)}))["AAA-01", "town", "Hoogmade"]
    assert (found.ratio, found.is_skewed) == (0.0, True)


REASON = Reason("AAA-01", "town", "Kaag", "daar staan de kassen", "regisseur", date(2026, 11, 1))


@pytest.mark.parametrize(
    ("reason", "is_open"),
    [
        pytest.param(REASON, False, id="on its last day"),
        pytest.param(replace(REASON, until=date(2026, 10, 31)), True, id="a day later"),
        pytest.param(replace(REASON, group="*"), False, id="every village"),
        pytest.param(replace(REASON, group="Hoogmade"), True, id="another village"),
        pytest.param(replace(REASON, by_kind="kind"), True, id="another kind of group"),
        pytest.param(replace(REASON, rule_id="AAA-02"), True, id="another rule"),
    ],
)
def test_skew_stays_open_until_its_owner_says_why(
    tmp_path: Path, reason: Reason, is_open: bool
) -> None:
    run = _run(tmp_path, {"AAA-01": range(20)})
    kaag = _told(run, reasons=[reason])["AAA-01", "town", "Kaag"]
    assert kaag.is_skewed
    assert kaag.is_open is is_open
    assert kaag.justified == (None if is_open else "daar staan de kassen (regisseur)")


HEAD = ",".join(skew_reasons.COLUMNS)


def test_reasons_are_read_from_the_rules_folder(tmp_path: Path) -> None:
    assert skew_reasons.read(tmp_path) == ()
    (tmp_path / "tables").mkdir()
    line = "AAA-01,town,Kaag,daar staan de kassen,regisseur,2026-11-01"
    (tmp_path / skew_reasons.FILE).write_text(f"{HEAD}\n{line}\n", "utf-8")
    assert skew_reasons.read(tmp_path) == (REASON,)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        pytest.param("rule_id,why\n", 1, "the columns must be", id="other columns"),
        pytest.param(f"{HEAD}\nA,town,K,,ik,2026-11-01\n", 2, "not filled in: why", id="blank"),
        pytest.param(f"{HEAD}\nA,town,K,zo,ik\n", 2, "not filled in: until", id="short line"),
        pytest.param(f"{HEAD}\nA,town,K,zo,ik,1-11-2026\n", 2, "write YYYY-MM-DD", id="no day"),
    ],
)
def test_broken_reason_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / skew_reasons.FILE).write_text(text, "utf-8")
    with pytest.raises(RulePackError, match=message) as caught:
        skew_reasons.read(tmp_path)
    assert caught.value.line == line


def test_command_tells_ratio_and_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    rules = tmp_path / "rules"
    shutil.copytree(SHIPPED_RULES, rules)
    line = "AAA-01,town,Kaag,daar staan de kassen,regisseur,2026-11-01"
    (rules / skew_reasons.FILE).write_text(f"{HEAD}\n{line}\n", "utf-8")
    folder = tmp_path / "run"
    folder.mkdir()
    _run(folder, {"AAA-01": range(20)})
    told = CliRunner().invoke(app, ["rules", "skew", str(folder), "--rules", str(rules)]).stdout
    assert "daar staan de kassen (regisseur)" in told
    assert "nog niet onderbouwd" in told
    assert "2 van 4 groepen wijken af, 1 zonder onderbouwing" in " ".join(told.split())
