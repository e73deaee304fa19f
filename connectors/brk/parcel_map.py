"""Features of a parcel map to rows of `parcel`: which column names a parcel, which CRS it is in.

A declared CRS is believed when values fit it. A file of which no value lies in the range of its
CRS is refused: an old `crs` member, RD written as GeoJSON and degrees in an RD layer all occur.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray

from connectors import geometry_rd, never_use, parcel_ids
from connectors.brk.facts import Unusable
from connectors.brk.options import ParcelsOptions
from connectors.delivery import Delivery
from connectors.items import Ignored, Item, Note, Quarantined, Row, Used
from engine.errors import SourceChanged, SourceRefused
from engine.register_settings import BoundarySettings

RD, WGS84 = "EPSG:28992", "EPSG:4326"
ENDED = "ended parcel"
_ALIASES = {"EPSG:7415": RD, "OGC:CRS84": WGS84, RD: RD, WGS84: WGS84}
_DESIGNATION = ("kadastraleaanduiding", "kadastraleaanduidingmetgemeentecode", "aanduiding")
_CODE = ("akrkadastralegemeentecodewaarde", "akrkadastralegemeentecode", "kadastralegemeentecode")
_APARTMENT = ("appartementsrechtvolgnummer", "appartementsindex")
_NUMBER = ("identificatielokaalid", "lokaalid", "identificatie")
_ENDS = ("eindgeldigheid",)
_STATUS, _HISTORIC = "statushistoriecode", "H"


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: its attributes by plain name, and its shape.

    Attributes:
        line: physical line, or number of the record where a file has no lines.
        attributes: name in lower case without signs -> text.
        shape: as delivered; None without one.
        problem: why the record cannot be read at all.
    """

    line: int
    attributes: Mapping[str, str]
    shape: shapely.Geometry | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ParcelMap:
    """One file of a parcel map.

    Attributes:
        columns: names of its columns as delivered.
        crs: as the file declares it; None when it does not.
        features: all of them, in the order of the file.
        skipped: what else the file has and is not read, such as other layers.
    """

    file: str
    columns: Sequence[str]
    crs: str | None
    features: Sequence[Feature]
    skipped: Sequence[str] = field(default_factory=tuple)


def plain(name: str) -> str:
    """A column name without case and signs, as `akrkadastralegemeentecode`."""
    return re.sub(r"[^a-z0-9]", "", name.rpartition("properties.")[2].lower())


def wanted(columns: Sequence[str], delivery: Delivery) -> list[str]:
    """Name the columns that say which parcel a feature is, in the order given."""
    own = plain(delivery.spec.columns.get("parcel_id", ""))
    known = {own, *_DESIGNATION, *_CODE, *_APARTMENT, *_NUMBER, *_ENDS, _STATUS}
    return [name for name in columns if plain(name) in known | {"sectie", "perceelnummer"}]


def refuse_never_use(columns: Sequence[str], delivery: Delivery, file: str) -> None:
    """Refuse a map with columns that may never be read, although they would not be read.

    Raises:
        SourceRefused: names the columns and their groups.
    """
    if found := never_use.find(sorted(columns), delivery.settings.rules):
        shown = ", ".join(f"{column.column} ({column.group})" for column in found)
        what = f"may never be read: {shown}; leave it out of the delivery"
        raise SourceRefused(delivery.source, what, file=file)


def items(found: ParcelMap, delivery: Delivery) -> Iterator[Item]:
    """Yield one item per feature, then the notes.

    Raises:
        SourceChanged: no features, no column that names a parcel, or values outside the CRS.
        SourceRefused: a column that may never be read.
    """
    refuse_never_use(found.columns, delivery, found.file)
    if not found.features:
        raise SourceChanged(delivery.source, "the map has no features", file=found.file)
    _check_columns(found, delivery)
    to_rd = _projection(found, delivery)
    notes: Counter[str] = Counter()
    for feature in found.features:
        yield _item(feature, found.file, delivery, notes, to_rd)
    read = {plain(name) for name in wanted(found.columns, delivery)}
    notes.update(f"columns not read/{n[:60]}" for n in found.columns if plain(n) not in read)
    notes.update(f"layers not read/{name[:60]}" for name in found.skipped)
    yield from (Note(key, count) for key, count in sorted(notes.items()))


def _check_columns(found: ParcelMap, delivery: Delivery) -> None:
    names = {plain(name) for name in found.columns}
    own = delivery.spec.columns.get("parcel_id")
    if own is not None and plain(own) not in names:
        what = f'column "{own}", mapped to parcel_id, is not in the map'
        raise SourceChanged(delivery.source, what, file=found.file)
    has_parts = bool(names.intersection(_CODE)) and {"sectie", "perceelnummer"} <= names
    by_number = delivery.options(ParcelsOptions).parcel_id == "object_number"
    has_name = bool(names.intersection(_NUMBER)) if by_number else (
        has_parts or bool(names.intersection(_DESIGNATION))
    )  # fmt: skip
    if own is None and not has_name:
        what = (
            "no column names the parcels; its columns: "
            f"{', '.join(sorted(name[:40] for name in found.columns)[:20])}; "
            "add `columns: {parcel_id: NAME}`"
        )
        raise SourceChanged(delivery.source, what, file=found.file)


