"""A database that judges one location: features see everything, what they say elsewhere goes."""

from pathlib import Path

import pytest

from engine.errors import RunError
from engine.features.database import FeatureDatabase
from tests.engine.features.world import (
    DAY,
    SETTINGS,
    STARTS,
    branch,
    feature_sql,
    load_feature,
    register,
    supply,
)

SHARED = feature_sql(
    "(SELECT count(DISTINCT o.location_id) FROM branch o) AS places",
    "branch b",
    rest="GROUP BY b.location_id",
)


def _town() -> FeatureDatabase:
    con = register(("L1", "dwelling"), ("L2", "dwelling"), ("L3", None))
    supply(con, "branch")
    for location in ("L1", "L2"):
        branch(con, f"b{location}", location, "2026-03-01")
    return FeatureDatabase(con, settings=SETTINGS, as_of=DAY, location_id="L1")


def test_only_the_location_is_told_and_kept(tmp_path: Path) -> None:
    feature = load_feature(tmp_path, STARTS, "starts")
    with _town() as db:
        rows = db.compute(feature, {"window_months": 24}).to_pylist()
        kept = db.con.execute("SELECT location_id FROM feature_0_found").fetchall()
    assert [(row["location_id"], row["branches"]) for row in rows] == [("L1", 1)]
    assert kept == [("L1",)]


def test_feature_still_sees_what_lies_elsewhere(tmp_path: Path) -> None:
    with _town() as db:
        (row,) = db.compute(load_feature(tmp_path, SHARED), {}).to_pylist()
        assert db.con.execute("SELECT count(*) FROM location").fetchone() == (3,)
    assert row["places"] == 2


@pytest.mark.parametrize("location_id", ["L9", "", "' OR true --"])
def test_location_that_is_not_there_is_refused(location_id: str) -> None:
    con = register(("L1", None))
    with pytest.raises(RunError, match=r"no location .* among the locations"):
        FeatureDatabase(con, settings=SETTINGS, as_of=DAY, location_id=location_id)


@pytest.mark.parametrize(
    ("withheld", "reason"),
    [
        ({("branch", ""): "tabel weg"}, "tabel weg"),
        ({("branch", "started_on"): "datum weg", ("branch", ""): "alles weg"},
         "alles weg; datum weg"),
        ({("branch", "shop_name"): "leest dit niet", ("report", ""): "dit ook niet"}, None),
    ],
)  # fmt: skip
def test_what_was_withheld_is_unknown_for_features_that_read_it(
    withheld: dict[tuple[str, str], str], reason: str | None, tmp_path: Path
) -> None:
    con = register(("L1", None))
    supply(con, "branch")
    feature = load_feature(tmp_path, STARTS, "starts")
    with FeatureDatabase(con, settings=SETTINGS, as_of=DAY, withheld=withheld) as db:
        (row,) = db.compute(feature, {"window_months": 24}).to_pylist()
    assert (row["known"], row["unknown_reason"]) == (reason is None, reason)
