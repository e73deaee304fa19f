"""BAG 2.0 Extract as a whole: the samples give their counts, and what is no extract is refused."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shapely

from connectors.bag_extract import CONNECTOR
from connectors.delivery import Note
from engine.errors import SourceChanged, SourceError, SourceRefused, SourceUnavailable
from tests import shared
from tests.connectors.bag.world import (
    BOW_TIE,
    SETTINGS,
    delivery,
    num,
    opr,
    part,
    place,
    pnd,
    polygon,
    read,
    read_records,
    relations,
    vbo,
    village,
    voorkomen,
    wpl,
    write,
    zipped,
)

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "bag"
SHARED = shared.DATA / "bag" / "lvbag_doesburg_2020"
needs_shared = shared.needs(SHARED)


@pytest.mark.parametrize(
    ("name", "code", "records", "actueel"),
    [
        ("lig.xml", "LIG", 3, 3),
        ("num.xml", "NUM", 3, 3),
        ("opr.xml", "OPR", 4, 4),
        ("sta.xml", "STA", 2, 2),
        ("wpl.xml", "WPL", 2, 2),
        ("pnd.xml", "PND", 6, 4),
        ("vbo.xml", "VBO", 3, 3),
        ("vbo2.xml", "VBO", 1, 0),
    ],
)
def test_a_loose_part_file_gives_its_counts(
    name: str, code: str, records: int, actueel: int
) -> None:
    found = read(FIXTURES / name, municipality="0106")
    assert found.notes[f"records/{code}"] == records == found.records
    assert found.notes.get(f"actueel/{code}", 0) == actueel
    assert found.notes["peildatum"] == ("2020-12-08" if name == "vbo2.xml" else "2020-10-08")


def test_two_part_files_of_one_zip_are_one_delivery() -> None:
    found = read(FIXTURES / "archive_pnd.zip", municipality="0003")
    assert found.notes["files/read"] == 2
    assert found.notes["records/PND"] == found.records == 4


@needs_shared
def test_the_nested_zip_gives_the_printed_counts() -> None:
    notes = read(SHARED / "BAGNLDL-15092020-small.zip", municipality="0221").notes
    expected = {
        "WPL": (1, 1),
        "OPR": (201, 198),
        "NUM": (14, 8),
        "VBO": (5, 2),
        "LIG": (2, 2),
        "STA": (2, 2),
        "PND": (6, 2),
    }
    assert {k: (notes[f"records/{k}"], notes[f"objects/{k}"]) for k in expected} == expected
    assert notes["inactive/NUM"] == 1
    assert (notes["files/read"], notes["files/skipped"]) == (32, 3)


@needs_shared
def test_closed_doubts_are_not_in_onderzoek() -> None:
    found = read(SHARED / "BAGNLDL-15092020-small.zip", municipality="0221")
    counts = [
        [found.notes[f"{key}/{code}"] for key in ("in_onderzoek_records", "in_onderzoek_objects")]
        for code in ("VBO", "PND")
    ]
    assert counts == [[13538, 965], [17996, 3000]]
    assert (found.notes["in_onderzoek/VBO"], found.notes["in_onderzoek/PND"]) == (0, 0)
    assert found.ignored["not in onderzoek on the peildatum"] == 13538 + 17996


@needs_shared
def test_the_zip_and_its_unpacked_parts_give_the_same_objects() -> None:
    packed = read(SHARED / "BAGNLDL-15092020-small.zip", municipality="0221")
    loose = read(*sorted((SHARED / "expanded").glob("*.xml")), municipality="0221")
    for table in ("address", "address_unit", "building", "unit_building"):
        assert packed.rows(table) == loose.rows(table)
    assert (packed.notes["objects/NUM"], loose.notes["objects/NUM"]) == (8, 9)
    assert (loose.notes["dangling/NUM-OPR"], loose.notes["dangling/NUM-WPL"]) == (1, 1)


@needs_shared
def test_two_open_voorkomens_are_a_life_cycle_error_of_that_object_only() -> None:
    found = read(SHARED / "BAGNLDL-15092020-small.zip", municipality="0221")
    assert [bad.record_id for bad in found.bad] == ["0221200000330998", "0221200000330999"]
    assert found.notes["life_cycle_errors/NUM"] == 2
    kept = {str(row["address_id"]): row for row in found.rows("address")}
    assert kept["0221200000330998"]["valid_from"] == date(2019, 3, 5)
    assert len(kept) == 8


@needs_shared
def test_an_address_may_lose_its_postcode() -> None:
    found = read(SHARED / "BAGNLDL-15092020-small.zip", municipality="0221")
    row = next(r for r in found.rows("address") if r["address_id"] == "0221200000330229")
    assert (row["postcode"], row["house_number"], row["house_letter"]) == (None, "9", "l")


@needs_shared
def test_ten_thousand_records_give_the_printed_counts() -> None:
    found = read(SHARED / "0221PND15092020-deel1.zip", municipality="0221")
    notes = found.notes
    keys = ("records/PND", "objects/PND", "actueel/PND", "huidig/PND", "dummy_records/built_year")
    assert [notes[key] for key in keys] == [10000, 6233, 6232, 5916, 2356]
    status = {str(k).split("/")[2]: v for k, v in notes.items() if k.startswith("status/")}
    assert status == {
        "Pand in gebruik": 5901,
        "Pand gesloopt": 308,
        "Verbouwing pand": 11,
        "Niet gerealiseerd pand": 8,
        "Sloopvergunning verleend": 4,
    }
    assert found.records == 10000
    assert len(found.rows("building")) == 6232


@needs_shared
def test_the_relation_file_gives_its_counts() -> None:
    found = read(SHARED / "GEM-WPL-RELATIE-15092020.zip", municipality="1884")
    assert (found.notes["relations/definitief"], found.notes["relations/voorlopig"]) == (6001, 2503)
    assert found.records == 8504
    assert len(found.used) == 13


@needs_shared
def test_ten_of_thirteen_relations_are_live_woonplaatsen_and_1673_moved(tmp_path: Path) -> None:
    live = ("3034", "3035", "3541", "3037", "3540", "3039", "3040", "3546", "3042", "3043")
    towns = [wpl(code) for code in live]
    towns += [wpl(code, status="Woonplaats ingetrokken") for code in ("3036", "3038", "3041")]
    records = [*towns, wpl("1673"), opr(1, town="1673"), opr(2), num(1), num(2, street=2)]
    (loose,) = write(tmp_path, {"towns.xml": part(*records, stand="2020-09-15")})
    both = (SHARED / "GEM-WPL-RELATIE-15092020.zip", loose)
    found = read(*both)
    assert (found.notes["towns/live"], found.notes["towns/withdrawn"]) == (10, 3)
    assert [row["address_id"] for row in found.rows("address")] == ["1884200000000002"]
    moved = read(*both, municipality="1940")
    assert [row["address_id"] for row in moved.rows("address")] == ["1884200000000001"]


@needs_shared
def test_a_self_intersecting_pand_becomes_one_polygon_of_the_same_area() -> None:
    file = SHARED / "pand-gml-bad.xml"
    found = read(file, as_of=date(2018, 12, 31), municipality="0147")
    row = found.row("building")
    shape = shapely.from_wkb(row["geometry"])
    assert (shape.geom_type, shapely.is_valid(shape)) == ("Polygon", True)
    assert row["footprint_m2"] == pytest.approx(73.84, abs=0.01)
    assert found.notes["repaired_geometry"] == 1
    assert str(found.notes["repaired_geometry_original/0147100000016964"]).startswith("POLYGON")


@needs_shared
@pytest.mark.parametrize(
    ("name", "code"),
    [("0221PND15092020-000001.xml", "PND"), ("0221VBO15092020-000001.xml", "VBO")],
)
def test_gdal_counts_the_same_records_and_objects(name: str, code: str) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    file = SHARED / "expanded" / name
    fields = pyogrio.raw.read(file, read_geometry=False, columns=["identificatie"])[3]
    ids = fields[0].tolist()
    notes = read(file, municipality="0221").notes
    assert notes[f"records/{code}"] == len(ids)
    assert notes[f"objects/{code}"] == len(set(ids))


MUTATIONS = (
    '<m:bagMutaties xmlns:m="http://www.kadaster.nl/schemas/lvbag/'
    'extract-deelbestand-mutaties-lvc/v20200601"/>'
)
BAG_1 = (
    '<a:BAG-Extract-Deelbestand-LVC xmlns:a="http://www.kadaster.nl/schemas/bag-verstrekkingen/'
    'extract-deelbestand-lvc/v20090901"/>'
)
HTML = "<!DOCTYPE html>\n<html><head><title>503</title></head><body><p>x</body></html>"
REFUSED: Mapping[str, tuple[bytes, str]] = {
    "mutation file": (MUTATIONS.encode(), "bagMutaties of .*mutation file"),
    "BAG 1.0": (BAG_1.encode(), "BAG-Extract-Deelbestand-LVC of .*BAG 1.0"),
    "HTML page": (HTML.encode(), "root element html of no namespace"),
    "other XML": (b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "feed of http://www.w3.org"),
    "empty file": (b"", "is empty"),
    "no XML": (b"id;naam\n1;x\n", "not well-formed"),
    "empty zip": (zipped({}), "holds no XML file"),
    "zip with only junk": (
        zipped({".DS_Store": b"x", "__MACOSX/._a.xml": b"y"}),
        "holds no XML file .2 skipped",
    ),
    "only empty parts": (zipped({"a.xml": part(), "b.xml": part()}), "no record in 2 XML files"),
    "not UTF-8": (part(wpl(name="Caf@")).replace(b"@", b"\xe9"), "not well-formed"),
    "cut off": (part(*village())[:-400], "not well-formed"),
    "truncated zip": (zipped({"a.xml": part(*village())})[:-30], "truncated or damaged"),
}


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_what_is_no_extract_is_refused_with_one_clear_message(case: str, tmp_path: Path) -> None:
    data, message = REFUSED[case]
    (file,) = write(tmp_path, {"delivery": data})
    with pytest.raises(SourceChanged, match=message):
        next(CONNECTOR.read(delivery(file)))


def test_the_draft_of_2018_is_refused_by_name() -> None:
    with pytest.raises(SourceChanged, match=r"lig_old\.xml:2: .*v20180601 .*draft of 2018"):
        next(CONNECTOR.read(delivery(FIXTURES / "lig_old.xml")))


def test_broken_xml_is_refused_with_its_line() -> None:
    with pytest.raises(SourceChanged, match=r"inval_pnd\.xml:32: "):
        next(CONNECTOR.read(delivery(FIXTURES / "inval_pnd.xml")))


@pytest.mark.parametrize(
    "declaration",
    [
        "<!DOCTYPE a>",
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/hostname">',
    ],
)
def test_a_doctype_is_refused(declaration: str, tmp_path: Path) -> None:
    (file,) = write(tmp_path, {"a.xml": part(*village(), head=declaration)})
    with pytest.raises(SourceRefused, match="DOCTYPE"):
        next(CONNECTOR.read(delivery(file)))


def test_a_bad_file_among_good_ones_stores_nothing(tmp_path: Path) -> None:
    files = write(tmp_path, {"a.xml": part(*village()), "b.xml": part(*village())[:-50]})
    with pytest.raises(SourceChanged, match=r"b\.xml:\d+: XML is not well-formed"):
        next(CONNECTOR.read(delivery(*files)))


def test_a_missing_file_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match=r"gone\.zip"):
        next(CONNECTOR.read(delivery(tmp_path / "gone.zip")))


def test_a_delivery_of_another_municipality_is_no_success(tmp_path: Path) -> None:
    (file,) = write(tmp_path, {"a.xml": part(*village())})
    with pytest.raises(SourceChanged, match=r"none of its 3 objects .* 0363, but in 1884"):
        read(file, municipality="0363")


def test_any_order_of_files_and_records_gives_the_same_rows(tmp_path: Path) -> None:
    versions = [
        pnd(1, voorkomen(1, "2010-01-01", "2015-01-01"), status="Bouw gestart"),
        pnd(1, voorkomen(2, "2015-01-01", "2020-01-01")),
        pnd(1, voorkomen(3, "2020-01-01"), status="Verbouwing pand"),
    ]
    records = [*versions, wpl(), opr(), num(), num(2), vbo(), place("Ligplaats", main=2)]
    seen = []
    for seed in range(4):
        mixed = random.Random(seed).sample(records, len(records))
        folder = tmp_path / str(seed)
        folder.mkdir()
        parts = {f"{n}.xml": part(text) for n, text in enumerate(mixed)}
        found = read(*write(folder, {"z.zip": zipped(parts)}))
        tables = ("address", "address_unit", "building", "unit_building")
        seen.append([found.rows(table) for table in tables] + [sorted(found.notes.items())])
    assert all(other == seen[0] for other in seen)


def test_a_shuffled_order_of_files_gives_equal_items(tmp_path: Path) -> None:
    parts = {f"{n}.xml": part(text) for n, text in enumerate(village(num(2), pnd(2)))}
    files = write(tmp_path, parts)
    first = read(*files).items
    for seed in range(3):
        assert read(*random.Random(seed).sample(files, len(files))).items == first


def test_voorkomens_of_one_object_in_two_files_are_one_object(tmp_path: Path) -> None:
    old, new = pnd(1, voorkomen(1, "2010-01-01", "2020-01-01")), pnd(1, voorkomen(2, "2020-01-01"))
    found = read(*write(tmp_path, {"a.xml": part(old), "b.xml": part(new)}))
    assert (found.notes["records/PND"], found.notes["objects/PND"]) == (2, 1)
    assert found.row("building")["valid_from"] == date(2020, 1, 1)
    assert found.used[0].file == "b.xml"


def test_every_record_has_one_item(tmp_path: Path) -> None:
    records = village(
        pnd(1, voorkomen(1, "2001-01-01", "2015-01-01")),
        pnd(2, voorkomen(1, "2030-01-01")),
        pnd(3, status="Kapot"),
        pnd("0363100000000001"),
    )
    data = {
        "a.xml": part(*records),
        "b.xml": relations(("3042", "1884", "2009-01-01", None, "definitief")),
    }
    found = read(*write(tmp_path, data))
    assert found.records == len(records) + 1
    assert found.ignored == {
        "superseded version": 1,
        "not yet valid": 1,
        "other municipality": 1,
    }
    assert len(found.bad) == 1


def test_delivered_on_is_the_stand_and_the_earliest_of_several(tmp_path: Path) -> None:
    files = write(
        tmp_path,
        {
            "a.zip": zipped({"in.zip": zipped({"p.xml": part(pnd(), stand="2026-09-08")})}),
            "b.xml": part(pnd(2), stand="2026-10-08"),
        },
    )
    assert CONNECTOR.delivered_on is not None
    assert CONNECTOR.delivered_on((files[0],), SETTINGS) == date(2026, 9, 8)
    assert CONNECTOR.delivered_on(tuple(files), SETTINGS) == date(2026, 9, 8)


def test_the_date_is_read_without_reading_the_nested_archives(tmp_path: Path) -> None:
    document = (
        '<x:BAG-Extract-Levering xmlns:x="http://www.kadaster.nl/schemas/lvbag/extract-levering/'
        'v20200601" xmlns:s="http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601">'
        "<s:StandTechnischeDatum>2026-10-08</s:StandTechnischeDatum></x:BAG-Extract-Levering>"
    )
    broken = zipped({"p.xml": part(pnd())})[:-10]
    (file,) = write(tmp_path, {"a.zip": zipped({"0.zip": broken, "L.xml": document.encode()})})
    assert CONNECTOR.delivered_on is not None
    assert CONNECTOR.delivered_on((file,), SETTINGS) == date(2026, 10, 8)
    with pytest.raises(SourceError):
        next(CONNECTOR.read(delivery(file)))


def test_a_bow_tie_keeps_its_area(tmp_path: Path) -> None:
    found = read_records(tmp_path, pnd(shape=polygon(BOW_TIE)))
    assert found.row("building")["footprint_m2"] == 50.0
    assert found.notes["repaired_geometry"] == 1


def test_a_note_says_when_part_files_state_another_date(tmp_path: Path) -> None:
    parts = {"a.xml": part(pnd()), "b.xml": part(pnd(2), stand="2026-09-08")}
    notes = read(*write(tmp_path, {"z.zip": zipped(parts)})).notes
    assert (notes["stand"], notes["other_stand/2026-09-08"]) == ("2026-10-08", 1)


@pytest.mark.parametrize(
    ("as_of", "peildatum", "reason"),
    [
        (date(2026, 11, 1), "2026-10-08", "the stand of the delivery: it is earlier than as_of"),
        (date(2026, 10, 8), "2026-10-08", None),
        (date(2026, 1, 1), "2026-01-01", "as_of: it is earlier than the stand of the delivery"),
    ],
)
def test_peildatum_is_the_earlier_of_as_of_and_stand(
    as_of: date, peildatum: str, reason: str | None, tmp_path: Path
) -> None:
    notes = read_records(tmp_path, pnd(), as_of=as_of).notes
    assert (notes["peildatum"], notes.get("peildatum_reason")) == (peildatum, reason)


def test_a_unit_without_its_address_and_pand_is_kept(tmp_path: Path) -> None:
    found = read_records(tmp_path, vbo(main=9, buildings=(8,)))
    assert found.row("address_unit")["object_id"] == "1884010000000001"
    assert found.rows("unit_building") == []
    assert (found.notes["dangling/VBO-NUM"], found.notes["dangling/VBO-PND"]) == (1, 1)


def test_a_delivery_without_any_date_is_refused_unless_sources_yaml_says_it(
    tmp_path: Path,
) -> None:
    data = part(pnd()).replace(b"StandTechnischeDatum", b"StandPeildatum")
    (file,) = write(tmp_path, {"a.xml": data})
    made = delivery(file)
    with pytest.raises(SourceChanged, match="states StandTechnischeDatum"):
        next(CONNECTOR.read(made))
    spec = made.spec.model_copy(update={"delivered_on": date(2026, 9, 1)})
    notes = [item for item in CONNECTOR.read(replace(made, spec=spec)) if isinstance(item, Note)]
    assert Note("peildatum", "2026-09-01") in notes
