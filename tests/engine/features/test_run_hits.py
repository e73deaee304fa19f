"""Hits of a run as values of a feature: header, window, filters, rules that were not judged."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from engine.errors import RulePackError
from engine.features import library, run_hits
from engine.features.database import FeatureDatabase
from engine.features.run_hits import RunHits
from tests.engine.features.world import DAY, SETTINGS, register, write_feature

SQL = """-- feature: sample
-- title: Proef
{header}
SELECT l.location_id, count(*) AS hits, max(CAST(nullif(f.seen_on, '') AS DATE)) AS newest,
  []::VARCHAR[] AS evidence, []::VARCHAR[] AS members
FROM (SELECT unnest({name}) AS location_id, unnest($hit_days) AS seen_on) AS f
JOIN location l ON l.location_id = f.location_id
GROUP BY l.location_id
"""
HEADER = "-- hits: GEN-01, GEN-02"
NEW, OLD = date(2026, 10, 1), date(2020, 1, 1)
ROWS = [
    ("L1", "GEN-01", "HIT", None, NEW),
    ("L1", "GEN-02", "HIT", None, OLD),
    ("L2", "GEN-01", "HIT", "filter", NEW),
    ("L3", "GEN-02", "UNKNOWN", None, None),
    ("L3", "GEN-01", "HIT", None, None),
    ("L1", "GEN-03", "HIT", None, NEW),
]


def _hits(*judged: str) -> RunHits:
    names = ("location_id", "rule_id", "outcome", "filtered_by", "newest")
    rows = [dict(zip(names, row, strict=True)) for row in ROWS]
    return run_hits.of_rows(pa.Table.from_pylist(rows), judged or ("GEN-01", "GEN-02"))


def test_location_stands_once_for_each_rule_and_filtered_hits_do_not() -> None:
    found = _hits().at(("GEN-01", "GEN-02"), ["L1", "L2", "L3"])
    assert found["hit_locations"] == ["L1", "L1", "L3"]
    assert found["hit_days"] == ["2020-01-01", "2026-10-01", ""]
    assert found["unknown_locations"] == ["L3"]


def test_window_leaves_old_hits_out_and_undated_ones_open() -> None:
    found = _hits().at(("GEN-01", "GEN-02"), ["L1"], since=OLD)
    assert found["hit_locations"] == ["L1"]
    assert found["unknown_locations"] == ["L3", "L3"]


def test_rule_that_was_not_judged_is_unknown_everywhere() -> None:
    found = _hits("GEN-01").at(("GEN-01", "GEN-02"), ["L1", "L2"])
    assert found["unknown_locations"] == ["L1", "L2"]


def _write(folder: Path, header: str = HEADER, name: str = "$hit_locations") -> None:
    write_feature(folder, SQL.format(header=header, name=name))


@pytest.mark.parametrize(
    ("hits", "told"),
    [
        pytest.param(_hits(), (True, 2, None), id="hits of the run"),
        pytest.param(None, (False, None, "uitkomsten van de run ontbreken"), id="no run"),
    ],
)
def test_feature_reads_hits_or_is_unknown(
    tmp_path: Path, hits: RunHits | None, told: tuple[object, ...]
) -> None:
    _write(tmp_path)
    feature = library.load(tmp_path)["sample"]
    con = register(("L1", None), ("L2", None))
    with con, FeatureDatabase(con, settings=SETTINGS, as_of=DAY, hits=hits) as db:
        row = db.compute(feature, {}).to_pylist()[0]
    assert (row["known"], row["hits"], row["unknown_reason"]) == told


def test_pattern_reads_hits_too(tmp_path: Path) -> None:
    text = (
        "// feature: sample\n// title: Proef\n// hits: GEN-01\n"
        "MATCH (l:Location)<-[r:PART_OF]-(a:Address) WHERE l.id IN $hit_locations\n"
        "RETURN l.id AS location_id, max(r.valid_from) AS newest, count(*) AS n,\n"
        "  collect(DISTINCT r.record_key) AS evidence, collect(DISTINCT a.object_id) AS members\n"
    )
    (tmp_path / "sample.cypher").write_text(text, "utf-8")
    assert library.load(tmp_path)["sample"].hits == ("GEN-01",)


@pytest.mark.parametrize(
    ("header", "name", "message"),
    [
        pytest.param("", "$hit_locations", "declare it under `-- hits:`", id="not declared"),
        pytest.param(HEADER, "$hit_days", "$hit_locations is not used", id="not used"),
        pytest.param("-- hits:", "$hit_locations", "names no rule", id="empty"),
        pytest.param("-- hits: GEN-01, GEN-01", "$hit_locations", "GEN-01 twice", id="twice"),
        pytest.param(
            f"{HEADER}\n-- hits_within: window_months",
            "$hit_locations",
            "name a param that is a span",
            id="no such param",
        ),
        pytest.param(
            "-- params: window_months\n-- hits_within: window_months",
            "$hit_locations",
            "without hits",
            id="window alone",
        ),
        pytest.param(
            f"-- params: hit_days\n{HEADER}",
            "$hit_locations",
            "the key hits binds that name",
            id="name taken",
        ),
    ],
)
def test_header_that_is_wrong_is_refused(
    tmp_path: Path, header: str, name: str, message: str
) -> None:
    _write(tmp_path, header, name)
    with pytest.raises(RulePackError) as caught:
        library.load(tmp_path)
    assert message in str(caught.value)
