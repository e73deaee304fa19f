"""Invented companies, people and papers in a register, and the network that they make."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from duckdb import DuckDBPyConnection

from engine.network import graph
from engine.network.graph import Graph
from engine.settings import Settings, load_settings
from engine.tables import Gate
from tests.engine.register.invented import DAY, Land, empty_land, unit

SETTINGS = load_settings()
CHECKED = (
    "officer", "title", "transfer", "permit", "licence", "licence_manager", "measure",
)  # fmt: skip


def kvk(number: int) -> str:
    return f"{90000000 + number}"


def person(letter: str) -> str:
    """A pseudonym; letters a to f."""
    return "P" + letter * 20


def address(number: int) -> str:
    """Id of the address of an invented address unit."""
    return f"188420{number:010d}"


class World(Land):
    """A register of which the source `test` has every compatibility check.

    Attributes:
        networks: all that were built of it, for who must close them.
    """

    def __init__(self, con: DuckDBPyConnection) -> None:
        super().__init__(con)
        self.networks: list[Graph] = []

    def place(self, number: int, location: str | None = None) -> dict[str, object]:
        """The place columns of a record at a unit that is a location of its own."""
        at = location or f"L{unit(number)}"
        return {"address_id": address(number), "object_id": unit(number), "location_id": at}

    def home(self, number: int) -> None:
        """A unit with an address that is a location of its own, without a building."""
        self.add("location", location_id=f"L{unit(number)}", kind="unit", label=f"Pad {number}")
        self.member(f"L{unit(number)}", unit(number), "unit")
        self.address(unit(number), number)

    def member(self, location: str, member: str, kind: str) -> None:
        self.add("location_member", location_id=location, member_id=member, member_kind=kind)

    def company(self, number: int, **more: object) -> str:
        self.add("enterprise", enterprise_id=kvk(number), **{"legal_form": "bv", **more})
        return kvk(number)

    def branch(self, number: int, company: str, at: int | None = None, **more: object) -> str:
        place = {} if at is None else self.place(at)
        values = {"branch_id": f"{number:012d}", "enterprise_id": company, **place, **more}
        self.add("branch", **values)
        return f"{number:012d}"

    def officer(self, company: str, party: str, role: str = "director", **more: object) -> None:
        self.add("officer", enterprise_id=company, party_id=party, role=role, **more)

    def built(
        self, *, settings: Settings = SETTINGS, ceiling: Gate = Gate.G1, as_of: date = DAY
    ) -> Graph:
        made = graph.build(self.con, as_of=as_of, settings=settings, ceiling=ceiling)
        self.networks.append(made)
        return made


@contextmanager
def empty_world() -> Iterator[World]:
    """A register with all canonical tables, empty; the source `test` is checked."""
    with empty_land() as land:
        world = World(land.con)
        for table in CHECKED:
            world.checked("test", table)
        yield world


def network(**changes: object) -> Settings:
    """The shipped settings with other numbers for the network."""
    chosen = SETTINGS.network.model_copy(update=changes)
    return SETTINGS.model_copy(update={"network": chosen})


def relations(made: Graph, kind: str, *properties: str) -> list[tuple[object, ...]]:
    """From label and id, to label and id, and properties of every relation of a kind, sorted."""
    more = "".join(f', r."{name}"' for name in properties)
    return made.con.execute(
        f"SELECT f.label, f.id, t.label, t.id{more} FROM rel_{kind.lower()} r "
        "JOIN nodes f ON f.nid = r.from_nid JOIN nodes t ON t.nid = r.to_nid ORDER BY ALL"
    ).fetchall()


def properties(made: Graph, label: str, node_id: str, *names: str) -> tuple[object, ...]:
    """Properties of one node."""
    listed = ", ".join(f'"{name}"' for name in names)
    rows = made.con.execute(
        f"SELECT {listed} FROM node_{label.lower()} WHERE id = ?", [node_id]
    ).fetchall()
    assert len(rows) == 1
    return tuple(rows[0])
