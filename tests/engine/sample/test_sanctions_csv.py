"""The list of sanctions in the sample: invented, in the real layout, with one broken row."""

from pathlib import Path

from tests.connectors import deliver
from tests.connectors.deliver import quarantined, rows


def test_invented_list_is_read_with_one_row_in_quarantine(sample: Path) -> None:
    (file,) = (sample / "sanctions").iterdir()
    items = deliver.read(file, id="sanctions", connector="sanctions")
    assert [row.values["kind"] for row in rows(items)] == [
        "person",
        "organisation",
        "organisation",
        "vessel",
    ]
    assert [bad.reason for bad in quarantined(items)] == ["startDate is not a day that exists"]


def test_no_listed_number_is_a_company_of_the_sample(sample: Path) -> None:
    (file,) = (sample / "sanctions").iterdir()
    found = rows(deliver.read(file, id="sanctions", connector="sanctions"))
    numbers = [one for row in found for one in row.values.get("identifiers", [])]  # type: ignore[attr-defined]
    registered = {one.partition(":")[2] for one in numbers if one.startswith("registration:")}
    assert registered
    answers = (sample / "kvk" / "profielen.jsonl").read_text("utf-8")
    assert not [number for number in registered if number in answers]
