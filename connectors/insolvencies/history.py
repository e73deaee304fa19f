"""How a case went, by the kind codes of its publications; their texts are never read.

The day of a fact is the day of its publication, some days after the ruling: the ruling's own day
stands in free text only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lxml import etree

from connectors.insolvencies import values
from connectors.insolvencies.codes import Codes, Effect
from connectors.insolvencies.values import Unreadable, children


@dataclass(frozen=True, slots=True, order=True)
class Publication:
    """One publication: its day, its kind code and the mark that names it."""

    day: date
    kind: str
    mark: str


@dataclass(frozen=True, slots=True)
class Course:
    """How a case stands.

    Attributes:
        declared_on: day of the publication that opened it, None when none did.
        ended_on: day of the publication that ended it, None while it is open.
        end_kind: fixed word for how it ended.
    """

    declared_on: date | None = None
    ended_on: date | None = None
    end_kind: str | None = None


def publications(element: etree._Element) -> tuple[Publication, ...]:
    """Publications of a case, by day, kind and mark.

    Raises:
        Unreadable: there are none, or one lacks its day, kind or mark.
    """
    history = values.child(element, "publicatiegeschiedenis")
    found = [] if history is None else [_publication(p) for p in children(history, "publicatie")]
    if not found:
        raise Unreadable("publicatiegeschiedenis holds no publication")
    return tuple(sorted(found))


def course(history: Iterable[Publication], codes: Codes) -> Course:
    """Follow a case through its publications.

    Annulled counts as never: what is declared after it begins anew. A reopened case keeps its
    first day. Of two publications of one day a declaration goes first.

    Source: CIR, kinds of publications; rules/tables/cir_codes.csv.
    """
    now = Course()
    for publication in sorted(history, key=lambda p: (p.day, _is_end(p, codes), p)):
        effect = codes.effects.get(publication.kind, Effect.NONE)
        if effect is Effect.DECLARES:
            first = None if now.end_kind == "annulled" else now.declared_on
            now = Course(first or publication.day)
        elif effect in (Effect.ENDS, Effect.ANNULS):
            now = Course(now.declared_on, publication.day, codes.end_kinds[publication.kind])
    return now


def _is_end(publication: Publication, codes: Codes) -> bool:
    return publication.kind in codes.end_kinds


def _publication(element: etree._Element) -> Publication:
    day = values.day(element, "publicatieDatum")
    kind = values.text(element, "publicatieSoortCode")
    mark = values.text(element, "publicatieKenmerk")
    parts = {"publicatieDatum": day, "publicatieSoortCode": kind, "publicatieKenmerk": mark}
    if day is None or kind is None or mark is None:
        missing = next(name for name, part in parts.items() if part is None)
        raise Unreadable(f"{missing} of a publication is missing")
    return Publication(day, kind, mark)
