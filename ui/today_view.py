"""What the page Vandaag shows: Dutch sentences with the page behind them."""

from dataclasses import dataclass
from datetime import date, timedelta

from engine.casework import visits
from engine.exports import today
from engine.exports.today import Change, Item
from engine.exports.words import day
from engine.settings import load_settings
from engine.snapshot import Run
from ui import acting, today_words

PAGES = {
    "worklist": "Werklijst", "map": "Kaart", "signals": "Signalen", "cases": "Zaken",
    "bibob": "Bibob", "tasks": "Taken", "meetings": "Overleg", "rules": "Regels",
    "sources": "Bronnen", "care": "Zorg", "processing_log": "Verwerkingslog",
}  # fmt: skip
"""Title of a page by its module in `ui/app_pages`."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page.

    Attributes:
        text: Dutch.
        is_late: a day has passed.
        page: module in `ui/app_pages`.
    """

    text: str
    is_late: bool
    page: str


@dataclass(frozen=True, slots=True)
class Today:
    """The page.

    Attributes:
        needs: what needs the user, the most urgent first.
        since: the last look of the visit before; None at the first visit.
        news: what changed since then.
    """

    needs: tuple[Line, ...]
    since: date | None
    news: tuple[Line, ...]


def of(run: Run) -> Today:
    """What the reviewer needs to know; looking is kept, so that the next visit tells the rest."""
    settings = load_settings().today
    with acting.signed_in() as me:
        before = visits.look(
            me.session, user=me.user, now=me.now, pause=timedelta(minutes=settings.pause_minutes)
        )
        needs = today.needs(me.session, run, user=me.user, now=me.now, settings=settings)
        news = [] if before is None else today.changes(me.session, run, user=me.user, since=before)
    return Today(
        tuple(_need(item, me.now.date()) for item in needs),
        None if before is None else before.date(),
        tuple(_news(change) for change in news),
    )


def _need(item: Item, now: date) -> Line:
    one, many, page = today_words.NEEDS[item.need]
    what = one if item.count == 1 else many
    when = "" if item.first is None else f", de eerste op {day(item.first)}"
    if item.first is not None and item.count == 1:
        when = f", op {day(item.first)}"
    return Line(f"{item.count} {what}{when}", item.first is not None and item.first < now, page)


def _news(change: Change) -> Line:
    one, many, page = today_words.NEWS[change.news]
    return Line(f"{change.count} {one if change.count == 1 else many}", False, page)
