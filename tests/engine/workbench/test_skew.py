"""Where a rule hits more than elsewhere: shares with intervals, and when a difference is told."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.rule_settings import SkewSettings
from engine.snapshot import Run
from engine.workbench import skew
from engine.workbench.skew import Skew

SETTINGS = SkewSettings(source="test", verified=True, confidence=0.95, min_hits=5, min_locations=30)
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
    return Run(folder)


def _told(run: Run, settings: SkewSettings = SETTINGS) -> dict[tuple[str, str, str], Skew]:
    return {(s.rule_id, s.by_kind, s.group): s for s in skew.of_run(run, settings)}


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
