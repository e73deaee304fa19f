"""Invented places in RD for tests of locations, zones and clusters: squares, not villages."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import shapely
from duckdb import DuckDBPyConnection

from engine.register import locations
from engine.register.intake import SOURCE_TABLE
from engine.settings import Settings, load_settings
from engine.tables import TABLES, Table

DAY = date(2026, 11, 1)
X, Y = 100_000.0, 470_000.0
"""South-west corner of the invented land."""

IN_USE = "Verblijfsobject in gebruik"
STANDS = "Pand in gebruik"


def unit(number: int) -> str:
    """Id of an invented address unit."""
    return f"1884019{number:09d}"


def berth(number: int) -> str:
    return f"1884029{number:09d}"


def pitch(number: int) -> str:
    return f"1884039{number:09d}"


def building(number: int) -> str:
    return f"1884109{number:09d}"


def square(x: float, y: float, side: float = 10.0) -> bytes:
    """WKB of a square, its south-west corner `x`, `y` metres from the corner of the land."""
    box = shapely.box(X + x, Y + y, X + x + side, Y + y + side)
    return bytes(shapely.to_wkb(box))


class Land:
    """A register under construction; every method adds one fact."""

    def __init__(self, con: DuckDBPyConnection) -> None:
        self.con = con
        self._rows = 0

    def add(self, table: str, **values: object) -> None:
        """Add a row of a canonical table."""
        self._rows += 1
        source = values.get("source", "test")
        known = {"source": source, "record_id": str(self._rows)}
        known["record_key"] = f"{source}:{table}:{self._rows}"
        has = {column.name for column in TABLES[table].stored()}
        row = {name: value for name, value in (known | values).items() if name in has}
        assert values.keys() <= has
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        self.con.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(row.values()))

    def house(
        self,
        number: int,
        x: float,
        y: float = 0.0,
        *,
        inside: int | None = None,
        status: str = IN_USE,
        since: date | None = None,
        purposes: Sequence[str] = ("woonfunctie",),
    ) -> str:
        """Add a unit with an address, and its building of 10 by 10 m unless it is `inside` one."""
        self.add(
            "address_unit",
            object_id=unit(number),
            kind="unit",
            status=status,
            status_since=since,
            use_purposes=list(purposes),
            x=X + x + 5,
            y=Y + y + 5,
        )
        self.address(unit(number), number)
        if inside is None:
            self.barn(number, x, y)
        link = number if inside is None else inside
        self.add("unit_building", object_id=unit(number), building_id=building(link))
        return unit(number)

    def address(self, object_id: str, number: int, **values: object) -> None:
        defaults: Mapping[str, object] = {
            "address_id": f"188420{number:010d}",
            "object_id": object_id,
            "is_main": True,
            "street": "Proefpad",
            "house_number": str(number),
            "town": "Testdorp",
            "status": "Naamgeving uitgegeven",
        }
        self.add("address", **{**defaults, **values})

    def barn(
        self,
        number: int,
        x: float,
        y: float = 0.0,
        *,
        side: float = 10.0,
        status: str = STANDS,
        since: date | None = None,
    ) -> str:
        """Add a building without a unit."""
        self.add(
            "building",
            building_id=building(number),
            status=status,
            status_since=since,
            geometry=square(x, y, side),
            footprint_m2=side * side,
        )
        return building(number)

    def moored(self, object_id: str, kind: str, x: float, y: float = 0.0) -> str:
        """Add a berth or pitch of 10 by 10 m."""
        self.add(
            "address_unit",
            object_id=object_id,
            kind=kind,
            status="Plaats aangewezen",
            geometry=square(x, y),
            x=X + x + 5,
            y=Y + y + 5,
        )
        return object_id

    def zone(
        self, zone_id: str, kind: str, x: float, y: float, side: float, name: str = ""
    ) -> None:
        self.add("zone", zone_id=zone_id, kind=kind, name=name or None, geometry=square(x, y, side))

    def village(self, first: int, x: float, count: int = 60) -> None:
        """Add so many houses on a spot that it is built up by density."""
        for index in range(count):
            self.house(first + index, x + 12 * (index % 8), 12 * (index // 8))

    def checked(self, source: str, table: str) -> None:
        """Record a compatibility check of a source."""
        self.con.execute(
            "INSERT INTO source_table VALUES (?, ?, 'X', NULL, 'PT-1', 1, true)", [source, table]
        )

    def build(self, settings: Settings | None = None, *, as_of: date = DAY) -> None:
        locations.build(self.con, as_of=as_of, settings=settings or load_settings())

    def located(self) -> dict[str, str]:
        """Location by member."""
        rows = self.con.execute("SELECT member_id, location_id FROM location_member").fetchall()
        assert len(rows) == len({member for member, _ in rows})
        return dict(rows)

    def one(self, location_id: str) -> dict[str, object]:
        """The location of that id, by column."""
        found = self.con.execute("SELECT * FROM location WHERE location_id = ?", [location_id])
        names = [column[0] for column in found.description or []]
        row = found.fetchone()
        assert row is not None
        return dict(zip(names, row, strict=True))

    def kinds(self) -> dict[str, str]:
        rows = self.con.execute("SELECT location_id, kind FROM location ORDER BY ALL").fetchall()
        return dict(rows)


def _create(table: Table) -> str:
    columns = ", ".join(f'"{column.name}" {column.type.value}' for column in table.stored())
    return f'CREATE TABLE "{table.name}" ({columns});'


_TABLES = "".join(_create(table) for table in TABLES.values()) + SOURCE_TABLE


@cache
def _tables() -> DuckDBPyConnection:
    """All canonical tables, made once: what a test puts in is rolled back."""
    con = duckdb.connect(config={"threads": 1})
    con.execute(_TABLES)
    return con


@contextmanager
def empty_land() -> Iterator[Land]:
    """A register with all canonical tables, empty; several at once do not see each other."""
    with _tables().cursor() as con:
        con.execute("BEGIN")
        yield Land(con)
        con.execute("ROLLBACK")


def settings_with(**changes: object) -> Settings:
    """The shipped settings with other numbers for locations."""
    shipped = load_settings()
    changed = shipped.locations.model_copy(update=changes)
    return shipped.model_copy(update={"locations": changed})


def write(folder: Path, name: str, text: str) -> Path:
    """Write a small file and return it."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file
