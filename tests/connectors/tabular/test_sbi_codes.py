"""SBI codes without their leading zeros: restored to one existing code, or not used."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from connectors.tabular.sbi_codes import restorer
from engine.settings import SHIPPED_RULES
from tests.connectors import deliver
from tests.connectors.deliver import quarantined, rows

RESTORE = restorer(SHIPPED_RULES)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        pytest.param(111, "0111", id="four digits of 2008"),
        pytest.param("111", "0111", id="as a text"),
        pytest.param(1110.0, "01110", id="five digits of 2025"),
        pytest.param("1241,00", "01241", id="decimals"),
        pytest.param("1241.0", "01241", id="decimals with a point"),
        pytest.param(62100, "62100", id="nothing was lost"),
        pytest.param("0111", "0111", id="zero still there"),
        pytest.param("", None, id="empty"),
    ],
)
def test_number_becomes_the_one_code_that_it_can_be(cell: object, code: str | None) -> None:
    assert RESTORE(cell) == code


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        pytest.param(1411, "01411 and 1411 are both SBI codes", id="two codes"),
        pytest.param(62010, "no SBI code", id="in neither list"),
        pytest.param(1, "no SBI code", id="not yet known"),
        pytest.param("01.24.1", "no SBI code", id="not a number"),
    ],
)
def test_number_that_is_no_code_or_two_is_refused(cell: object, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        RESTORE(cell)


def test_export_with_numbers_gives_codes_and_quarantine(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("VES;SBI;V\n000000000013;111;2008\n000000000025;1411;2008\n", encoding="utf-8")
    items = deliver.read(
        file,
        table="activity",
        columns={"branch_id": "VES", "code": "SBI", "version": "V"},
        format={"delimiter": ";", "sbi": "number"},
    )
    assert [row.values["code"] for row in rows(items)] == ["0111"]
    assert "deliver the column as text" in quarantined(items)[0].reason


def test_codes_are_left_alone_without_the_setting(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("VES,SBI,V\n000000000013,111,2008\n", encoding="utf-8")
    columns = {"branch_id": "VES", "code": "SBI", "version": "V"}
    items = deliver.read(file, table="activity", columns=columns)
    assert rows(items)[0].values["code"] == "111"


def test_leading_zero_survives_parquet(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    table = pa.table({"VES": ["000000000013"], "SBI": ["0111"], "V": ["2008"]})
    pq.write_table(table, file)
    columns = {"branch_id": "VES", "code": "SBI", "version": "V"}
    items = deliver.read(file, table="activity", columns=columns)
    assert rows(items)[0].values["code"] == "0111"
    assert rows(items)[0].values["branch_id"] == "000000000013"
