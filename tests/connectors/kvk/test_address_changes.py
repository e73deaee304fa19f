"""The CSV of changed addresses: numbers in two columns, a byte order mark, columns that moved."""

import csv
from pathlib import Path

import pytest

from connectors.delivery import Ignored, Item, Note
from connectors.kvk.merge import CONFLICT, DUPLICATE
from connectors.kvk.shapes import KEYS, Kind
from engine.errors import SourceChanged, SourceUnavailable
from tests.connectors import deliver
from tests.connectors.deliver import quarantined, rows

COLUMNS = sorted(KEYS[Kind.ADDRESS])
LINE = {
    "DOSSIERNR": "00000013",
    "DSNR_VVKEY": "00000000",
    "SUBD_VVKEY": "0025",
    "HN_1X45": "Café Voorbeeld",
    "STRAATNAAM": "Voorbeeldlaan",
    "HUISNR": "8",
    "TOEV_HSNR": "B",
    "POSTCODE": "2371AA",
    "WOONPLAATS": "ROELOFARENDSVEEN",
    "STRNAAM_CA": "Postbus",
    "HSNR_CA": "113",
}


def _file(
    folder: Path,
    *lines: dict[str, str],
    columns: list[str] | None = None,
    encoding: str = "utf-8-sig",
) -> Path:
    file = folder / "mutaties.csv"
    with file.open("w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, columns or COLUMNS, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(lines)
    return file


def _read(file: Path) -> list[Item]:
    return deliver.read(file, id="kvk", connector="kvk_api", delivered_on="2026-10-31")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_line_becomes_a_branch_with_a_number_of_twelve_digits(
    encoding: str, tmp_path: Path
) -> None:
    items = _read(_file(tmp_path, LINE, encoding=encoding))
    (branch,) = rows(items, "branch")
    assert branch.values == {
        "branch_id": "000000000025",
        "enterprise_id": "00000013",
        "shop_name": "Café Voorbeeld",
        "street": "Voorbeeldlaan",
        "house_number": "8",
        "house_addition": "B",
        "postcode": "2371AA",
        "town": "ROELOFARENDSVEEN",
    }
    assert branch.private == {"shop_name"}
    assert rows(items, "enterprise")[0].values == {"enterprise_id": "00000013"}


def test_line_without_branch_number_is_a_company(tmp_path: Path) -> None:
    items = _read(_file(tmp_path, {**LINE, "DSNR_VVKEY": "", "SUBD_VVKEY": ""}))
    assert rows(items, "branch") == []
    (enterprise,) = rows(items, "enterprise")
    assert enterprise.values["trade_names"] == ["Café Voorbeeld"]
    assert enterprise.private == {"trade_names"}


def test_box_is_no_place(tmp_path: Path) -> None:
    (branch,) = rows(_read(_file(tmp_path, {**LINE, "STRAATNAAM": "Postbus"})), "branch")
    assert set(branch.values) == {"branch_id", "enterprise_id", "shop_name"}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"DOSSIERNR": "0000013"}, "DOSSIERNR has 7 characters", id="7 digits"),
        pytest.param({"DOSSIERNR": "13"}, "leading zeros are lost", id="as a number"),
        pytest.param({"DOSSIERNR": ""}, "DOSSIERNR is empty", id="empty"),
        pytest.param({"SUBD_VVKEY": ""}, "half a branch number", id="half a number"),
        pytest.param({"DSNR_VVKEY": "1234567"}, "DSNR_VVKEY has 7", id="branch"),
    ],
)
def test_line_with_a_bad_number_goes_to_quarantine(
    changes: dict[str, str], reason: str, tmp_path: Path
) -> None:
    items = _read(_file(tmp_path, LINE, {**LINE, **changes}))
    (bad,) = quarantined(items)
    assert reason in bad.reason
    assert bad.line == 3
    assert "Voorbeeld" not in str(bad)
    assert len(rows(items, "branch")) == 1


def test_equal_lines_collapse_and_unequal_ones_about_one_branch_do_not(tmp_path: Path) -> None:
    same = _read(_file(tmp_path, LINE, LINE))
    assert [i.reason for i in same if isinstance(i, Ignored)] == [DUPLICATE]
    other = _read(_file(tmp_path, LINE, {**LINE, "HUISNR": "9"}))
    assert [bad.reason for bad in quarantined(other)] == [CONFLICT, CONFLICT]


def test_missing_column_stops_the_delivery_and_is_named(tmp_path: Path) -> None:
    columns = [name for name in COLUMNS if name != "SUBD_VVKEY"]
    with pytest.raises(SourceChanged, match=r"mutaties\.csv:1: .* missing: SUBD_VVKEY$"):
        _read(_file(tmp_path, LINE, columns=columns))


def test_extra_column_is_reported_and_not_kept(tmp_path: Path) -> None:
    items = _read(_file(tmp_path, {**LINE, "NIEUW": "geheim"}, columns=[*COLUMNS, "NIEUW"]))
    notes = {item.key: item.value for item in items if isinstance(item, Note)}
    assert notes["unknown keys/adresmutatie/NIEUW"] == 1
    assert "geheim" not in str(items)


def test_short_line_goes_to_quarantine(tmp_path: Path) -> None:
    file = _file(tmp_path, LINE)
    with file.open("a", encoding="utf-8") as out:
        out.write("1,2\n")
    (bad,) = quarantined(_read(file))
    assert bad.reason.startswith("short row: 2 cells")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(b"kvknummer\n90000012\n", "no CSV of changed addresses", id="other CSV"),
        pytest.param(b"<html>\n", "no CSV of changed addresses", id="HTML"),
    ],
)
def test_other_content_is_refused(content: bytes, what: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    with pytest.raises(SourceChanged, match=what):
        _read(file)


def test_header_alone_is_an_empty_delivery(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match="the delivery is empty"):
        _read(_file(tmp_path))


def test_file_that_is_gone_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match=r"a\.csv: cannot be opened"):
        _read(tmp_path / "a.csv")
