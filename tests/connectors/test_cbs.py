"""Figures of areas: key figures of CBS and police figures, as context only."""

import shutil
from pathlib import Path

import pytest

from connectors import find
from connectors.delivery import Ignored, Item, Note
from engine.errors import SettingsError, SourceChanged, SourceUnavailable
from tests import shared
from tests.connectors.area_figures.world import KINDS, TITLES, area, crime, geojson, odata
from tests.connectors.deliver import delivery, quarantined, rows

SHARED = shared.DATA
needs_shared = shared.needs(SHARED)


def read(*files: Path, municipality: str = "1884", **options: object) -> list[Item]:
    made = delivery(files, id="cbs", connector="cbs", options=options)
    own = type(made)(made.spec, made.files, made.as_of, municipality, made.settings)
    return list(find("cbs").read(own))


def notes(items: list[Item]) -> dict[str, int | str]:
    return {item.key: item.value for item in items if isinstance(item, Note)}


def ignored(items: list[Item]) -> dict[str, int]:
    found: dict[str, int] = {}
    for item in items:
        if isinstance(item, Ignored):
            found[item.reason] = found.get(item.reason, 0) + item.count
    return found


def figures(items: list[Item]) -> dict[str, object]:
    return {str(r.values["figure_id"]): r.values["value"] for r in rows(items)}


# Key figures of CBS


def test_an_area_gives_a_figure_per_measure_with_its_year(tmp_path: Path) -> None:
    items = read(geojson(tmp_path, area()))
    first = rows(items)[0]
    assert first.table == "area_figure"
    assert first.values == {
        "figure_id": "BU18840000/2021/inwoners",
        "area_id": "BU18840000",
        "area_kind": "neighbourhood",
        "area_name": "Verzonnen Buurt",
        "year": 2021,
        "period": "2021",
        "measure": "inwoners",
        "value": 1205.0,
        "unit": "aantal",
        "is_complete": True,
    }
    assert figures(items)["BU18840000/2021/omgevingsadressendichtheid"] == 310.0


def test_sex_and_origin_never_come_in(tmp_path: Path) -> None:
    bad = area("BU18840001", water="misschien")
    items = read(geojson(tmp_path, area(), bad))
    assert "600" not in str(items)
    assert "marokko" not in str(items)
    assert quarantined(items)[0].raw is not None


@pytest.mark.parametrize("sentinel", [-99999999, -99997, "-99995", None, "", "-99999999.0"])
def test_a_sentinel_is_unknown_and_never_a_number(tmp_path: Path, sentinel: object) -> None:
    items = read(geojson(tmp_path, area(aantal_inwoners=sentinel)))
    assert figures(items)["BU18840000/2021/inwoners"] is None
    assert notes(items)["unknown/inwoners"] == 1


@pytest.mark.parametrize(("word", "value"), [(0, 0.0), ("12900", 12900.0), ("2,4", 2.4)])
def test_a_number_may_be_text_and_zero_is_a_number(
    tmp_path: Path, word: object, value: float
) -> None:
    items = read(geojson(tmp_path, area(aantal_inwoners=word)))
    assert figures(items)["BU18840000/2021/inwoners"] == value


