"""Report about the villages of a municipality: counts, density of addresses, figures of CBS.

Context for reading the list, never a fact about one address: nothing here says anything about a
location, and no score is in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from connectors.bag.codes import END_STATUSES
from engine.register.bag_objects import PLANNED_UNIT
from engine.register.density import addresses_within
from engine.register_settings import UrbanitySettings
from engine.snapshot import Run

Floats = npt.NDArray[np.float64]
_KM = 1000.0

_LOCATIONS = """
SELECT coalesce(town, ''), count(*) FROM location GROUP BY ALL ORDER BY ALL
"""
_ADDRESSES = """
WITH unit AS (
  SELECT object_id, x, y FROM address_unit
  WHERE NOT list_contains($ended, coalesce(status, ''))
    AND NOT list_contains($planned, lower(coalesce(status, '')))
  QUALIFY row_number() OVER (PARTITION BY object_id ORDER BY source, record_id) = 1
)
SELECT coalesce(a.town, ''), u.x, u.y
FROM address a JOIN unit u USING (object_id)
WHERE NOT list_contains($ended, coalesce(a.status, ''))
QUALIFY row_number() OVER (PARTITION BY a.address_id ORDER BY a.source, a.record_id) = 1
ORDER BY a.town, a.address_id
"""
_STANDS = """
SELECT max(delivered_on) FROM address
"""
_FIGURES = """
SELECT area_kind, area_id, max(area_name) OVER (PARTITION BY area_id), measure, value, unit,
  period, coalesce(is_complete, true)
FROM area_figure
QUALIFY row_number() OVER (
  PARTITION BY area_id, measure
  ORDER BY coalesce(is_complete, true) DESC, period DESC, source, record_id
) = 1
ORDER BY CASE area_kind WHEN 'municipality' THEN 1 WHEN 'district' THEN 2 ELSE 3 END, area_id,
  measure
