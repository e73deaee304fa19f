"""The Kadaster's files of the sample: read by the product itself, and about quiet yards only."""

import json
from pathlib import Path

from connectors.delivery import Item, Note, Quarantined, Used
from connectors.parcels import read
from engine.sources_file import load_sources
from tests.connectors.deliver import delivery, rows


def _read(sample: Path, source: str) -> list[Item]:
    specs = {spec.id: spec for spec in load_sources(sample / "sources.yaml").sources.sources}
    files = sorted(file for part in specs[source].path for file in sample.glob(part))
    entry = {"id": source, "connector": "parcels", "options": dict(specs[source].options)}
    return list(read(delivery(files, **entry)))


def test_map_is_read_whole_but_for_the_broken_feature(sample: Path) -> None:
    items = _read(sample, "parcels")
    document = json.loads((sample / "brk" / "percelen.geojson").read_text("utf-8"))
    used = [item for item in items if isinstance(item, Used)]
    assert len(used) == len(document["features"]) - 1
    assert len([item for item in items if isinstance(item, Quarantined)]) == 1
    assert document["crs"]["properties"]["name"] == "urn:ogc:def:crs:EPSG::28992"


def test_messages_tell_a_sale_a_lapsed_purchase_a_masked_holder_and_a_beslag(
    sample: Path,
) -> None:
    items = _read(sample, "brk")
    kinds = {row.values.get("kind") for row in rows(items, "transfer")}
    assert {"sale", "registered_purchase"} <= kinds
    assert any("lapsed_on" in row.values for row in rows(items, "transfer"))
    assert any("seller_name" in row.values for row in rows(items, "transfer"))
    assert len(rows(items, "attachment")) == 1
    notes = {item.key: item.value for item in items if isinstance(item, Note)}
    assert notes["masked persons"] == 1
    assert "Embargo" not in str(items)


def test_broken_message_goes_to_quarantine(sample: Path) -> None:
    bad = [item for item in _read(sample, "brk") if isinstance(item, Quarantined)]
    assert [item.reason for item in bad] == ["tijdstipOndertekening is not a date that exists"]


def test_what_a_message_tells_is_not_told_again_by_the_export(sample: Path) -> None:
    told = {row.values["parcel_id"] for row in rows(_read(sample, "brk"), "transfer")}
    lines = (sample / "brk" / "overdrachten.csv").read_text("utf-8").splitlines()[1:-3]
    assert not told & {line.split(";")[1] for line in lines if "Koopregistratie" not in line}
