"""The BAG delivery: names, nesting, schemas, and references that all resolve."""

import zipfile
from datetime import date
from pathlib import Path

import pyogrio
import pytest
from lxml import etree

from engine.sample import bag_zip, municipality
from engine.sample.world import World
from tests import shared
from tests.engine.sample import unpack
from tests.engine.sample.conftest import AS_OF

SCHEMAS = shared.DATA / "bag" / "xsd_lvbag_20200601"
_LVBAG = "lvbag/{}/v20200601/Bagvs{}-2.1.0.xsd"
SCHEMA_OF = {
    "bagStand": ("extract-deelbestand-lvc", "ExtractDeelbestandExtractLvc"),
    "BAG-Extract-Levering": ("extract-levering", "ExtractLeveringsdocument"),
    "BAG-GWR-Deelbestand-LVC": ("gem-wpl-rel/gwr-deelbestand-lvc", "GwrDeelbestandLvc"),
}
"""Root element -> folder and name of its schema."""
STAND = "http://www.kadaster.nl/schemas/standlevering-generiek/1.0"
KINDS = ("WPL", "OPR", "NUM", "VBO", "LIG", "STA", "PND")


@pytest.fixture(scope="module")
def files(sample: Path) -> dict[str, bytes]:
    return unpack.delivery(sample)


def test_nesting_and_names_are_those_of_a_municipal_delivery(files: dict[str, bytes]) -> None:
    outer = "BAGGEM1884L-31102026.zip!1884GEM31102026.zip!"
    assert f"{outer}Leveringsdocument-BAG-Extract.xml" in files
    for kind in KINDS:
        name = f"1884{kind}31102026"
        assert f"{outer}{name}.zip!{name}-000001.xml" in files
    assert f"{outer}GEM-WPL-RELATIE-31102026.zip!GEM-WPL-RELATIE-31102026-000001.xml" in files


@shared.needs(SCHEMAS)
@pytest.mark.parametrize("root", sorted(SCHEMA_OF))
def test_every_document_is_valid(files: dict[str, bytes], root: str) -> None:
    schema = etree.XMLSchema(etree.parse(str(SCHEMAS / _LVBAG.format(*SCHEMA_OF[root]))))
    checked = 0
    for name, content in files.items():
        tree = etree.fromstring(content)
        if etree.QName(tree).localname == root:
            assert schema.validate(tree), f"{name}: {schema.error_log}"
            checked += 1
    assert checked >= 1


def test_every_reference_resolves(files: dict[str, bytes]) -> None:
    towns = unpack.by_id(unpack.records(files, "Woonplaats")).keys()
    streets = unpack.by_id(unpack.records(files, "OpenbareRuimte"))
    addresses = unpack.by_id(unpack.records(files, "Nummeraanduiding"))
    buildings = unpack.by_id(unpack.records(files, "Pand"))
    for records in streets.values():
        assert set(unpack.refs(records[0], "ligtIn")) <= towns
    for records in addresses.values():
        assert set(unpack.refs(records[0], "ligtAan")) <= streets.keys()
    for kind in ("Verblijfsobject", "Ligplaats", "Standplaats"):
        for record in unpack.records(files, kind):
            assert len(unpack.refs(record, "heeftAlsHoofdadres")) == 1
            for relation in ("heeftAlsHoofdadres", "heeftAlsNevenadres"):
                assert set(unpack.refs(record, relation)) <= addresses.keys()
            homes = unpack.refs(record, "maaktDeelUitVan")
            assert set(homes) <= buildings.keys()
            assert bool(homes) is (kind == "Verblijfsobject")


