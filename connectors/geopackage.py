"""GeoPackages as deliveries: opened without leaving a trace, and read in batches.

A GeoPackage is an SQLite file, often in WAL mode: an ordinary open writes `-wal` and `-shm`
beside it. Here it is opened as immutable, and one whose changes stand in a file beside it is
refused, because they would be missed.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pyarrow as pa

from engine.errors import SourceChanged, SourceUnavailable

FID, WKB = "_fid", "_wkb"
"""Columns that `batches` adds: number of the row, and its geometry as WKB (None without)."""
BATCH_ROWS = 20_000
RD = 28992

_MAGIC = b"SQLite format 3\0"
_PAGE_SIZE, _PAGE_COUNT, _CHANGED, _VALID_FOR = slice(16, 18), slice(28, 32), slice(24, 28), 92
_CONTENTS = """
SELECT c.table_name, date(c.last_change), g.column_name, s.organization_coordsys_id
FROM gpkg_contents c
LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
WHERE c.data_type IN ('features', 'attributes')
ORDER BY c.table_name
"""


@dataclass(frozen=True, slots=True)
class Layer:
    """One table of a GeoPackage.

    Attributes:
        columns: names as the file has them, without key and geometry.
        srs: EPSG code of its geometry, None without geometry.
        changed_on: day on which the file says that it was last changed.
    """

    name: str
    columns: tuple[str, ...]
    srs: int | None
    changed_on: date | None


@dataclass(frozen=True, slots=True)
class Package:
    """A GeoPackage that can be read; `layers` by name in lower case."""

    source: str
    path: Path
    layers: Mapping[str, Layer]


def open_package(path: Path, *, source: str) -> Package:
    """Look what a GeoPackage holds, without reading its records.

    Raises:
        SourceUnavailable: the file cannot be opened.
        SourceChanged: empty, another format, cut off, damaged, with changes beside it, or
            without a single table.
    """
    _check_file(path, source)
    try:
        with closing(_connect(path)) as con:
            layers = [_layer(con, *row) for row in con.execute(_CONTENTS).fetchall()]
    except sqlite3.Error as error:
        what = f"is no readable GeoPackage: {error}"
        raise SourceChanged(source, what, file=path.name) from error
    if not layers:
        raise SourceChanged(source, "is a GeoPackage without a table", file=path.name)
    return Package(source, path, {layer.name.lower(): layer for layer in layers})


def batches(
    package: Package,
    layer: Layer,
    columns: Sequence[str],
    *,
    where: str | None = None,
    bbox: tuple[float, float, float, float] | None = None,
    geometry: bool = True,
) -> Iterator[pa.RecordBatch]:
    """Read records in the file's own order, a batch at a time.

    Args:
        package: the file.
        layer: one of its tables.
        columns: columns to read, as the file names them; none of them twice.
        where: condition in SQL on its columns.
        bbox: left, bottom, right, top in the layer's own system; records that touch it.
        geometry: False leaves the geometry out.

    Yields:
        The columns, then `FID`, and `WKB` where the layer has geometry.

    Raises:
        SourceChanged: the file turns out to be damaged.
    """
    # Here and not above: GDAL loads for a third of a second, and every command would wait for it.
    import pyogrio

    broken = (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        OSError,
        pa.ArrowException,
    )
    options = {"where": where, "bbox": bbox, "read_geometry": geometry and layer.srs is not None}
    try:
        with pyogrio.open_arrow(
            package.path,
            layer=layer.name,
            columns=list(columns),
            return_fids=True,
            batch_size=BATCH_ROWS,
            use_pyarrow=True,
            IMMUTABLE="YES",
            **options,
        ) as (meta, reader):
            for batch in reader:
                yield _named(batch, columns, meta["fid_column"], meta["geometry_name"])
    except broken as error:
        what = f"table {layer.name} cannot be read: {str(error).splitlines()[0]}"
        raise SourceChanged(package.source, what, file=package.path.name) from error


def count_rows(package: Package, layer: Layer) -> int:
    """How many records a table has, whatever its own bookkeeping says.

    Raises:
        SourceChanged: the file turns out to be damaged.
    """
    try:
        with closing(_connect(package.path)) as con:
            found = con.execute(f"SELECT count(*) FROM {quoted(layer.name)}").fetchone()
    except sqlite3.Error as error:
        what = f"table {layer.name} cannot be counted: {error}"
        raise SourceChanged(package.source, what, file=package.path.name) from error
    return int(found[0])


def quoted(name: str) -> str:
    """A table or column name for SQL."""
    return '"' + name.replace('"', '""') + '"'


def stated_date(files: Sequence[Path], *, source: str) -> date | None:
    """The earliest day on which one of the tables says that it was last changed.

    Raises:
        SourceError: as `open_package`.
    """
    found = [
        layer.changed_on
        for file in files
        for layer in open_package(file, source=source).layers.values()
        if layer.changed_on is not None
    ]
    return min(found, default=None)


def _named(batch: pa.RecordBatch, columns: Sequence[str], fid: str, wkb: str) -> pa.RecordBatch:
    names = {fid or "OGC_FID": FID, wkb or "wkb_geometry": WKB}
    found = {names.get(name, name): batch.column(name) for name in batch.schema.names}
    wanted = [*columns, *(name for name in (FID, WKB) if name in found)]
    return pa.RecordBatch.from_arrays([found[name] for name in wanted], names=wanted)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True)


def _layer(
    con: sqlite3.Connection, name: str, changed: str | None, geometry: str | None, srs: int | None
) -> Layer:
    described = con.execute(f"PRAGMA table_info({quoted(name)})").fetchall()
    columns = tuple(
        column for _, column, _, _, _, key in described if not key and column != geometry
    )
    day = None if changed is None else date.fromisoformat(changed)
    return Layer(name, columns, None if geometry is None else srs, day)


def _check_file(path: Path, source: str) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as handle:
            head = handle.read(100)
        beside = path.with_name(f"{path.name}-wal")
        changes = beside.stat().st_size if beside.exists() else 0
    except OSError as error:
        what = f"cannot be opened: {error.strerror}"
        raise SourceUnavailable(source, what, file=path.name) from error
    problem = _problem(head, size)
    if changes and problem is None:
        problem = (
            f"has changes in {beside.name} that are not in the file itself: close the program "
            "that has it open, or deliver it anew"
        )
    if problem is not None:
        raise SourceChanged(source, problem, file=path.name)


def _problem(head: bytes, size: int) -> str | None:
    """What the first bytes say against a file."""
    if not head:
        return "the file is empty"
    if not head.startswith(_MAGIC):
        return f"is no GeoPackage: {_kind(head)}"
    page = int.from_bytes(head[_PAGE_SIZE], "big")
    pages = int.from_bytes(head[_PAGE_COUNT], "big")
    is_told = head[_CHANGED] == head[_VALID_FOR : _VALID_FOR + 4]
    told = pages * (65_536 if page == 1 else page)
    if is_told and size < told:
        return f"is cut off: {size} of {told} bytes"
    return None


def _kind(head: bytes) -> str:
    """What a file is that is no SQLite file."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"PK"):
        return "this is a zip; unpack it and deliver the .gpkg in it"
    if start.startswith(b"<"):
        return "this is HTML or XML"
    return "this is JSON" if start[:1] in (b"{", b"[") else "another kind of file"
