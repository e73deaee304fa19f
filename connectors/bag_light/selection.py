"""Which records of a national file are the municipality's, and reading only these.

The file is never held in memory: a condition in SQL picks the records of the municipality, and
what it does not pick is counted. A building without units, or one that was issued before a
merger of municipalities, is found by its id or by the units in it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely

from connectors.bag_light.columns import KINDS, Kind, Mapped, match
from connectors.bag_light.records import BadRecord, Record, as_text, check
from connectors.delivery import Delivery, Ignored, Note, Quarantined
from connectors.geopackage import (
    FID,
    RD,
    WKB,
    Layer,
    Package,
    batches,
    count_rows,
    open_package,
    quoted,
)
from engine.errors import SourceChanged

Box = tuple[float, float, float, float]
OTHER = "other municipality"


@dataclass(slots=True)
class Found:
    """What a delivery holds of the municipality, and what it holds besides."""

    records: list[Record] = field(default_factory=list)
    bad: list[Quarantined] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def notes(self) -> Iterator[Note]:
        """Counts and texts for the run report, by key."""
        every: dict[str, int | str] = {**self.counts, **self.texts}
        return (Note(key, every[key]) for key in sorted(every))


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of one file, with its columns found."""

    package: Package
    layer: Layer
    kind: Kind
    mapped: Mapped

    @property
    def label(self) -> str:
        return f"{self.package.path.name}!{self.layer.name}"

    def column(self, own: str) -> str | None:
        """The column in SQL, None when this file has none."""
        name = self.mapped.found.get(own)
        return None if name is None else quoted(name)


@dataclass(frozen=True, slots=True)
class _Towns:
    """Codes of the municipality's woonplaatsen, and whether sources.yaml gave them."""

    codes: frozenset[str]
    given: bool


def select(delivery: Delivery, towns: Sequence[str]) -> Found:
    """Read the records of the municipality from every file.

    Args:
        delivery: one or more GeoPackages.
        towns: woonplaats codes of the municipality; empty when the file's own holder decides.

    Raises:
        SourceError: a file that cannot be read, is not in RD, or lacks a table or column.
    """
    found = Found()
    tables = _tables(delivery, found)
    ours = _Towns(frozenset(towns), given=bool(towns))
    for table in (table for table in tables if table.kind.code == "WPL"):
        _take(found, table, _condition(table, delivery.municipality, ours, found))
    if not ours.given:
        ours = _Towns(frozenset(record.id for record in found.records), given=False)
    for table in (table for table in tables if table.kind.code not in ("WPL", "PND")):
        _take(found, table, _condition(table, delivery.municipality, ours, found))
    for table in (table for table in tables if table.kind.code == "PND"):
        _take_buildings(found, table, delivery.municipality)
    return found


def _tables(delivery: Delivery, found: Found) -> list[_Table]:
    """Every known table of every file, by file name; what is not known is noted."""
    tables: list[_Table] = []
    for path in sorted(delivery.files, key=lambda path: (path.name, path.as_posix())):
        package = open_package(path, source=delivery.source)
        for name, layer in sorted(package.layers.items()):
            kind = KINDS.get(name.rpartition(":")[2])
            if kind is None:
                found.texts[f"tables_not_used/{layer.name}"] = path.name
                continue
            tables.append(_table(package, layer, kind, found))
    if not any(table.kind.code in ("VBO", "PND") for table in tables):
        what = f"has no table verblijfsobject or pand; known tables: {', '.join(KINDS)}"
        raise SourceChanged(delivery.source, what, file=delivery.files[0].name)
    for name in KINDS.keys() - {table.layer.name.lower().rpartition(":")[2] for table in tables}:
        found.texts[f"tables_missing/{name}"] = "not in this delivery"
    return tables


def _table(package: Package, layer: Layer, kind: Kind, found: Found) -> _Table:
    mapped = match(layer, kind)
    problem = None
    if mapped.missing:
        have = ", ".join(layer.columns)
        problem = f"table {layer.name} lacks {', '.join(mapped.missing)}; it has {have}"
    elif layer.srs not in (RD, None):
        problem = f"table {layer.name} is in EPSG:{layer.srs}, not in RD (EPSG:{RD})"
    if problem:
        raise SourceChanged(package.source, problem, file=package.path.name)
    for name in mapped.unknown:
        found.texts[f"columns_not_used/{layer.name}/{name}"] = "not in this product"
    return _Table(package, layer, kind, mapped)


