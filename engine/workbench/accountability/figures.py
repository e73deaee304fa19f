"""The year in six figures, each with its interval and a sentence, beside the year before.

Counts come from the same place as those of the annual evaluation (`workbench.year_figures`), and
small ones are hidden as there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine import precision
from engine.casework import acceptance, users
from engine.casework.acceptance import Acceptance
from engine.casework.destruction.told import Record
from engine.casework.models import User
from engine.exports.accountability import figure, retention_calendar
from engine.exports.accountability.figure import TOO_FEW, Figure
from engine.exports.papers.annual import ShareFigure, YearFigures
from engine.precision import Lift, Share
from engine.settings import Settings
from engine.translatable import Amount, Sentence, joined, mark, sentence
from engine.workbench import year_figures

_OWN = (Record.SEALED, Record.CASES, Record.RIEC, Record.PAPERS)
"""What is counted as one thing; of the others only lines."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one year is told with.

    Attributes:
        lift: the ranked part of the lists over the random one.
        overridden: first judgements of the highest band that said other than right.
        newest: acceptance over the newest first judgements as the year ended, with its warning.
        destroyed: by kind of record; None is not known any more.
    """

    figures: YearFigures
    lift: Lift
    overridden: Share
    newest: Acceptance
    destroyed: Mapping[Record, int | None]


def of_year(session: Session, *, user: User, year: int, settings: Settings) -> Counted:
    """Count one year.

    Args:
        session: casework; only read.
        user: who looks.
        year: calendar year; lists count in the year of their ISO week.
        settings: blocks `precision` and `capacity`.

    Raises:
        RoleRefused: the role does not answer for it.
    """
    users.require(user, users.MAY_ACCOUNT)
    figures = year_figures.gather(
        session, year=year, titles={}, precision_settings=settings.precision,
        capacity=settings.capacity,
    )  # fmt: skip
    confidence = settings.precision.confidence
    other, of = acceptance.overridden_in(session, year)
    return Counted(
        figures,
        precision.lift(_as_share(figures.ranked), _as_share(figures.random), confidence=confidence),
        precision.share(other, of, confidence=confidence),
        acceptance.of_top_band(session, through=year),
        retention_calendar.destroyed_in(session, user=user, year=year),
    )


def told(counted: Counted, *, before: Counted | None, least: int) -> tuple[Figure, ...]:
    """The six figures in words: listed, judged, right, overridden, cases, destroyed.

    Args:
        counted: of the year.
        before: of the year before; None when nothing is known of it.
        least: the smallest count that may be told.
    """
    makers = (_listed, _judged, _right, _overridden, _cases, _destroyed)
    now = [make(counted, least) for make in makers]
    if before is None:
        return tuple(now)
    earlier = [make(before, least).value for make in makers]
    return tuple(
        Figure(one.name, one.value, one.sentence, one.between, value)
        for one, value in zip(now, earlier, strict=True)
    )


def warning(counted: Counted) -> str | None:
    """What must be said when nearly everything of the highest band is accepted (REQ-HUM-3)."""
    newest = counted.newest
    if not newest.is_warning or newest.share is None:
        return None
    return sentence(
        "Van de nieuwste {reviews} eerste oordelen over de hoogste band waren er {accepted} "
        "terecht ({share}%). Wordt er nog gewogen? Bespreek deze oordelen met elkaar en lees er "
        "een paar opnieuw, zonder de treffers.",
        reviews=str(newest.reviews), accepted=str(newest.accepted),
        share=Amount(100 * newest.share, 1),
    )  # fmt: skip


def _listed(counted: Counted, least: int) -> Figure:
    found = counted.figures
    said = sentence("Er was geen weeklijst. Maak er een met een run.")
    if found.list_capacity:
        said = sentence(
            "In de weken met een lijst was er tijd voor {count} locaties.",
            count=found.list_capacity,
        )
    return Figure(mark("Op de lijst"), figure.count(found.listed, least=least), said)


def _judged(counted: Counted, least: int) -> Figure:
    found = counted.figures
    said = sentence(
        "Zonder oordeel verlopen: {count}.", count=figure.count(found.lapsed, least=least)
    )
    if found.listed and found.judged >= least:
        share = figure.percent(found.judged / found.listed, judged=found.judged, least=least)
        said = joined([sentence("Dat is {share} van wat op de lijst stond.", share=share), said])
    return Figure(mark("Beoordeeld"), figure.count(found.judged, least=least), said)


def _right(counted: Counted, least: int) -> Figure:
    ranked, random = counted.figures.ranked, counted.figures.random
    values = [figure.percent(one.value, judged=one.judged, least=least) for one in (ranked, random)]
    spans = [_between(one, least) for one in (ranked, random)]
    said = sentence(
        "Op volgorde van de regels {ranked}, aselect {random}.",
        ranked=_of(ranked, least), random=_of(random, least),
    )  # fmt: skip
    if all(spans):
        said = joined([said, _compared(counted.lift)])
    value = TOO_FEW if {*values} == {TOO_FEW} else _beside(*values)
    between = _beside(*spans) if all(spans) else spans[0] or spans[1]
    return Figure(mark("Terecht"), value, said, between)


def _beside(ranked: str, random: str) -> Sentence:
    return sentence("{ranked} · aselect {random}", ranked=ranked, random=random)


def _compared(lift: Lift) -> Sentence:
    """Whether the rules do better than chance."""
    if lift.value is None:
        return sentence("Met toeval vergelijken kan nog niet: {why}.", why=figure.times(lift))
    said = sentence("Op volgorde was {times} zo vaak terecht als aselect", times=figure.times(lift))
    if lift.low is not None and lift.low > 1:
        return sentence("{said}: beter dan toeval.", said=said)
    if lift.high is not None and lift.high < 1:
        return sentence("{said}: slechter dan toeval. Herzie de regels.", said=said)
    return sentence("{said}: dat kan toeval zijn.", said=said)


def _overridden(counted: Counted, least: int) -> Figure:
    found = counted.overridden
    value = figure.percent(found.value, judged=found.judged, least=least)
    said = sentence(
        "Van {count} eerste oordelen over locaties in de hoogste band, gegeven voordat iemand die "
        "band zag. Nul zou zeggen dat niemand weegt.",
        count=figure.count(found.judged, least=least),
    )
    span = figure.between(found.low, found.high, judged=found.judged, least=least)
    return Figure(mark("Anders geoordeeld dan de regels"), value, said, span)


def _cases(counted: Counted, least: int) -> Figure:
    found = counted.figures
    said = sentence(
        "Daarvan of eerder geopend in behandeling genomen: {taken_on}. Maatregelen vastgelegd: "
        "{measures}.",
        taken_on=figure.count(found.taken_on, least=least),
        measures=figure.count(sum(found.measures.values()), least=least),
    )
    return Figure(mark("Signalen en zaken geopend"), figure.count(found.opened, least=least), said)


def _destroyed(counted: Counted, least: int) -> Figure:
    gone = counted.destroyed
    own = sum(gone[one] or 0 for one in _OWN)
    others = [one for one in Record if one not in _OWN and gone[one]]
    if others:
        listed = [
            joined([sentence(one.value), figure.count(gone[one], least=least)]) for one in others
        ]
        said = sentence(
            "Signalen, zaken en stukken. Daarnaast: {listed}.",
            listed=joined(listed, between=", "),
        )
    else:
        said = sentence("Signalen, zaken en stukken waarvan de bewaartermijn voorbij was.")
    if None in gone.values():
        cut = sentence("Het log van dat jaar is ingekort: de rest is niet meer bekend.")
        said = joined([said, cut])
    return Figure(mark("Vernietigd"), figure.count(own, least=least), said)


def _of(share: ShareFigure, least: int) -> str:
    if share.judged < least or share.value is None:
        return TOO_FEW
    return sentence(
        "{share}% van {count} oordelen", share=Amount(100 * share.value, 0), count=share.judged
    )


def _between(share: ShareFigure, least: int) -> str:
    return figure.between(share.low, share.high, judged=share.judged, least=least)


def _as_share(share: ShareFigure) -> Share:
    return Share(share.right, share.judged, share.value, share.low, share.high)
