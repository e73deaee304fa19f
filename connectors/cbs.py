"""Figures of areas: key figures of CBS, and open figures of the police. Gate O.

They say something about a municipality, district or neighbourhood: context for a report about an
area, never a fact about one address. No feature or rule can read them.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StringConstraints

from connectors import about
from connectors.about import Scope
from connectors.area_figures import measures
from connectors.area_figures.areas import Areas
from connectors.area_figures.fetching import fetch_tables
from connectors.area_figures.files import AREAS, Opened, open_file
from connectors.area_figures.odata import Figures
from connectors.delivery import Connector, Delivery, Item, Note, Options, Used
from connectors.live.order import Order
from engine.errors import SourceChanged

NAME = "cbs"


class CbsOptions(Options):
    """Options of figures of areas.

    Attributes:
        year: year of key figures in files that do not say it.
        tables: OData tables that are asked, such as 47022NED.
        periods: periods that are asked, such as 2026MM09; the newest months when left out.
    """

    year: int | None = Field(default=None, ge=1995, le=2100)
    tables: tuple[Annotated[str, StringConstraints(pattern=r"^[0-9]{5}[A-Z]{3}$")], ...] = ()
    periods: tuple[
        Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(JJ00|KW0[1-4]|MM[01][0-9])$")], ...
    ] = ()


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per area or per row of figures, then the notes.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceChanged: a file is none of the known kinds or lacks a column, nothing tells the
            year, or not a single record is of the municipality.

    Source: CBS, Kerncijfers wijken en buurten; Politie, open data at dataderden.cbs.nl.
    """
    options = delivery.options(CbsOptions)
    settings = delivery.settings
    dropped = about.dropped(NAME, Scope.ALWAYS, rules=settings.rules)
    opened = _open(delivery, dropped)
    areas = Areas(
        delivery.source,
        delivery.municipality,
        options.year,
        settings.cbs.unknown_at_or_below,
        measures.load(settings.rules),
    )
    figures = Figures(delivery.source, delivery.municipality, settings.cbs)
    items: list[Item] = []
    for one in opened:
        if one.table == AREAS:
            items += areas.read(one)
    items += figures.read([one for one in opened if one.table != AREAS])
    if not any(isinstance(item, Used) and item.rows for item in items):
        what = (
            f"has no figure of municipality {delivery.municipality}; correct municipality in "
            "sources.yaml or ask for the right file"
        )
        raise SourceChanged(delivery.source, what, file=delivery.files[0].name)
    yield from items
    strange = {f"columns_not_used/{name}": file for name, file in areas.strange.items()}
    told: dict[str, int | str] = {**areas.counts, **figures.counts, **figures.notes, **strange}
    yield from (Note(key, told[key]) for key in sorted(told))


def _open(delivery: Delivery, dropped: frozenset[str]) -> list[Opened]:
    files = sorted(delivery.files, key=lambda path: (path.name, path.as_posix()))
    return [one for path in files for one in open_file(path, delivery, dropped)]


def fetch(order: Order) -> Iterator[Note]:
    """Ask the open data service for the rows of the municipality, period by period.

    Raises:
        SettingsError: no table is given.
        SourceError: the service does not answer, or answers in another shape.
    """
    options = order.options(CbsOptions)
    yield from fetch_tables(order, options.tables, options.periods)


CONNECTOR = Connector(read=read, tables=frozenset({"area_figure"}), fetch=fetch, options=CbsOptions)