def test_a_number_on_the_border_names_its_own_town(world: World, tmp_path: Path) -> None:
    file = bag_zip.write(world, tmp_path, stand=date(2026, 10, 31), seed=1)
    files = dict(unpack.walk(file.read_bytes(), file.name))
    towns = unpack.by_id(unpack.records(files, "Woonplaats"))
    streets = unpack.by_id(unpack.records(files, "OpenbareRuimte"))
    own = [r for r in unpack.records(files, "Nummeraanduiding") if unpack.refs(r, "ligtIn")]
    assert own
    for record in own:
        (street,) = unpack.refs(record, "ligtAan")
        (town,) = unpack.refs(record, "ligtIn")
        assert town in towns
        assert unpack.refs(streets[street][0], "ligtIn") != [town]


def test_some_buildings_have_no_unit(files: dict[str, bytes]) -> None:
    buildings = unpack.by_id(unpack.records(files, "Pand")).keys()
    units = unpack.records(files, "Verblijfsobject")
    used = {ref for unit in units for ref in unpack.refs(unit, "maaktDeelUitVan")}
    assert len(buildings - used) > len(buildings) / 4


def test_objects_have_several_versions_of_which_one_is_open(files: dict[str, bytes]) -> None:
    tag = f".//{{{unpack.HISTORY}}}"
    versions = unpack.by_id(unpack.records(files, "Pand"))
    assert max(len(records) for records in versions.values()) >= 4
    for records in versions.values():
        numbers = [r.findtext(f"{tag}voorkomenidentificatie") for r in records]
        assert numbers == [str(k) for k in range(1, len(records) + 1)]
        assert [r.findtext(f"{tag}eindGeldigheid") is None for r in records].count(True) == 1


def test_nothing_is_in_doubt_on_the_day_of_the_delivery(files: dict[str, bytes]) -> None:
    seen = 0
    for name, content in files.items():
        if "IOPND" not in name and "IOVBO" not in name:
            continue
        for stand in etree.fromstring(content).iter(f"{{{STAND}}}stand"):
            words = {etree.QName(node).localname: node.text for node in stand.iter("*")}
            end = words.get("eindGeldigheid")
            assert (words["inOnderzoek"] == "J") is (end is not None)
            assert end is None or end < "2026-10-31"
            seen += 1
    assert seen > 10


def test_relations_hold_the_ten_towns_and_traps(files: dict[str, bytes]) -> None:
    (relations,) = (content for name, content in files.items() if "GEM-WPL-RELATIE" in name)
    text = relations.decode("utf-8")
    towns = unpack.by_id(unpack.records(files, "Woonplaats"))
    assert len(towns) == 10
    assert all(f">{town}<" in text for town in towns)
    assert "voorlopig" in text
    assert ">3036<" in text


@pytest.mark.parametrize(
    ("records", "parts"),
    [
        pytest.param(100_000, 1, id="one part"),
        pytest.param(100, 2, id="cut"),
    ],
)
def test_parts_are_cut_at_the_number_of_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, records: int, parts: int
) -> None:
    monkeypatch.setattr(bag_zip, "PART_RECORDS", records)
    world = municipality.make(seed=1, addresses=100, as_of=AS_OF)
    file = bag_zip.write(world, tmp_path, stand=date(2026, 10, 31), seed=1)
    names = [name for name, _ in unpack.walk(file.read_bytes(), file.name) if "1884NUM" in name]
    assert len(names) == parts
    assert names[0].endswith("-000001.xml")


def test_gdal_reads_buildings_and_units(files: dict[str, bytes], tmp_path: Path) -> None:
    for kind, geometry in (("PND", "Polygon"), ("VBO", "Point"), ("LIG", "Polygon")):
        (content,) = (c for name, c in files.items() if f"1884{kind}" in name)
        part = tmp_path / f"{kind}.xml"
        part.write_bytes(content)
        info = pyogrio.read_info(part, force_feature_count=True)
        assert info["crs"] == "EPSG:28992"
        assert info["geometry_type"].startswith(geometry)
        assert info["features"] >= 10


def test_zips_carry_one_fixed_time(sample: Path) -> None:
    (file,) = (sample / "bag").glob("*.zip")
    with zipfile.ZipFile(file) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
