"""What the invented municipality consists of: places as the BAG sees them.

Coordinates are RD (EPSG:28992) in metres, rounded to 3 decimals. Identifiers have the form of
the BAG with a number range (9 000 000 000 and up) that is not in use, so that none is real.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

MUNICIPALITY = "1884"
FIRST_NUMBER = 9_000_000_000
BAG_START = date(2010, 3, 1)

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One voorkomen: status from `begin` (closed) to `end` (open); no end is current."""

    begin: date
    end: date | None
    status: str


@dataclass(slots=True)
class Town:
    """A village: its real name and woonplaats code, and an invented area."""

    town_id: str
    name: str
    postcode_area: str
    x: float
    y: float
    area: Ring = ()
    streets: "list[Street]" = field(default_factory=list)


@dataclass(slots=True)
class Street:
    """An invented openbare ruimte."""

    street_id: str
    name: str
    kind: str
    town: Town
    versions: tuple[Version, ...]


@dataclass(slots=True)
class Address:
    """A nummeraanduiding; `town` only where it differs from the street's."""

    address_id: str
    street: Street
    number: int
    letter: str
    addition: str
    postcode: str
    kind: str
    versions: tuple[Version, ...]
    town: Town | None = None

    @property
    def house(self) -> str:
        """Number, letter and addition as one writes them."""
        addition = f"-{self.addition}" if self.addition else ""
        return f"{self.number}{self.letter}{addition}"

    @property
    def line(self) -> str:
        """The address on one line."""
        town = (self.town or self.street.town).name
        return f"{self.street.name} {self.house}, {self.postcode} {town}"


@dataclass(slots=True)
class Building:
    """A pand."""

    building_id: str
    ring: Ring
    built_year: int
    versions: tuple[Version, ...]


@dataclass(slots=True)
class Unit:
    """A verblijfsobject, ligplaats or standplaats with its main address."""

    object_id: str
    kind: str
    address: Address
    buildings: list[Building]
    x: float
    y: float
    uses: tuple[str, ...]
    area_m2: int
    versions: tuple[Version, ...]
    ring: Ring = ()
    side_addresses: list[Address] = field(default_factory=list)


@dataclass(slots=True)
class Site:
    """Units and buildings that belong together in ordinary life.

    Attributes:
        kind: house, flat, ribbon, shop, restaurant, farm, greenhouse, business, recreation,
            pitch, berth, harbour, gone.
        taken: a scenario is told here, so ordinary life stays away.
    """

    kind: str
    town: Town
    x: float
    y: float
    units: list[Unit] = field(default_factory=list)
    buildings: list[Building] = field(default_factory=list)
    taken: bool = False

    @property
    def unit(self) -> Unit:
        """The main unit."""
        return self.units[0]

    @property
    def barns(self) -> list[Building]:
        """Buildings without a unit, largest first."""
        with_unit = {b.building_id for u in self.units for b in u.buildings}
        free = [b for b in self.buildings if b.building_id not in with_unit]
        return sorted(free, key=lambda b: (-ring_area(b.ring), b.building_id))


@dataclass(slots=True)
class Zone:
    """A polygon of `zones.geojson`, in RD; with a width the line along the middle of a road."""

    kind: str
    name: str
    ring: Ring
    width_m: float | None = None