def test_water_and_other_municipalities_are_left_out_by_name(tmp_path: Path) -> None:
    water = area("BU18849997", water="JA", buurtnaam=None, aantal_inwoners=-99999999)
    items = read(geojson(tmp_path, area(), water, area("BU05690000"), area("WK056900")))
    assert ignored(items) == {"water": 1, "other municipality": 2}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"buurtcode": "BU1884"}, "'BU1884' is no code GM, WK or BU of an area"),
        ({"buurtcode": None}, "'empty' is no code"),
        ({"water": "NAT"}, "water 'NAT' is not one of NEE, JA, B"),
        ({"aantal_inwoners": "veel"}, "aantal_inwoners 'veel' is no number"),
        ({"jaarstatcode": "21BU18840000"}, "year '21BU18840000' is no year"),
    ],
    ids=["code", "no code", "water", "number", "year"],
)
def test_a_bad_area_is_quarantined_and_the_rest_is_used(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    items = read(geojson(tmp_path, area() | changes, area("BU18840009")))
    (bad,) = quarantined(items)
    assert reason in bad.reason
    assert (bad.file, bad.line) == ("buurten.geojson", 2)
    assert {row.values["area_id"] for row in rows(items)} == {"BU18840009"}


def test_columns_that_nobody_knows_are_named(tmp_path: Path) -> None:
    found = notes(read(geojson(tmp_path, area(aantal_konijnen=3))))
    assert found["columns_not_used/aantal_konijnen"] == "buurten.geojson"


def test_a_file_without_a_year_asks_for_it(tmp_path: Path) -> None:
    one = area()
    del one["jaarstatcode"]
    file = geojson(tmp_path, one)
    with pytest.raises(SourceChanged, match="nothing tells the year"):
        read(file)
    assert "BU18840000/2019/inwoners" in figures(read(file, year=2019))


def test_csv_with_semicolons_and_commas_gives_the_same(tmp_path: Path) -> None:
    lines = ["gm_code;gm_naam;jaar;aant_inw;gem_hh_gr", "GM1884;Kaag en Braassem;2017;26374;2,4"]
    file = tmp_path / "gemeenten.csv"
    file.write_text("\n".join(lines) + "\n")
    assert figures(read(file)) == {
        "GM1884/2017/inwoners": 26374.0,
        "GM1884/2017/gemiddelde huishoudensgrootte": 2.4,
    }


@needs_shared
def test_districts_of_2022_give_the_printed_figures() -> None:
    items = read(SHARED / "geo" / "wijken_2022_rd_kerncijfers.geojson", year=2022)
    found = figures(items)
    urbanity = {key[:8]: value for key, value in found.items() if key.endswith("/stedelijkheid")}
    assert urbanity == {
        "WK188400": 4.0,
        "WK188401": 5.0,
        "WK188402": 5.0,
        "WK188403": 5.0,
        "WK188404": 4.0,
    }
    assert ignored(items) == {"other municipality": 147}


@needs_shared
def test_the_municipality_of_2022_gives_the_printed_figures() -> None:
    found = figures(read(SHARED / "geo" / "gemeenten_2022_rd_kerncijfers.geojson", year=2022))
    assert found["GM1884/2022/inwoners"] == 27895.0
    assert found["GM1884/2022/woningen"] == 12142.0
    assert found["GM1884/2022/oppervlakte in km2"] == pytest.approx(72.24)


@needs_shared
def test_the_csv_of_2017_gives_density_and_class() -> None:
    found = figures(read(SHARED / "geo" / "gemeenten_2017_kerncijfers.csv", year=2017))
    assert found["GM1884/2017/omgevingsadressendichtheid"] == 574.0
    assert found["GM1884/2017/stedelijkheid"] == 4.0


@needs_shared
def test_the_geopackage_of_cbs_is_read_without_a_trace(tmp_path: Path) -> None:
    name = "cbs_buurten_2021_ermelo_voorbeeld.gpkg"
    file = Path(shutil.copy(SHARED / "geo" / name, tmp_path))
    items = read(file, municipality="0233")
    assert len({row.values["area_id"] for row in rows(items)}) == 16
    assert ignored(items) == {"water": 1}
    assert figures(items)["BU02330000/2021/omgevingsadressendichtheid"] == 1349.0
    assert figures(items)["BU02330000/2021/inwoners"] is None
    assert min(v for v in figures(items).values() if isinstance(v, float)) >= 0
    assert [path.name for path in tmp_path.iterdir()] == [name]


# Figures of the police


def test_a_row_gives_a_figure_under_its_titles(tmp_path: Path) -> None:
    files = [
        odata(tmp_path, crime()),
        odata(tmp_path, *TITLES, part="DataProperties"),
        odata(tmp_path, *KINDS, part="SoortMisdrijf"),
        odata(tmp_path, {"Key": "2026MM08"}, {"Key": "2026MM09"}, part="Perioden"),
    ]
    (row,) = rows(read(*files))
    assert row.values == {
        "figure_id": "BU18840000/2026MM08/47022NED/GeregistreerdeMisdrijven_1/1.1.1",
        "area_id": "BU18840000",
        "area_kind": "neighbourhood",
        "area_name": None,
        "year": 2026,
        "period": "2026MM08",
        "measure": "Geregistreerde misdrijven: Diefstal uit woning",
        "value": 5.0,
        "unit": "aantal",
        "is_complete": True,
    }


def test_without_titles_the_keys_stand(tmp_path: Path) -> None:
    (row,) = rows(read(odata(tmp_path, crime())))
    assert row.values["measure"] == "GeregistreerdeMisdrijven_1: 1.1.1"
    assert row.values["unit"] is None


def test_suppressed_stays_unknown_and_zero_is_zero(tmp_path: Path) -> None:
    items = read(odata(tmp_path, crime(value=None), crime("3.7.1 ", 0)))
    assert [row.values["value"] for row in rows(items)] == [None, 0.0]
    assert notes(items)["suppressed/47022NED"] == 1


def test_totals_and_years_among_months_are_left_out(tmp_path: Path) -> None:
    items = read(
        odata(tmp_path, crime(), crime("0.0.0 "), crime(period="2026JJ00"), crime(code="NL01"))
    )
    assert ignored(items) == {
        "total row": 1,
        "year total among months": 1,
        "no area of municipality": 1,
    }
    assert len(rows(items)) == 1


def test_a_table_per_year_has_years(tmp_path: Path) -> None:
    items = read(odata(tmp_path, crime(period="2025JJ00"), table="47018NED"))
    assert rows(items)[0].values["period"] == "2025JJ00"
    assert rows(items)[0].values["is_complete"] is True


@pytest.mark.parametrize("listed", [False, True], ids=["by the rows", "by the list of periods"])
def test_the_last_month_is_not_complete(tmp_path: Path, listed: bool) -> None:
    files = [odata(tmp_path, crime(period="2026MM08"), crime(period="2026MM09"))]
    if listed:
        files.append(odata(tmp_path, {"Key": "2026MM10"}, part="Perioden"))
    complete = {r.values["period"]: r.values["is_complete"] for r in rows(read(*files))}
    assert complete == {"2026MM08": True, "2026MM09": listed}


def test_a_table_that_stopped_is_noted(tmp_path: Path) -> None:
    found = notes(read(odata(tmp_path, crime(), table="47004NED")))
    assert found["ended/47004NED"] == "not filled after 2018"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (crime(code="BU1884"), "WijkenEnBuurten 'BU1884' is no code of an area"),
        (crime(code=" "), "WijkenEnBuurten 'empty' is no code of an area"),
        (crime(period="2026MM13"), "Perioden '2026MM13' is no year, quarter or month"),
        (crime(value="vijf"), "GeregistreerdeMisdrijven_1 'vijf' is no number"),
    ],
    ids=["area", "no area", "period", "number"],
)
def test_a_bad_row_is_quarantined_and_the_rest_is_used(
    tmp_path: Path, row: dict[str, object], reason: str
) -> None:
    items = read(odata(tmp_path, crime("3.7.1"), row))
    (bad,) = quarantined(items)
    assert reason in bad.reason
    assert bad.line > 1
    assert len(rows(items)) == 1