def _condition(table: _Table, municipality: str, towns: _Towns, found: Found) -> str:
    """The records of the municipality in SQL: given towns, else holder, else towns, else prefix."""
    is_town = table.kind.code == "WPL"
    holder = table.column("holder")
    town = table.column("id" if is_town else "town_id")
    if town is not None and towns.codes and (towns.given or holder is None):
        told, how = f"printf('%04d', {town}) IN ({_listed(towns.codes)})", "woonplaats"
    elif holder is not None:
        told, how = f"printf('%04d', {holder}) = '{municipality}'", "bronhouder"
    elif is_town:
        told, how = "0 = 1", "nothing: this table names no bronhouder"
    else:
        told, how = _prefix(table, municipality), "id prefix"
    found.texts[f"municipality_by/{table.layer.name}"] = how
    return told


def _listed(words: frozenset[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))


def _prefix(table: _Table, municipality: str) -> str:
    return f"substr(printf('%016d', {table.column('id')}), 1, 4) = '{municipality}'"


def _take(found: Found, table: _Table, where: str) -> None:
    """Read and check the records that a condition picks; count the others."""
    read = sum(_one(found, table, row) for row in _rows(table, where=where))
    _count_others(found, table, read)


def _take_buildings(found: Found, table: _Table, municipality: str) -> None:
    """Read buildings by the prefix of their id, then those of our units with another prefix."""
    wanted = {str(building) for record in found.records for building in _buildings(record)}
    read = 0
    for row in _rows(table, where=_prefix(table, municipality)):
        read += _one(found, table, row)
    strangers = {building for building in wanted if building[:4] != municipality}
    if strangers:
        for row in _rows(table, bbox=_around(found.records)):
            if (as_text(row["id"]) or "").zfill(16) in strangers:
                read += _one(found, table, row)
    mine = [r for r in found.records if r.code == "PND" and r.file == table.label]
    alone = sum(record.id not in wanted for record in mine)
    found.counts["municipality_by_id_prefix/PND"] += alone
    _count_others(found, table, read)


def _buildings(record: Record) -> list[object]:
    named = record.values.get("buildings")
    return named if isinstance(named, list) else []


def _around(records: Sequence[Record]) -> Box | None:
    """The box around our units: a building with a unit in it touches it."""
    shapes = shapely.from_wkb(
        np.array([r.wkb for r in records if r.wkb], dtype=object), on_invalid="ignore"
    )
    if not len(shapes):
        return None
    left, low, right, high = shapely.total_bounds(shapes).tolist()
    return left, low, right, high


def _count_others(found: Found, table: _Table, read: int) -> None:
    others = count_rows(table.package, table.layer) - read
    if others:
        found.ignored.append(Ignored(table.label, OTHER, others))


def _rows(
    table: _Table, *, where: str | None = None, bbox: Box | None = None
) -> Iterator[Mapping[str, object]]:
    names = dict(table.mapped.found)
    found = batches(
        table.package,
        table.layer,
        [*names.values()],
        where=where,
        bbox=bbox,
        geometry=table.kind.code != "WPL",
    )
    for batch in found:
        columns = {own: batch.column(name).to_pylist() for own, name in names.items()}
        for extra in (FID, WKB):
            if extra in batch.schema.names:
                columns[extra] = batch.column(extra).to_pylist()
        for cells in zip(*columns.values(), strict=True):
            yield dict(zip(columns, cells, strict=True))


def _one(found: Found, table: _Table, row: Mapping[str, object]) -> int:
    """Keep one record, or put it in quarantine; always 1."""
    cells = {name: value for name, value in row.items() if name not in (FID, WKB)}
    line = max(int(str(row[FID])), 1)
    code = table.kind.code
    found.counts[f"records/{code}"] += 1
    try:
        values = check(table.kind, cells)
    except BadRecord as error:
        raw = {table.mapped.found[name]: as_text(value) for name, value in cells.items()}
        reason = f"{table.layer.name}: {error}"
        found.bad.append(Quarantined(table.label, line, as_text(row["id"]), reason, raw))
        return 1
    wkb = row.get(WKB)
    found.counts["id_padded"] += bool(values.pop("padded", False))
    if "status" in values:
        found.counts[f"status/{code}/{values['status']}"] += 1
    geometry = wkb if isinstance(wkb, bytes) else None
    found.records.append(Record(table.label, line, code, values, geometry))
    return 1
