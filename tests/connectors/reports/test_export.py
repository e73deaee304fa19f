"""The export for the data warehouse: joined by number, and nothing about people is opened."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from connectors import archives
from connectors.delivery import Used
from connectors.reports.export_files import COLUMNS, stem
from connectors.reports.merge import PARENT
from engine.errors import SourceChanged, SourceRefused
from engine.settings import load_settings
from tests.connectors.deliver import quarantined
from tests.connectors.reports.signals import (
    NEVER,
    Table,
    csv_text,
    export,
    ignored,
    notes,
    pack,
    page,
    read,
    signal,
    values,
    write,
)


def _loose(folder: Path, tables: dict[str, Table]) -> list[Path]:
    """Write the files of the export beside each other, with a byte order mark."""
    files = [folder / name for name in tables]
    for file in files:
        file.write_text(csv_text(tables[file.name]), encoding="utf-8-sig", newline="")
    return files


def test_report_is_joined_with_its_place_category_and_state(tmp_path: Path) -> None:
    assert values(read(pack(tmp_path, export()))) == [
        {
            "report_id": "1",
            "category": "waste",
            "reported_on": date(2026, 6, 18),
            "street": "Voorbeeldweg",
            "house_number": "3",
            "house_letter": "a",
            "lat": 52.2,
            "lon": 4.63,
        }
    ]


def test_output_has_nothing_that_may_never_be_read_on_the_bytes(tmp_path: Path) -> None:
    tables = export(signals=2)
    tables["signals.csv"][1]["id"] = NEVER
    found = read(pack(tmp_path, tables))
    assert NEVER not in repr(found)
    assert "901" not in repr(found)
    assert quarantined(found)[0].reason == "report_id (id): not a number of a report"


@pytest.mark.parametrize(
    "name",
    ["reporters.csv", "notes.csv", "signals_assigned_user.csv", "kto-feedback-PRODUCTION.csv"],
)
@pytest.mark.parametrize("prefix", ["", "040000UTC_"], ids=["bare", "with the time"])
def test_files_about_people_are_never_opened(
    name: str, prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = export()
    file = pack(tmp_path, {**tables, name: tables["reporters.csv"]}, prefix=prefix)
    opened: list[str] = []
    plain = zipfile.ZipFile.open

    def watched(book: zipfile.ZipFile, member: zipfile.ZipInfo, *more: object) -> object:
        opened.append(member.filename)
        return plain(book, member, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(zipfile.ZipFile, "open", watched)
    found = read(file)
    assert len(values(found)) == 1
    assert f"{prefix}signals.csv" in opened
    assert f"{prefix}{name}" not in opened
    assert ignored(found)["never opened: it is about people"] >= 1


def test_files_that_are_not_needed_are_counted(tmp_path: Path) -> None:
    sla = {"sla.csv": [{"id": "1"}], "routing_departments.csv": [{"id": "1"}]}
    found = read(pack(tmp_path, {**export(), **sla}))
    assert ignored(found)["not needed"] == 1


def test_loose_files_and_the_other_spelling_give_the_same_rows(tmp_path: Path) -> None:
    tables = export(signals=3)
    packed = values(read(pack(tmp_path, tables)))
    tables["statusses.csv"] = tables.pop("statuses.csv")
    assert values(read(_loose(tmp_path, tables))) == packed


def test_every_record_of_every_file_is_accounted_for(tmp_path: Path) -> None:
    found = read(pack(tmp_path, export(signals=4)))
    assert sum(isinstance(item, Used) for item in found) == 16
    assert sum(ignored(found).values()) == 1


def test_parents_and_states_that_do_not_count_are_left_out(tmp_path: Path) -> None:
    tables = export(signals=4)
    tables["signals.csv"][1]["parent"] = "1"
    tables["statuses.csv"][2]["state"] = "a"
    tables["statuses.csv"][3]["state"] = "s"
    found = read(pack(tmp_path, tables))
    assert [row["report_id"] for row in values(found)] == ["2"]
    assert ignored(found) == {
        PARENT: 1,
        "state a: cancelled": 1,
        "state s: split": 1,
        "never opened: it is about people": 1,
    }


def test_latitude_in_its_own_column_is_read_and_told(tmp_path: Path) -> None:
    tables = export()
    tables["locations.csv"][0] |= {"lat": "52.2", "lng": "4.63"}
    found = read(pack(tmp_path, tables))
    assert (values(found)[0]["lat"], values(found)[0]["lon"]) == (52.2, 4.63)
    assert notes(found)["points with latitude before longitude"] == 1


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param(
            '{"postcode": "2371AA", "huisnummer": 3}', {"postcode": "2371AA"}, id="object"
        ),
        pytest.param("null", {"street": "Voorbeeldweg"}, id="columns"),
        pytest.param("{kapot", {"street": "Voorbeeldweg"}, id="broken object"),
    ],
)
def test_address_comes_from_the_object_or_else_from_its_columns(
    address: str, expected: dict[str, str], tmp_path: Path
) -> None:
    tables = export()
    tables["locations.csv"][0] |= {"address": address}
    (row,) = values(read(pack(tmp_path, tables)))
    assert {k: v for k, v in row.items() if k in ("postcode", "street")} == expected
    assert row["house_number"] == "3"
    assert "null" not in row.values()


def test_record_that_points_nowhere_is_told_and_its_report_kept(tmp_path: Path) -> None:
    tables = export()
    tables["locations.csv"][0]["id"] = "77"
    found = read(pack(tmp_path, tables))
    assert notes(found)["records that locations.csv lacks"] == 1
    assert set(values(found)[0]) == {"report_id", "category", "reported_on"}


def test_text_over_lines_of_ten_megabytes_is_skipped_and_lines_still_count(tmp_path: Path) -> None:
    tables = export(signals=2)
    tables["signals.csv"][0]["text"] = "een\n" * 2_500_000
    tables["signals.csv"][1]["created_at"] = tables["signals.csv"][1]["incident_date_start"] = "x"
    found = read(_loose(tmp_path, tables))
    assert quarantined(found)[0].line == 2_500_003
    assert len(values(found)) == 1


def test_short_row_goes_to_quarantine_and_the_rest_is_used(tmp_path: Path) -> None:
    file = tmp_path / "x.zip"
    with zipfile.ZipFile(file, "w") as zipped:
        for name, table in export(signals=1).items():
            more = "7,8\r\n" if name in ("signals.csv", "locations.csv") else ""
            zipped.writestr(name, csv_text(table) + more)
    found = read(file)
    assert [bad.reason for bad in quarantined(found)] == ["a record without all its cells"] * 2
    assert len(values(found)) == 1


def test_unknown_column_is_named(tmp_path: Path) -> None:
    tables = export()
    tables["signals.csv"][0]["nieuw"] = "geheim"
    found = read(pack(tmp_path, tables))
    assert notes(found)["unknown keys/signals.csv/nieuw"] == 1
    assert "geheim" not in repr(found)


@pytest.mark.parametrize(
    ("name", "column"), [(f"{word}.csv", sorted(c.wanted)[0]) for word, c in COLUMNS.items()]
)
def test_column_that_is_gone_stops_the_delivery(name: str, column: str, tmp_path: Path) -> None:
    tables = export()
    for row in tables[name]:
        del row[column]
    what = rf"{name}:1: columns that are not in the delivery: {column}"
    with pytest.raises(SourceChanged, match=what):
        read(pack(tmp_path, tables))


@pytest.mark.parametrize("name", [f"{word}.csv" for word in COLUMNS])
def test_file_that_is_gone_stops_the_delivery(name: str, tmp_path: Path) -> None:
    tables = export()
    del tables[name]
    with pytest.raises(SourceChanged, match=f"not in the delivery: {name}"):
        read(pack(tmp_path, tables))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        pytest.param(b"", "the file is empty, not even a header", id="empty"),
        pytest.param(b"<html></html>", "not a CSV: this is HTML or XML", id="HTML"),
        pytest.param(b"id\n\xe9", r"csv:2: not UTF-8 at byte 3", id="cp1252"),
        pytest.param(b'id\n"x', "columns that are not in the delivery", id="other columns"),
    ],
)
def test_file_that_is_no_csv_of_signalen_is_refused(
    content: bytes, what: str, tmp_path: Path
) -> None:
    (tmp_path / "signals.csv").write_bytes(content)
    with pytest.raises(SourceChanged, match=what):
        read(tmp_path / "signals.csv")


def test_quote_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "signals.csv").write_text(csv_text(export()["signals.csv"]) + '"x', "utf-8")
    with pytest.raises(SourceChanged, match="a quote that is never closed"):
        read(tmp_path / "signals.csv")


def test_two_exports_at_once_are_refused(tmp_path: Path) -> None:
    (tmp_path / "signals.csv").write_text(csv_text(export()["signals.csv"]), "utf-8")
    with pytest.raises(SourceChanged, match=r"a second signals\.csv: deliver one export at a time"):
        read([pack(tmp_path, export()), tmp_path / "signals.csv"])


@pytest.mark.parametrize("name", ["zaken.csv", "a.pdf", "leesmij"])
def test_other_file_is_refused_by_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("x")
    with pytest.raises(SourceChanged, match=f"{name}: not a file of the export of Signalen"):
        read(tmp_path / name)


def test_truncated_zip_is_refused(tmp_path: Path) -> None:
    file = pack(tmp_path, export())
    file.write_bytes(file.read_bytes()[:200])
    with pytest.raises(SourceChanged, match="cannot be unpacked, truncated or damaged"):
        read(file)


def test_zip_that_explodes_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("signals.csv", b"0" * 5_000_000)
    with pytest.raises(SourceRefused, match="times its size"):
        read(file)


def test_api_and_export_about_one_report_are_one_row(tmp_path: Path) -> None:
    newer = signal(1, updated_at="2026-07-01T00:00:00Z")
    found = read([pack(tmp_path, export()), write(tmp_path, page(newer), "z.json")])
    (row,) = values(found)
    assert row["house_number"] == "3"
    assert "house_letter" not in row


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("signals.csv", "signals"),
        ("a.zip!040000UTC_statusses.csv", "statuses"),
        ("a.zip!2026/LOCATIONS.CSV", "locations"),
        ("kto-feedback-ACCEPTANCE.csv", "kto-feedback"),
        ("signals.txt", None),
        ("my_signals.csv", None),
    ],
)
def test_file_is_known_by_its_name(name: str, word: str | None) -> None:
    assert stem(name) == word


def test_sealed_entry_comes_without_a_look_inside(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as zipped:
        zipped.writestr("b.zip", json.dumps("PK\x03\x04"))
    limits = load_settings().archives
    (entry,) = archives.entries(
        [file], source="s", limits=limits, sealed=lambda name: name.endswith("b.zip")
    )
    assert entry.name == "a.zip!b.zip"
