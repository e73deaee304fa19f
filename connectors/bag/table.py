"""Parsed records of one piece of the extract as one Parquet file in a scratch folder.

Workers write these files and `history` queries them, so neither the records nor their
geometry have to fit in memory.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from lxml import etree

from connectors.bag import codes
from connectors.bag.checks import BadRecord, Values
from connectors.bag.chunks import line_of
from connectors.bag.fields import DOUBT_FIELDS, OBJECT_FIELDS
from connectors.bag.geometry import BadGeometry, Batch
from connectors.bag.parse import Record, parse_doubt, parse_object, parse_relation, texts

KIND_BAD = "bad"
_TEXT, _LIST = pa.string(), pa.list_(pa.string())
COLUMNS = pa.schema(
    [
        ("no", pa.int64()),
        ("file", pa.int32()),
        ("line", pa.int64()),
        ("kind", _TEXT),
        ("type", _TEXT),
        ("id", _TEXT),
        ("state", _TEXT),
        ("status", _TEXT),
        ("seq", pa.int64()),
        ("start", pa.date32()),
        ("stop", pa.date32()),
        ("known", _TEXT),
        ("registered", _TEXT),
        ("padded", pa.bool_()),
        ("name", _TEXT),
        ("number", _TEXT),
        ("letter", _TEXT),
        ("addition", _TEXT),
        ("postcode", _TEXT),
        ("street_ref", _TEXT),
        ("town_ref", _TEXT),
        ("main_ref", _TEXT),
        ("side_refs", _LIST),
        ("building_refs", _LIST),
        ("purposes", _LIST),
        ("area", pa.int64()),
        ("built_year", pa.int64()),
        ("attribute", _TEXT),
        ("municipality", _TEXT),
        ("reason", _TEXT),
        ("raw", pa.map_(_TEXT, _TEXT)),
        ("wkb", pa.binary()),
        ("x", pa.float64()),
        ("y", pa.float64()),
        ("footprint", pa.float64()),
        ("original", _TEXT),
    ]
)
"""`kind` object, doubt (attribute in onderzoek), relation or bad; `no` is unique in a delivery;
`known` is tijdstipRegistratieLV; `original` the WKT of a repaired polygon."""
_PARSED = [n for n in COLUMNS.names if n not in ("wkb", "x", "y", "footprint", "original")]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stands in the delivery.

    Attributes:
        file: number of the part file in the delivery.
        piece: number of the piece in that file.
        line_shift: what to add to a line of the piece for the line in the file.
    """

    file: int
    piece: int
    line_shift: int

    @property
    def file_name(self) -> str:
        """Name of the scratch file for this piece."""
        return f"{self.file:07d}-{self.piece:07d}.parquet"


@dataclass(slots=True)
class Writer:
    """Gathers the records of one piece and writes them."""

    place: Place
    on: date
    sliver_m2: float
    rows: list[Values] = field(default_factory=list)
    shapes: Batch = field(default_factory=Batch)

    def add(self, holder: etree._Element) -> None:
        """Parse one `stand` or one relation; what cannot be used becomes a `bad` row."""
        if holder.tag == codes.RECORD_TAGS[1]:
            self._add(holder)
            return
        for model in holder:
            for record in model:
                self._add(record)

    def _add(self, element: etree._Element) -> None:
        number = len(self.rows)
        try:
            record = self._parse(element)
            values = record.values
            if record.shapes:
                self.shapes.add(number, record.shapes)
        except (BadRecord, BadGeometry) as error:
            values = _bad(element, str(error))
        values["file"] = self.place.file
        values["line"] = line_of(element) + self.place.line_shift
        values["no"] = (self.place.file << 40) + (self.place.piece << 20) + number
        self.rows.append(values)

    def _parse(self, element: etree._Element) -> Record:
        tag = element.tag
        if tag in OBJECT_FIELDS:
            return parse_object(element, on=self.on)
        if tag in DOUBT_FIELDS:
            return parse_doubt(element, on=self.on)
        if tag == codes.RECORD_TAGS[1]:
            return parse_relation(element, on=self.on)
        raise BadRecord(f"element {tag} is no object of the BAG")

    def write(self, folder: Path) -> None:
        """Write the piece as one file in `folder`; nothing when it has no records."""
        if not self.rows:
            return
        built = self.shapes.build(len(self.rows), sliver_m2=self.sliver_m2)
        filled = set().union(*self.rows)
        arrays = [_array(name, self.rows, filled) for name in _PARSED]
        arrays += [pa.array(built.wkb, pa.binary())]
        arrays += [pa.array(v, pa.float64()) for v in (built.x, built.y, built.area)]
        arrays += [pa.array(built.original, _TEXT)]
        table = pa.Table.from_arrays(arrays, schema=COLUMNS)
        # DuckDB 2.0.0 answers IS NULL wrongly when statistics say that a plain column holds one
        # value: it then also finds the rows that have that value.
        pq.write_table(
            table,
            folder / self.place.file_name,
            compression="none",
            use_dictionary=["kind", "type", "status"],
            write_statistics=False,
        )


def _array(name: str, rows: Sequence[Values], filled: Set[str]) -> pa.Array:
    kind = COLUMNS.field(name).type
    if name not in filled:
        return pa.nulls(len(rows), kind)
    return pa.array([row.get(name) for row in rows], kind)


def _bad(element: etree._Element, reason: str) -> Values:
    local = etree.QName(element).localname
    kind = codes.TYPES.get(local)
    raw = texts(element)
    return {
        "kind": KIND_BAD,
        "type": None if kind is None else kind.code,
        "id": next((v for k, v in raw.items() if k.startswith("identificatie")), None),
        "reason": f"{local}: {reason}",
        "raw": sorted(raw.items()),
    }
