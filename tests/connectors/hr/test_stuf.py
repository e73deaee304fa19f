"""StUF-BG 0310: branches of an answer, and what is no answer."""

from pathlib import Path

import pytest

from connectors.delivery import Used
from connectors.hr.merge import LESS
from tests.connectors.deliver import FIXTURES, quarantined, rows
from tests.connectors.hr.answers import KVK, MAIN, notes, read, read_files, registration

SAMPLE = FIXTURES / "hr" / "stuf_bg_0310_vesLa01.xml"
NUMBER = "<vestigingsNummer>990000204616</vestigingsNummer>"


def _changed(old: str, new: str) -> str:
    text = SAMPLE.read_text("utf-8")
    assert old in text
    return text.replace(old, new)


def test_answer_gives_a_branch_with_its_address() -> None:
    items = read_files(SAMPLE)
    (row,) = rows(items)
    assert row.table == "branch"
    assert row.private == {"shop_name"}
    assert row.values == {
        "branch_id": "990000204616",
        "shop_name": "Stichting International Voltware Vestiging:9157",
        "house_number": "5",
        "postcode": "8921CV",
        "town": "Leeuwarden",
    }
    assert notes(items)["branches of which the company is not known"] == 1


def test_object_that_names_its_company_is_joined_to_it(tmp_path: Path) -> None:
    related = f"<isActiviteitVan><gerelateerde><kvkNummer>{KVK}</kvkNummer></gerelateerde>"
    items = read(tmp_path, _changed(NUMBER, f"{NUMBER}{related}</isActiviteitVan>"))
    assert rows(items)[0].values["enterprise_id"] == KVK
    assert notes(items)["unknown elements/isActiviteitVan"] == 1


def test_message_of_the_register_goes_before_it(tmp_path: Path) -> None:
    items = read(tmp_path, registration(), _changed("990000204616", MAIN))
    assert len(rows(items, "branch")) == 1
    assert LESS in str(items)


def test_every_object_is_a_record_and_a_bad_one_leaves_the_rest(tmp_path: Path) -> None:
    start, end = '<object StUF:entiteittype="VES">', "</object>"
    text = SAMPLE.read_text("utf-8")
    whole = text[text.index(start) : text.index(end) + len(end)]
    bad = whole.replace("990000204616", "123")
    other = whole.replace('"VES"', '"NNP"')
    items = read(tmp_path, text.replace(whole, whole + bad + other))
    assert [bad.reason for bad in quarantined(items)] == [
        "vestigingsNummer has 3 characters instead of 12 digits",
        "an object of type NNP, where VES was expected",
    ]
    assert len(rows(items)) == 1


def test_answer_without_objects_is_empty(tmp_path: Path) -> None:
    text = SAMPLE.read_text("utf-8")
    start, end = text.index("<antwoord>"), text.index("</antwoord>")
    items = read(tmp_path, text[:start] + "<antwoord>" + text[end:])
    assert [item.rows for item in items if isinstance(item, Used)] == [()]
    assert notes(items)["empty answers"] == 1


@pytest.mark.parametrize("name", ["stuf_bg_0310_fault.xml", "stuf_bg_0310_question.xml"])
def test_fault_and_question_give_zero_rows_and_one_clear_error(name: str) -> None:
    items = read_files(FIXTURES / "hr" / name)
    assert rows(items) == []
    assert len(quarantined(items)) == 1
