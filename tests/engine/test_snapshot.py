"""Run folders: published whole or not at all, found again, newest first."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from engine import snapshot
from engine.errors import RunError
from engine.result_hash import digest

DAY = date(2026, 11, 1)


def _table(*values: str | None) -> pa.Table:
    return pa.table({"location_id": pa.array(values, pa.string())})


def _publish(out: Path, *values: str, day: date = DAY, at: str = "2026-11-01T08:00:00") -> Path:
    tables = {"locations": _table(*values), "tables/permit": _table(*values)}
    meta = {"published_at": at}
    return snapshot.publish(out, as_of=day, tables=tables, meta=meta).run.path


def test_folder_is_named_after_date_and_hash(tmp_path: Path) -> None:
    path = _publish(tmp_path, "L1")
    run = snapshot.Run(path)
    assert path.name == f"2026-11-01-{run.result_hash[:12]}"
    assert run.as_of == DAY


def test_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    assert _publish(tmp_path, "L1").stat().st_mode & 0o777 == 0o700


def test_equal_run_is_kept(tmp_path: Path) -> None:
    first = _publish(tmp_path, "L1")
    tables = {"locations": _table("L1"), "tables/permit": _table("L1")}
    again = snapshot.publish(tmp_path, as_of=DAY, tables=tables, meta={"published_at": "later"})
    assert again.existed
    assert again.run.path == first
    assert again.run.meta["published_at"] == "2026-11-01T08:00:00"


def test_newest_is_by_date_then_by_moment(tmp_path: Path) -> None:
    later_day = _publish(tmp_path, "L1", day=date(2026, 11, 8), at="2026-11-01T07:00:00")
    same_day_later = _publish(tmp_path, "L2", at="2026-11-02T08:00:00")
    same_day_first = _publish(tmp_path, "L3", at="2026-11-01T08:00:00")
    names = [run.path for run in snapshot.list_runs(tmp_path)]
    assert names == [later_day, same_day_later, same_day_first]
    assert snapshot.newest(tmp_path).path == later_day


def test_no_run_yet_says_what_to_do(tmp_path: Path) -> None:
    assert snapshot.list_runs(tmp_path / "none") == []
    with pytest.raises(RunError, match="dijkwacht run"):
        snapshot.newest(tmp_path)


def test_find_by_start_of_name_or_path(tmp_path: Path) -> None:
    path = _publish(tmp_path, "L1")
    assert snapshot.find(str(path)).path == path
    assert snapshot.find("2026-11-01", out=tmp_path).path == path
    with pytest.raises(RunError, match=path.name):
        snapshot.find("2025", out=tmp_path)


def test_find_refuses_to_choose(tmp_path: Path) -> None:
    _publish(tmp_path, "L1")
    _publish(tmp_path, "L2")
    with pytest.raises(RunError, match="meer dan één"):
        snapshot.find("2026", out=tmp_path)


def test_full_disk_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _publish(tmp_path, "L1")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pyarrow.parquet.write_table", full)
    with pytest.raises(RunError, match="No space left"):
        _publish(tmp_path, "L2")
    assert [path.name for path in tmp_path.iterdir()] == [before.name]


def test_left_over_of_a_killed_run_is_swept_and_a_living_one_kept(tmp_path: Path) -> None:
    dead, alive = tmp_path / ".tmp-999999999", tmp_path / f".tmp-{os.getpid()}"
    dead.mkdir()
    alive.mkdir()
    snapshot.sweep(tmp_path)
    assert not dead.exists()
    assert alive.exists()
    assert snapshot.list_runs(tmp_path) == []


def test_views_carry_the_tables(tmp_path: Path) -> None:
    with snapshot.Run(_publish(tmp_path, "L1", "L2")).connect() as con:
        assert con.execute("SELECT count(*) FROM permit").fetchone() == (2,)


def test_missing_table_is_a_run_error(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="hits"):
        snapshot.Run(_publish(tmp_path, "L1")).table("hits")


def test_broken_run_json_is_a_run_error(tmp_path: Path) -> None:
    path = _publish(tmp_path, "L1")
    (path / "run.json").write_text("{", "utf-8")
    with pytest.raises(RunError, match="not a readable run"):
        _ = snapshot.Run(path).meta


def test_hash_sees_values_nulls_types_and_order() -> None:
    base = _table("a", None)
    others = [
        _table("a", ""),
        _table(None, "a"),
        _table("a"),
        pa.table({"location_id": pa.array([1, None])}),
        pa.table({"other": pa.array(["a", None])}),
    ]
    hashes = {digest({"t": table}) for table in [base, *others]}
    assert len(hashes) == len(others) + 1


def test_hash_does_not_see_chunks_or_file_names() -> None:
    whole = _table("a", "b", None)
    chunked = pa.concat_tables([whole.slice(0, 1), whole.slice(1)])
    assert digest({"t": whole}) == digest({"t": chunked})
    named = whole.append_column("file", pa.array(["x", "y", "z"]))
    renamed = whole.append_column("file", pa.array(["p", "q", "r"]))
    assert digest({"t": named}) == digest({"t": renamed})


def test_hash_tells_lists_apart() -> None:
    kind = pa.list_(pa.string())
    tables = [
        pa.table({"l": pa.array(values, kind)})
        for values in ([["a"], ["b"]], [["a", "b"], []], [["ab"], []], [None, ["a", "b"]])
    ]
    assert len({digest({"t": table}) for table in tables}) == len(tables)


def test_connections_of_a_run_share_its_tables_and_nothing_else(tmp_path: Path) -> None:
    run = snapshot.Run(_publish(tmp_path, "L1", "L2"))
    with run.connect() as one, run.connect() as other:
        one.execute("CREATE TEMP TABLE mine AS SELECT 1 AS x")
        assert other.execute("SELECT count(*) FROM locations").fetchall() == [(2,)]
        names = "SELECT table_name FROM duckdb_tables()"
        assert (one.execute(names).fetchall(), other.execute(names).fetchall()) == ([("mine",)], [])


def test_many_threads_may_read_a_run_at_once(tmp_path: Path) -> None:
    run = snapshot.Run(_publish(tmp_path, "L1", "L2"))

    def count(_: int) -> int:
        with run.connect() as con:
            return int(con.execute("SELECT count(*) FROM permit").fetchall()[0][0])

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(count, range(80))) == [2] * 80


def test_run_whose_folder_was_replaced_tells_what_stands_there_now(tmp_path: Path) -> None:
    """As when what may no longer be kept is taken out of it."""
    run = snapshot.Run(_publish(tmp_path / "a", "L1", "L2"))
    with run.connect() as con:
        assert con.execute("SELECT count(*) FROM permit").fetchall() == [(2,)]
    other = _publish(tmp_path / "b", "L1")
    shutil.rmtree(run.path)
    shutil.move(other, run.path)
    with run.connect() as con:
        assert con.execute("SELECT count(*) FROM permit").fetchall() == [(1,)]
    assert snapshot.Run(run.path).result_hash.startswith(other.name[11:])
