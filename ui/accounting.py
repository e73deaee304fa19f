"""What the page Verantwoording asks: the account of a year, its rules, the register text, terms.

Every answer comes from a service that checks the role; nothing is kept between two draws.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.casework import users
from engine.exports.accountability import people, retention_calendar
from engine.exports.accountability.figure import Figure
from engine.exports.accountability.retention_calendar import Terms
from engine.exports.exchange import algorithm_register
from engine.exports.papers import annual, texts
from engine.workbench.accountability import figures, rules, years
from engine.workbench.accountability.rules import RulesYear
from ui import acting, state
from ui.account_url import Part

_TERMS = (Part.TERMS, Part.REGISTER)


@dataclass(frozen=True, slots=True)
class Account:
    """The year in six figures.

    Attributes:
        warning: that nearly everything of the highest band is accepted; None: it is not.
    """

    figures: tuple[Figure, ...]
    warning: str | None


@dataclass(frozen=True, slots=True)
class Register:
    """The text for the Algoritmeregister.

    Attributes:
        text: as Markdown.
        json, markdown: the files.
        missing: field and why, before it can be published.
    """

    text: str
    json: bytes
    markdown: bytes
    missing: tuple[tuple[str, str], ...]


def is_open() -> bool:
    """True when the reviewer's role answers for something."""
    return state.role() in users.MAY_SEE_TERMS


def parts() -> tuple[Part, ...]:
    """Parts of the page for the reviewer's role, in the order in which they stand."""
    return tuple(Part) if state.role() in users.MAY_ACCOUNT else _TERMS


def known_years() -> list[int]:
    """Years that can be accounted for, the newest first.

    Raises:
        RoleRefused: the role answers for nothing.
    """
    with acting.looking() as me:
        return years.known(me.session, state.known_runs(), user=me.user)


def least() -> int:
    """The smallest count that is told, as the annual evaluation says it.

    Raises:
        PaperError: its texts are wrong, with file and line.
    """
    found = texts.load(state.casework().settings.rules, annual.CONTRACT)
    return found.of.numbers["small_count"]


def of_year(year: int, *, known: Sequence[int]) -> Account:
    """A year in six figures, beside the year before when something is known of it.

    Raises:
        RoleRefused: the role does not answer for it.
    """
    settings = state.casework().settings
    with acting.looking() as me:

        def counted(one: int) -> figures.Counted:
            return figures.of_year(me.session, user=me.user, year=one, settings=settings)

        found = counted(year)
        before = counted(year - 1) if year - 1 in known else None
    told = figures.told(found, before=before, least=least())
    return Account(told, figures.warning(found))


def rules_of(year: int) -> RulesYear:
    """How every rule did in a year.

    Raises:
        RoleRefused: the role does not answer for it.
    """
    settings = state.casework().settings.precision
    with acting.looking() as me:
        return rules.of_year(
            me.session, state.known_runs(), user=me.user, year=year, settings=settings,
            today=state.today(),
        )  # fmt: skip


def effects_of(year: int, *, known: Sequence[int]) -> tuple[Figure, ...]:
    """What a year did to people, beside the year before.

    Raises:
        RoleRefused: the role does not answer for it.
    """
    with acting.looking() as me:
        found = people.of_year(me.session, user=me.user, year=year)
        earlier = year - 1 in known
        before = people.of_year(me.session, user=me.user, year=year - 1) if earlier else None
    return people.told(found, before=before, least=least())


def register() -> Register:
    """The text for the Algoritmeregister as it stands in the rules folder.

    Raises:
        RoleRefused: the role does not answer for it.
        SettingsError: it is not there, or breaks a rule of the standard.
    """
    acting.require(users.MAY_SEE_TERMS)
    entry = algorithm_register.load(state.rules_folder())
    markdown = algorithm_register.to_markdown(entry)
    return Register(
        markdown.decode(), algorithm_register.to_json(entry), markdown,
        algorithm_register.missing(entry),
    )  # fmt: skip


def terms(year: int) -> Terms:
    """When what must go, and what was destroyed in a year.

    Raises:
        RoleRefused: the role does not answer for it.
        RunError: the newest run cannot be read.
    """
    with acting.looking() as me:
        return retention_calendar.of_year(
            me.session, state.known_runs(), user=me.user, year=year, today=state.today(),
            settings=state.casework().settings, least=least(),
        )  # fmt: skip


def calendar(found: Terms) -> bytes:
    """The terms as a calendar file."""
    return retention_calendar.to_ical(found, now=state.now())