@dataclass(slots=True)
class World:
    """All places; the lists are in order of creation, which is the order of every file."""

    towns: list[Town] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    buildings: list[Building] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    roads: list[Zone] = field(default_factory=list)
    _letters: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def streets(self) -> Iterator[Street]:
        """Every street, by town."""
        for town in self.towns:
            yield from town.streets

    def add_street(self, town: Town, name: str, *, kind: str = "Weg") -> Street:
        """Name a new public space of `town`."""
        number = sum(len(t.streets) for t in self.towns) + 1
        versions = (Version(BAG_START, None, "Naamgeving uitgegeven"),)
        street = Street(_bag_id("30", number), name, kind, town, versions)
        town.streets.append(street)
        return street

    def add_address(
        self,
        street: Street,
        number: int,
        *,
        letter: str = "",
        addition: str = "",
        kind: str = "Verblijfsobject",
        versions: tuple[Version, ...] | None = None,
    ) -> Address:
        """Number a place on `street`; up to 20 numbers of a street share one postcode."""
        current = versions or (Version(BAG_START, None, "Naamgeving uitgegeven"),)
        key = f"{street.street_id}/{(number - 1) // 20}"
        postcode = self._postcode(street.town.postcode_area, key)
        address = Address(
            _bag_id("20", len(self.addresses) + 1),
            street, number, letter, addition, postcode, kind, current,
        )  # fmt: skip
        self.addresses.append(address)
        return address

    def add_building(
        self, ring: Ring, built_year: int, versions: tuple[Version, ...] | None = None
    ) -> Building:
        """Build a pand; `versions` by default those of an ordinary one of that year."""
        history = versions or ordinary_building(built_year)
        building = Building(_bag_id("10", len(self.buildings) + 1), ring, built_year, history)
        self.buildings.append(building)
        return building

    def add_unit(
        self,
        address: Address,
        buildings: Sequence[Building],
        *,
        uses: tuple[str, ...] = ("woonfunctie",),
        area_m2: int,
        at: tuple[float, float],
        versions: tuple[Version, ...] | None = None,
    ) -> Unit:
        """Register a verblijfsobject in `buildings`."""
        history = versions or ordinary_unit(buildings[0])
        unit = Unit(
            _bag_id("01", len(self.units) + 1), "unit", address, list(buildings),
            *at, uses, area_m2, history,
        )  # fmt: skip
        self.units.append(unit)
        return unit

    def add_place(self, kind: str, address: Address, ring: Ring) -> Unit:
        """Designate a berth or pitch."""
        code = {"berth": "02", "pitch": "03"}[kind]
        versions = (Version(BAG_START, None, "Plaats aangewezen"),)
        number = _bag_id(code, len(self.units) + 1)
        x, y = ring_centre(ring)
        unit = Unit(number, kind, address, [], x, y, (), 0, versions, ring)
        self.units.append(unit)
        return unit

    def _postcode(self, area: str, key: str) -> str:
        """The next free letters of a postcode area, one pair per `key`.

        Real postcodes use 20 letters; every pair here has one of the other six (F, I, O, Q,
        U, Y), so that no combination of postcode and number is a real address.
        """
        taken = self._letters.setdefault(area, {})
        index = taken.setdefault(key, len(taken))
        return area + _LETTER_PAIRS[index % len(_LETTER_PAIRS)]


_LETTER_PAIRS = tuple(
    a + b
    for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    if {a, b} & set("FIOQUY")
)


def _bag_id(type_code: str, number: int) -> str:
    return f"{MUNICIPALITY}{type_code}{FIRST_NUMBER + number}"


def ordinary_building(built_year: int) -> tuple[Version, ...]:
    """Versions of a building in use; one built after the start of the BAG shows its making."""
    if built_year < BAG_START.year + 2:
        return (Version(BAG_START, None, "Pand in gebruik"),)
    start = date(built_year - 1, 4, 2)
    steps = ("Bouwvergunning verleend", "Bouw gestart", "Pand in gebruik (niet ingemeten)")
    days = [start + timedelta(days=120 * k) for k in range(4)]
    made = tuple(Version(days[k], days[k + 1], steps[k]) for k in range(3))
    return (*made, Version(days[3], None, "Pand in gebruik"))


def ordinary_unit(building: Building) -> tuple[Version, ...]:
    """Versions of a unit in use, in step with its building."""
    if len(building.versions) == 1:
        return (Version(BAG_START, None, "Verblijfsobject in gebruik"),)
    first, ready = building.versions[0].begin, building.versions[-1].begin
    return (
        Version(first, ready, "Verblijfsobject gevormd"),
        Version(ready, None, "Verblijfsobject in gebruik"),
    )


def ended(versions: tuple[Version, ...], on: date, status: str) -> tuple[Version, ...]:
    """The same life with `status` from `on`."""
    *earlier, last = versions
    return (*earlier, Version(last.begin, on, last.status), Version(on, None, status))


def ring_area(ring: Ring) -> float:
    """Area of a simple ring in m2."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def ring_centre(ring: Ring) -> tuple[float, float]:
    """Mean of the corners, rounded to mm."""
    count = len(ring)
    return round(sum(p[0] for p in ring) / count, 3), round(sum(p[1] for p in ring) / count, 3)


def months_before(day: date, months: int) -> date:
    """`day` minus whole calendar months, clamped to the end of a shorter month."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