def _item(
    feature: Feature, file: str, delivery: Delivery, notes: Counter[str], to_rd: "_Projection"
) -> Item:
    if feature.problem:
        return Quarantined(file, feature.line, None, feature.problem)
    parcel_id = _parcel_id(feature.attributes, delivery)
    try:
        if _is_ended(feature.attributes, delivery.as_of):
            return Ignored(file, ENDED)
        if parcel_id is None:
            raise Unusable("the feature does not say which parcel it is")
        geometry = to_rd.wkb(feature.shape, notes)
    except Unusable as error:
        return Quarantined(file, feature.line, parcel_id, str(error))
    values: dict[str, object] = {"parcel_id": parcel_id}
    if geometry is None:
        notes["parcels without geometry"] += 1
    else:
        values["geometry"] = geometry
    return Used(file, feature.line, (Row("parcel", values),))


def _parcel_id(told: Mapping[str, str], delivery: Delivery) -> str | None:
    own = delivery.spec.columns.get("parcel_id")
    if own is not None:
        return parcel_ids.normalise(told.get(plain(own), "")) or None
    number = parcel_ids.object_number(_first(told, _NUMBER))
    if delivery.options(ParcelsOptions).parcel_id == "object_number":
        return number
    whole = parcel_ids.designation(_first(told, _DESIGNATION))
    if whole is not None:
        return whole
    code, apartment = _first(told, _CODE), _first(told, _APARTMENT)
    return parcel_ids.join(code, told.get("sectie", ""), told.get("perceelnummer", ""), apartment)


def _first(told: Mapping[str, str], names: Sequence[str]) -> str:
    return next((told[name] for name in names if told.get(name)), "")


def _is_ended(told: Mapping[str, str], as_of: date) -> bool:
    if told.get(_STATUS, "").upper() == _HISTORIC:
        return True
    end = _first(told, _ENDS)[:10].replace("/", "-")
    if not end:
        return False
    try:
        return date.fromisoformat(end) <= as_of
    except ValueError as error:
        raise Unusable("eindGeldigheid is not a date that exists") from error


@dataclass(frozen=True, slots=True)
class _Projection:
    """How the coordinates of a file become RD, and which of them can be believed."""

    is_degrees: bool
    ranges: BoundarySettings

    def fits(self, shape: shapely.Geometry) -> bool:
        """True when every coordinate lies in the range of the CRS."""
        box = shapely.bounds(shape)
        x, y = self.ranges.rd_x_m, self.ranges.rd_y_m
        if self.is_degrees:
            x, y = self.ranges.lon_degrees, self.ranges.lat_degrees
        low = x[0] <= box[0] and y[0] <= box[1]
        return bool(low and box[2] <= x[1] and box[3] <= y[1])

    def wkb(self, shape: shapely.Geometry | None, notes: Counter[str]) -> bytes | None:
        """The shape as WKB in RD, repaired where it is invalid, None when empty.

        Raises:
            Unusable: no surface, or outside the range of the CRS.
        """
        if shape is None or shapely.is_empty(shape):
            return None
        if shapely.get_dimensions(shape) != 2:
            raise Unusable("the geometry is not a surface")
        if not self.fits(shape):
            raise Unusable("the geometry lies outside the range of the CRS of this file")
        flat = shapely.force_2d(shape)
        if self.is_degrees:
            flat = shapely.transform(flat, _to_rd)
        if not shapely.is_valid(flat):
            flat = _repaired(flat)
            notes["repaired geometries"] += 1
        return bytes(shapely.to_wkb(flat))


def _projection(found: ParcelMap, delivery: Delivery) -> _Projection:
    told = delivery.spec.crs or found.crs or WGS84
    crs = _ALIASES.get(told)
    if crs is None:
        what = f"the map is in {told[:60]}; read are {RD} and {WGS84}"
        raise SourceChanged(delivery.source, what, file=found.file)
    made = _Projection(crs == WGS84, delivery.settings.boundaries)
    shapes = [f.shape for f in found.features if f.shape is not None and not f.shape.is_empty]
    if shapes and not any(made.fits(shape) for shape in shapes):
        other = WGS84 if crs == RD else RD
        fits_other = any(_Projection(other == WGS84, made.ranges).fits(s) for s in shapes)
        hint = f"; its values fit {other}: set `crs: {other}` if that is so" if fits_other else ""
        what = f"no value lies in the range of {crs}, in which the map says it is{hint}"
        raise SourceChanged(delivery.source, what, file=found.file)
    return made


def _to_rd(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(geometry_rd.to_rd(points[:, 0], points[:, 1]))


def _repaired(shape: shapely.Geometry) -> shapely.Geometry:
    """The surface of an invalid shape, without the lines and points that repairing leaves."""
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(shape)))
    kept = [part for part in parts.tolist() if shapely.get_dimensions(part) == 2]
    if not kept:
        raise Unusable("the geometry has no surface")
    return kept[0] if len(kept) == 1 else shapely.multipolygons(kept)


def as_text(value: object) -> str:
    """An attribute as text: whole numbers without decimals, nothing for no value."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
