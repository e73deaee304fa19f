"""A published run is rewritten or removed as a whole, and keeps its name."""

from pathlib import Path

import pyarrow as pa
import pytest

from engine import rewriting, snapshot
from engine.errors import RunError
from engine.snapshot import Run
from tests.engine.test_snapshot import _publish, _table


def _content(run: Run) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in run.path.rglob("*") if file.is_file()}


def _meta(run: Run, new_hash: str) -> dict[str, object]:
    return {**run.meta, "result_hash": new_hash}


def test_hash_of_an_unchanged_run_is_its_own(sample_run: Run) -> None:
    assert rewriting.hash_with(sample_run, {}) == sample_run.result_hash


def test_changed_table_is_new_and_the_others_are_as_they_were(tmp_path: Path) -> None:
    run = Run(_publish(tmp_path, "L1", "L2"))
    before = _content(run)
    changed = {"tables/permit": _table("L1")}
    new_hash = rewriting.hash_with(run, changed)
    with rewriting.rewritten(run, changed, _meta(run, new_hash)):
        assert run.table("tables/permit").num_rows == 2
    after = Run(run.path)
    assert after.table("tables/permit").num_rows == 1
    assert _content(after)["locations.parquet"] == before["locations.parquet"]
    assert after.result_hash == new_hash == rewriting.hash_with(after, {}) != run.result_hash
    assert [path.name for path in tmp_path.iterdir()] == [run.path.name]
    assert run.path.stat().st_mode & 0o777 == 0o700


def test_table_that_became_empty_counts_in_the_hash(tmp_path: Path) -> None:
    run = Run(_publish(tmp_path, "L1"))
    assert rewriting.hash_with(run, {"tables/permit": _table()}) != run.result_hash


def test_error_inside_the_block_leaves_the_run(tmp_path: Path) -> None:
    run = Run(_publish(tmp_path, "L1"))
    before = _content(run)
    with pytest.raises(ValueError, match="the log"), rewriting.rewritten(run, {}, run.meta):
        raise ValueError("the log cannot be written")
    assert _content(run) == before
    assert [path.name for path in tmp_path.iterdir()] == [run.path.name]


def test_full_disk_leaves_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(_publish(tmp_path, "L1"))
    before = _content(run)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pyarrow.parquet.write_table", full)
    changed: dict[str, pa.Table] = {"tables/permit": _table()}
    with pytest.raises(RunError, match="as it was"), rewriting.rewritten(run, changed, run.meta):
        pass
    assert _content(run) == before


def test_removed_run_is_gone(tmp_path: Path) -> None:
    run, other = Run(_publish(tmp_path, "L1")), Run(_publish(tmp_path, "L2"))
    rewriting.remove(run)
    assert snapshot.list_runs(tmp_path) == [other]
    assert [path.name for path in tmp_path.iterdir()] == [other.path.name]


def test_removing_a_run_that_is_gone_is_one_message(tmp_path: Path) -> None:
    run = Run(_publish(tmp_path, "L1"))
    rewriting.remove(run)
    with pytest.raises(RunError, match="cannot be removed"):
        rewriting.remove(run)
