"""Reports of the sample as Signalen gives them: counted once, and nobody known."""

from pathlib import Path

from connectors.delivery import Ignored, Note
from connectors.reports.merge import PARENT
from tests.connectors.deliver import quarantined, rows
from tests.engine.sample.test_vth_files import read


def test_reports_are_read_with_day_place_and_category(sample: Path) -> None:
    found = [row.values for row in rows(read(sample, "reports"))]
    assert len(found) > 30
    assert all(row.keys() >= {"category", "reported_on", "lat", "lon"} for row in found)
    numbers = sorted(int(str(row["report_id"])) for row in found)
    assert numbers == list(range(1, len(found) + 1))


def test_some_reporters_report_more_than_once_and_some_are_unknown(sample: Path) -> None:
    found = [row.values.get("reporter_id") for row in rows(read(sample, "reports"))]
    known = [one for one in found if one]
    assert 1 < len(set(known)) < len(known) < len(found)


def test_what_does_not_count_and_what_is_broken_stands_at_the_end(sample: Path) -> None:
    found = read(sample, "reports")
    left = {item.reason for item in found if isinstance(item, Ignored)}
    assert left == {"state a: cancelled", "state s: split", PARENT}
    reasons = sorted(bad.reason.split(":")[0] for bad in quarantined(found))
    assert reasons == ["category", "reported_on (incident_date_start)"]


def test_contact_details_of_invented_reporters_are_dropped(sample: Path) -> None:
    text = (sample / "meldingen" / "signalen.jsonl").read_text("utf-8")
    assert "@melder.example" in text
    found = read(sample, "reports")
    assert "@melder.example" not in repr(found)
    dropped = {item.key for item in found if isinstance(item, Note)}
    assert {"dropped fields/reporter", "dropped fields/text"} <= dropped
