"""Rows of tables whose key or content has its own rules."""

from pathlib import Path

from tests.connectors.deliver import quarantined, read, rows


def _csv(folder: Path, text: str) -> Path:
    file = folder / "a.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_key_with_a_person_in_it_is_no_record_id(tmp_path: Path) -> None:
    file = _csv(tmp_path, "l,m,op\nL1,J. Voorbeeld,x\n")
    columns = {"licence_id": "l", "manager_name": "m", "started_on": "op"}
    bad = quarantined(read(file, table="licence_manager", columns=columns))[0]
    assert bad.record_id is None
    assert bad.people == {"manager_name": "J. Voorbeeld"}


def test_row_without_its_person_goes_to_quarantine(tmp_path: Path) -> None:
    file = _csv(tmp_path, "l,m\nL1,\n")
    columns = {"licence_id": "l", "manager_name": "m"}
    bad = quarantined(read(file, table="licence_manager", columns=columns))[0]
    assert bad.reason == "manager_id: empty, and a row needs it"


def test_word_of_a_column_without_other_lists_the_words(tmp_path: Path) -> None:
    file = _csv(tmp_path, "nr,op,uit\n1,2026-01-01,goed\n")
    columns = {"inspection_id": "nr", "held_on": "op", "outcome": "uit"}
    bad = quarantined(read(file, table="inspection", columns=columns))[0]
    assert bad.reason.endswith(
        '"goed": map it to one of clean, violation, no_access by name under values'
    )


def test_words_are_mapped_for_numbers_and_lists_too(tmp_path: Path) -> None:
    file = _csv(tmp_path, "nr,n,namen\n12345678,geen,A;x\n")
    columns = {"enterprise_id": "nr", "employees": "n", "trade_names": "namen"}
    values = {"employees": {"geen": 0}, "trade_names": {"x": "B"}}
    found = rows(read(file, table="enterprise", columns=columns, values=values))
    assert found[0].values["employees"] == 0
    assert found[0].values["trade_names"] == ["A", "B"]


def test_company_names_are_people_in_quarantine(tmp_path: Path) -> None:
    file = _csv(tmp_path, "nr,naam\n1234567,J. Voorbeeld\n")
    columns = {"enterprise_id": "nr", "statutory_name": "naam"}
    bad = quarantined(read(file, table="enterprise", columns=columns))[0]
    assert bad.people == {"statutory_name": "J. Voorbeeld"}
    assert bad.record_id == "1234567"


def test_object_in_a_cell_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"nr": "1", "kind": {"naam": "J. Voorbeeld"}}\n', encoding="utf-8")
    columns = {"permit_id": "nr", "kind": "kind"}
    bad = quarantined(read(file, table="permit", columns=columns))[0]
    assert "Voorbeeld" not in f"{bad.raw}{bad.reason}{bad.people}"
