"""A boundary file is believed only when known addresses lie on the right side of it."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from connectors.geometry_rd import to_rd, to_wgs84
from engine.errors import SettingsError
from engine.register.boundary import BoundaryCheck, Points, check_boundary, read_boundary
from engine.settings import load_settings
from tests import shared

SETTINGS = load_settings().boundaries
SHARED = shared.DATA
needs_shared = shared.needs(SHARED)
RD = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
CORNERS = [(100_000, 460_000), (102_000, 460_000), (102_000, 462_000), (100_000, 462_000)]


def geojson(folder: Path, *, crs: object = RD, code: str = "GM1884", degrees: bool = False) -> Path:
    """A boundary of two by two kilometres."""
    ring = np.array([*CORNERS, CORNERS[0]], dtype=np.float64)
    if degrees:
        ring = np.column_stack(to_wgs84(ring[:, 0], ring[:, 1]))
    feature = {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": "Polygon", "coordinates": [ring.tolist()]},
    }
    document: dict[str, object] = {"type": "FeatureCollection", "features": [feature]}
    if crs is not None:
        document["crs"] = crs
    file = folder / "b.geojson"
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def points(inside: int, outside: int) -> Points:
    """Some points in the middle of the boundary, some far from it."""
    return np.array([(101_000.0, 461_000.0)] * inside + [(150_000.0, 461_000.0)] * outside)


def addresses(name: str) -> Points:
    """Addresses of the sample in RD; the first line is no record."""
    with (SHARED / "bag" / "adressen_2018" / name).open(encoding="utf-8", newline="") as handle:
        found = [row for row in csv.reader(handle) if len(row) == 11]
    lon, lat = ([float(row[n]) for row in found] for n in (9, 10))
    return np.column_stack(to_rd(lon, lat))


@needs_shared
@pytest.mark.parametrize(
    "name",
    [
        "gemeenten_2022_wgs84.geojson",
        "gemeenten_2022_rd_kerncijfers.geojson",
        "wijken_2022_rd_kerncijfers.geojson",
    ],
)
def test_a_good_boundary_holds_its_own_addresses(name: str) -> None:
    check = check_boundary(
        SHARED / "geo" / name,
        "1884",
        own=addresses("kaag_en_braassem_adressen.csv"),
        foreign=addresses("kaag_en_braassem_omgeving_1100m.csv"),
        settings=SETTINGS,
    )
    assert check == BoundaryCheck(14_221, 14_228, 0, 7_453)


@needs_shared
@pytest.mark.parametrize(
    ("name", "own", "foreign"),
    [
        ("gemeente_2017_gm1884_DATUMFOUT_wgs84.geojson", "14084", 240),
        ("wijken_2014_wgs84.geojson", "13908", 163),
        ("buurten_2014_gm1884_grof_wgs84.geojson", "13816", 110),
    ],
)
def test_a_wrong_boundary_is_refused_with_both_numbers(name: str, own: str, foreign: int) -> None:
    message = rf"{own} of 14228 own addresses inside .*, {foreign} of 7453 foreign"
    with pytest.raises(SettingsError, match=message):
        check_boundary(
            SHARED / "geo" / name,
            "1884",
            own=addresses("kaag_en_braassem_adressen.csv"),
            foreign=addresses("kaag_en_braassem_omgeving_1100m.csv"),
            settings=SETTINGS,
        )


@pytest.mark.parametrize(
    ("own", "foreign", "holds"),
    [
        pytest.param((995, 5), (1, 999), True, id="both limits are closed"),
        pytest.param((994, 6), (0, 1000), False, id="one own address too few"),
        pytest.param((1000, 0), (2, 998), False, id="one foreign address too many"),
        pytest.param((1, 0), (0, 0), True, id="nothing around it"),
    ],
)
def test_limits(
    own: tuple[int, int], foreign: tuple[int, int], *, holds: bool, tmp_path: Path
) -> None:
    file = geojson(tmp_path)
    around = points(*foreign) if sum(foreign) else np.empty((0, 2))
    if holds:
        check = check_boundary(file, "1884", own=points(*own), foreign=around, settings=SETTINGS)
        assert (check.own_inside, check.foreign_inside) == (own[0], foreign[0])
    else:
        with pytest.raises(SettingsError, match="is not the boundary of 1884"):
            check_boundary(file, "1884", own=points(*own), foreign=around, settings=SETTINGS)


def test_a_boundary_in_degrees_is_the_same_area(tmp_path: Path) -> None:
    rd = read_boundary(geojson(tmp_path), "1884", settings=SETTINGS)
    degrees = read_boundary(geojson(tmp_path, crs=None, degrees=True), "1884", settings=SETTINGS)
    assert shapely.area(shapely.symmetric_difference(rd, degrees)) < 10


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"crs": None}, "do not lie in WGS84", id="RD without crs"),
        pytest.param({"degrees": True}, "do not lie in RD", id="degrees called RD"),
        pytest.param({"crs": {"properties": {"name": "EPSG:3857"}}}, "neither", id="other crs"),
        pytest.param({"crs": "EPSG:28992"}, "neither", id="crs in another shape"),
        pytest.param({"code": "GM0363"}, "no feature has a code GM1884", id="other municipality"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(
    change: dict[str, object], message: str, tmp_path: Path
) -> None:
    file = geojson(tmp_path, **change)  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match=message):
        read_boundary(file, "1884", settings=SETTINGS)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"features": [1]}', "{broken"])
def test_what_is_no_geojson_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "b.geojson"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="GeoJSON"):
        read_boundary(file, "1884", settings=SETTINGS)


def test_a_missing_file_is_a_settings_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_boundary(tmp_path / "gone.geojson", "1884", settings=SETTINGS)


def test_no_known_address_is_no_proof(tmp_path: Path) -> None:
    none = np.empty((0, 2))
    with pytest.raises(SettingsError, match="no known address"):
        check_boundary(geojson(tmp_path), "1884", own=none, foreign=none, settings=SETTINGS)
