"""What the page Vandaag shows: sentences with the page behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from connectors.dates import dutch_day
from engine.casework import visits
from engine.exports.today import ahead, needs, news
from engine.exports.today.ahead import LastDay
from engine.exports.today.needs import Item
from engine.exports.today.news import Change
from engine.settings import load_settings
from engine.snapshot import Run
from ui import acting, bibob_files, case_url, meetings_view, menu, today_words
from ui.language import tr
from ui.menu import MenuPage
from ui.wording import day


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page.

    Attributes:
        text: in the language of the page.
        is_late: a day has passed.
        page: the page behind it; None when the reviewer's role has no such page.
    """

    text: str
    is_late: bool
    page: MenuPage | None


@dataclass(frozen=True, slots=True)
class DueLine:
    """One last day.

    Attributes:
        line: its text, whether it is late, and the page behind it.
        query: what of that page is shown.
    """

    line: Line
    query: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Today:
    """The page.

    Attributes:
        needs: what needs the user, the most urgent first.
        due: last days, the first due first.
        since: the last look of the visit before; None at the first visit.
        news: what changed since then.
    """

    needs: tuple[Line, ...]
    due: tuple[DueLine, ...]
    since: date | None
    news: tuple[Line, ...]


def of(run: Run) -> Today:
    """What the reviewer needs to know; looking is kept, so that the next visit tells the rest."""
    settings = load_settings().today
    pause = timedelta(minutes=settings.pause_minutes)
    with acting.signed_in() as me:
        before = visits.look(me.session, user=me.user, now=me.now, pause=pause)
        waits = needs.needs(me.session, run, user=me.user, now=me.now, settings=settings)
        due = ahead.last_days(me.session, user=me.user, now=me.now, settings=settings)
        changed = (
            [] if before is None else news.changes(me.session, run, user=me.user, since=before)
        )
    offered = {page.name: page for pages in menu.offered().values() for page in pages}
    return Today(
        tuple(_need(item, dutch_day(me.now), offered) for item in waits),
        tuple(_due(one, dutch_day(me.now), offered) for one in due),
        None if before is None else dutch_day(before),
        tuple(_news(change, offered) for change in changed),
    )


def _need(item: Item, today: date, offered: Mapping[str, MenuPage]) -> Line:
    one, many, page = today_words.NEEDS[item.need]
    text = tr(one if item.count == 1 else many).format(count=item.count)
    if item.first is None:
        return Line(text, False, offered.get(page))
    when = tr("{text}, op {day}") if item.count == 1 else tr("{text}, de eerste op {day}")
    told = when.format(text=text, day=day(item.first))
    return Line(told, item.first < today, offered.get(page))


def _due(one: LastDay, today: date, offered: Mapping[str, MenuPage]) -> DueLine:
    about = {
        "bibob": (bibob_files.FILE, one.file),
        "meetings": (meetings_view.MEETING, one.meeting),
        "cases": (case_url.CASE, one.case),
    }
    page, (name, number) = next(
        ((page, found) for page, found in about.items() if found[1] is not None),
        ("tasks", ("", None)),
    )
    query = {} if number is None else {name: str(number)}
    text = f"{day(one.on)}: {tr(one.title)}"
    return DueLine(Line(text, one.on < today, offered.get(page)), query)


def _news(change: Change, offered: Mapping[str, MenuPage]) -> Line:
    one, many, page = today_words.NEWS[change.news]
    text = tr(one if change.count == 1 else many).format(count=change.count)
    return Line(text, False, offered.get(page))