"""
_KINDS = {"municipality": "gemeente", "district": "wijk", "neighbourhood": "buurt"}


@dataclass(frozen=True, slots=True)
class Density:
    """Own count of the omgevingsadressendichtheid of a set of addresses.

    Attributes:
        per_km2: mean over the addresses, None when none has a point.
        urbanity: class 1 (very urban) to 5 (rural), None without a density.
        is_near_limit: the class may be the next one.
    """

    per_km2: float | None
    urbanity: int | None
    is_near_limit: bool


@dataclass(frozen=True, slots=True)
class Village:
    """One woonplaats; `name` is empty for what lies in none that is known."""

    name: str
    locations: int
    addresses: int
    density: Density


@dataclass(frozen=True, slots=True)
class Figure:
    """The newest complete figure of one measure of one area; `value` None means not known."""

    area: str
    area_id: str
    measure: str
    value: float | None
    unit: str | None
    period: str
    is_complete: bool


@dataclass(frozen=True, slots=True)
class AreaReport:
    """What is told about a municipality and its villages.

    Attributes:
        stand: day of the newest delivery of addresses, None without any.
        whole: density of all addresses together.
    """

    municipality: str
    as_of: date
    stand: date | None
    whole: Density
    villages: tuple[Village, ...]
    figures: tuple[Figure, ...]


def report(run: Run, settings: UrbanitySettings) -> AreaReport:
    """Tell about the villages of a run.

    Addresses outside the municipality are not in a run, so that the density near its border
    comes out too low.

    Args:
        run: a published run.
        settings: radius and limits of the classes.

    Returns:
        Villages by name; figures by kind of area, code and measure.
    """
    with run.connect() as con:
        words = {"ended": sorted(END_STATUSES), "planned": list(PLANNED_UNIT)}
        located = dict(con.execute(_LOCATIONS).fetchall())
        rows = con.execute(_ADDRESSES, words).fetchall()
        stand = con.execute(_STANDS).fetchall()[0][0]
        figures = con.execute(_FIGURES).fetchall()
    towns = np.array([row[0] for row in rows], dtype=object)
    points = np.array([row[1:] for row in rows], dtype=np.float64).reshape(-1, 2)
    around = densities(points, points, settings)
    names = sorted({*located, *towns.tolist()})
    return AreaReport(
        municipality=str(run.meta["municipality"]),
        as_of=run.as_of,
        stand=stand,
        whole=mean_density(around, settings),
        villages=tuple(
            Village(
                name,
                located.get(name, 0),
                int(np.count_nonzero(towns == name)),
                mean_density(around[towns == name], settings),
            )
            for name in names
        ),
        figures=tuple(_figure(*row) for row in figures),
    )


def densities(places: Floats, addresses: Floats, settings: UrbanitySettings) -> Floats:
    """Addresses per km2 within the radius of each place, itself included.

    Args:
        places: shape (n, 2), RD in metres; NaN where there is no point.
        addresses: what is counted, in the same form.
        settings: the radius.

    Returns:
        One density per place, NaN without a point.

    Source: CBS, omgevingsadressendichtheid.
    """
    found = np.full(len(places), np.nan)
    known = ~np.isnan(places).any(axis=1)
    counted = addresses[~np.isnan(addresses).any(axis=1)]
    area = np.pi * (settings.radius_m / _KM) ** 2
    found[known] = addresses_within(counted, settings.radius_m, around=places[known]) / area
    return found


def mean_density(around: Floats, settings: UrbanitySettings) -> Density:
    """Mean density of some addresses, its class, and whether a limit of a class is near."""
    known = around[~np.isnan(around)]
    if not len(known):
        return Density(None, None, is_near_limit=False)
    per_km2 = float(known.mean())
    limits = settings.class_limits
    urbanity = next((k for k, limit in enumerate(limits, 1) if per_km2 >= limit), len(limits) + 1)
    near = any(abs(per_km2 - limit) <= settings.near_share * limit for limit in limits)
    return Density(per_km2, urbanity, is_near_limit=near)


def _figure(
    kind: str,
    area_id: str,
    name: str | None,
    measure: str,
    value: float | None,
    *rest: object,
) -> Figure:
    unit, period, is_complete = rest
    area = " ".join(part for part in (_KINDS.get(kind, kind), name) if part)
    told = None if unit is None else str(unit)
    return Figure(area, area_id, measure, value, told, str(period), bool(is_complete))


def to_text(told: AreaReport) -> str:
    """The report in Dutch, as plain text."""
    stand = told.stand.isoformat() if told.stand else "onbekend"
    lines = [
        f"Gebied {told.municipality} op {told.as_of.isoformat()} (adressen van {stand})",
        "",
        *(_village(village) for village in told.villages),
        f"gehele gemeente: {_density(told.whole)}",
        "",
        "Dichtheid: eigen telling van adressen binnen 1 km, gemiddeld over de adressen. Adressen",
        "buiten de gemeente tellen niet mee, dus langs de grens valt zij te laag uit. De telling",
        "wijkt af van die van CBS en vervangt haar niet.",
        "",
        *_figures(told.figures),
    ]
    return "\n".join(lines)


def _village(village: Village) -> str:
    name = village.name or "(geen woonplaats bekend)"
    counts = f"{village.locations} locaties, {village.addresses} adressen"
    return f"{name}: {counts}, {_density(village.density)}"


def _density(density: Density) -> str:
    if density.per_km2 is None:
        return "dichtheid niet bekend"
    near = ", dicht bij een klassengrens" if density.is_near_limit else ""
    return f"{density.per_km2:.0f} adressen per km2 (klasse {density.urbanity}{near})"


def _number(value: float) -> str:
    """A figure in the Dutch way: point between thousands, comma before decimals."""
    text = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")
    return text.replace(",", "|").replace(".", ",").replace("|", ".")


def _figures(figures: Sequence[Figure]) -> list[str]:
    if not figures:
        return ["Geen cijfers van CBS of politie in deze run."]
    lines = ["Cijfers van CBS en politie (zeggen iets over een gebied, nooit over een adres):"]
    for figure in figures:
        value = (
            "niet bekend"
            if figure.value is None
            else f"{_number(figure.value)} {figure.unit or ''}"
        )
        partly = "" if figure.is_complete else ", nog niet volledig"
        where = f"{figure.area} ({figure.area_id})"
        lines.append(f"{where}: {figure.measure} {value.strip()}, {figure.period}{partly}")
    return lines
