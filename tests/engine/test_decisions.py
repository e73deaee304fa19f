"""The decisions file: written once, read up to a day."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine import decisions
from engine.decisions import Decision
from engine.errors import SettingsError

DAY = date(2026, 11, 1)
ONE = Decision("judged", location_id="L1", object_ids=("1",), decided_on=DAY, rule_ids=("GEN-01",))
TWO = Decision("snoozed", location_id="L2", decided_on=date(2026, 11, 2), until=date(2027, 1, 1))


def test_no_file_is_the_first_week() -> None:
    assert decisions.read(None, as_of=DAY) == ()


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "decisions.parquet"
    decisions.write([TWO, ONE], file)
    assert set(decisions.read(file, as_of=date(2026, 12, 1))) == {ONE, TWO}


def test_order_of_decisions_does_not_show(tmp_path: Path) -> None:
    decisions.write([ONE, TWO], tmp_path / "a")
    decisions.write([TWO, ONE], tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_decision_of_a_later_day_does_not_exist_yet(tmp_path: Path) -> None:
    file = tmp_path / "decisions.parquet"
    decisions.write([ONE, TWO], file)
    assert decisions.read(file, as_of=DAY) == (ONE,)


def test_another_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.parquet"
    pq.write_table(pa.table({"a": [1]}), file)
    with pytest.raises(SettingsError, match="lacks the columns"):
        decisions.read(file, as_of=DAY)
    file.write_text("no parquet", "utf-8")
    with pytest.raises(SettingsError, match="not a readable decisions file"):
        decisions.read(file, as_of=DAY)


def test_unknown_kind_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "decisions.parquet"
    decisions.write([Decision("guessed")], file)
    with pytest.raises(SettingsError, match="guessed"):
        decisions.read(file, as_of=DAY)