@needs_shared
def test_the_recorded_shape_of_the_police_is_read() -> None:
    file = SHARED / "permits" / "police" / "47022NED-typeddataset.SHAPE-ONLY.json"
    items = read(file, municipality="0363")
    assert len(rows(items)) == 18
    assert ignored(items) == {"total row": 2}
    values = [row.values["value"] for row in rows(items)]
    assert None in values
    assert 0.0 in values
    assert {r.values["period"]: r.values["is_complete"] for r in rows(items)} == {
        "2025MM09": True,
        "2025MM12": False,
    }


# Anything else


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "the file is empty"),
        ("<html>", "this is HTML or XML"),
        ('{"value": [', "not JSON, or cut off"),
        ("[1]", "is a JSON list"),
        ('{"kvkNummer": "1"}', "it has kvkNummer"),
        ('{"@odata.context": "x", "value": []}', "is OData version 4"),
        ('{"odata.error": {"code": "TooMany"}}', "an error of the open data service: TooMany"),
        ('{"features": []}', "no column has a code of an area"),
        ('{"features": [{"properties": {"naam": "x"}}]}', "no column has a code of an area"),
    ],
    ids=["empty", "html", "cut off", "list", "other", "version 4", "error", "none", "columns"],
)
def test_another_file_is_refused_by_name(tmp_path: Path, content: str, what: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(content)
    with pytest.raises(SourceChanged, match=what):
        read(file, year=2022)


def test_not_one_figure_of_ours_is_no_success(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match="has no figure of municipality 1884"):
        read(geojson(tmp_path, area("BU05690000")))


def test_rows_without_a_figure_column_are_refused(tmp_path: Path) -> None:
    row = crime()
    del row["GeregistreerdeMisdrijven_1"]
    with pytest.raises(SourceChanged, match="a figure such as X_1; it has ID, SoortMisdrijf"):
        read(odata(tmp_path, row))


def test_a_file_that_is_gone_may_come_later(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="cannot be opened"):
        read(tmp_path / "x.json")


def test_a_wrong_option_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="year"):
        read(geojson(tmp_path, area()), year=22)
