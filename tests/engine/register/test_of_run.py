"""What a run folder does not hold is told, by table and column: it is not the same as nothing."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from engine.errors import RunError
from engine.register import of_run
from engine.snapshot import Run
from engine.tables import TABLES
from tests.engine.casework import case_world


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Run:
    with closing(case_world.town()) as con:
        return case_world.published(tmp_path_factory.mktemp("whole") / "runs", con)


@pytest.fixture
def copied(whole: Run, tmp_path: Path) -> Callable[[], Run]:
    shutil.copytree(whole.path, tmp_path / "run")
    return lambda: Run(tmp_path / "run")


def test_nothing_is_withheld_from_a_whole_run(whole: Run) -> None:
    assert of_run.withheld(whole) == {}


def test_table_that_is_not_there_is_withheld(copied: Callable[[], Run]) -> None:
    run = copied()
    (run.path / "tables" / "contract.parquet").unlink()
    assert of_run.withheld(run) == {("contract", ""): "tabel ontbreekt in deze run: contract"}


def test_column_of_a_later_version_is_withheld(copied: Callable[[], Run]) -> None:
    file = copied().path / "tables" / "permit.parquet"
    pq.write_table(pq.read_table(file).drop_columns(["bibob_hook"]), file)
    told = "gegeven ontbreekt in deze run: permit.bibob_hook"
    assert of_run.withheld(copied()) == {("permit", "bibob_hook"): told}


def test_table_that_cannot_be_read_is_an_error(copied: Callable[[], Run]) -> None:
    (copied().path / "tables" / "permit.parquet").write_bytes(b"no parquet")
    with pytest.raises(RunError, match=r"permit\.parquet: not a readable table"):
        of_run.withheld(copied())


def test_reading_is_kept_open_and_sees_what_stands_there(copied: Callable[[], Run]) -> None:
    run = copied()
    file = run.path / "tables" / "permit.parquet"
    with of_run.reading(run) as one, of_run.reading(run) as other:
        one.execute("CREATE TEMP TABLE own AS SELECT 1")
        with pytest.raises(duckdb.CatalogException):
            other.execute("FROM own")
    with of_run.register(run) as con, of_run.reading(run) as kept:
        every = [con.execute(f'SELECT count(*) FROM "{name}"').fetchone() for name in TABLES]
        assert [
            kept.execute(f'SELECT count(*) FROM "{name}"').fetchone() for name in TABLES
        ] == every
    pq.write_table(pq.read_table(file).drop_columns(["bibob_hook"]).slice(0, 0), file)
    with of_run.reading(run) as con:
        assert con.execute("SELECT bibob_hook FROM permit").fetchall() == []
    file.write_bytes(b"no parquet")
    with (
        pytest.raises(RunError, match=r"permit\.parquet: not a readable table"),
        of_run.reading(run),
    ):
        pass
