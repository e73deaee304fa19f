"""What is processed about a location, for who asks to see it, and what is withheld on which ground.

What registers say, what rules saw, on which lists it stood, what people did and who received
something are told in full. What may not be told is never left out in silence: its ground is
named, so that somebody can object to it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import audit, cases, judgements, places
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import Listing
from engine.casework.process import measures
from engine.casework.process.definition import process_of
from engine.exports import dossier
from engine.exports.dossier import Dossier
from engine.exports.papers import facts, visible
from engine.exports.papers.contract import OF_RUN, Contract
from engine.exports.papers.draft import Draft, of_run
from engine.exports.papers.manifest import Origin
from engine.exports.papers.paper import Block, Bullets, Column, Table, Text
from engine.exports.papers.texts import Texts
from engine.exports.words import day
from engine.snapshot import Run

_HEADINGS = ("date", "what", "recipient", "week", "verdict", "kind", "opened", "closed", "outcome",
             "measures")  # fmt: skip


class Ground(StrEnum):
    """Why something is withheld; the words, with their article, are phrases of the texts."""

    VICTIM = "victim"
    OPEN_CASE = "open_case"
    BIBOB = "bibob"


CONTRACT = Contract(
    kind="access",
    required=frozenset(
        {"facts", "rules", "lists", "cases", "received", "withheld", "sources", "rights"}
    ),
    optional=frozenset({"about", "algorithm"}),
    placeholders=(OF_RUN - {"week"}) | {"location"},
    phrases={name: frozenset() for name in (*_HEADINGS, *Ground, "nothing", "not_told", "none")},
)
MOST_EVENTS = 10_000
_FROM_OTHERS = frozenset({"report", "address_signal"})
"""Events that somebody else told of: with a ground to withhold, they may tell who or what."""


def draft(session: Session, run: Run, *, location: str, texts: Texts) -> Draft:
    """The content of an answer to a request to see what is processed.

    Hits are told whether or not somebody judged the location: who answers judges none.

    Args:
        session: any session.
        run: the newest one that has the location.
        location: its id.
        texts: of this kind.

    Raises:
        RunError: the run has no such location.

    Source: REQ-TRN-3, AVG art. 15.
    """
    state = places.states(run, [location])[location]
    with run.connect() as con:
        found = dossier.assemble(con, run, location)
    known = cases.at(session, state.bag_ids)
    masked = bool(visible.masked(session, {location: state}, run=run))
    grounds = _grounds(found, known, masked=masked)
    hidden: list[Block] = [Text(texts.of.phrases["not_told"])]
    rules = () if grounds else facts.rule_ids(found.assessment)
    return Draft(
        subject=location,
        values={
            **of_run(run), "location": found.place.label,
        },
        filled={
            "facts": _facts(found, hidden if grounds else []),
            "rules": hidden if grounds else facts.assessed(found),
            "lists": hidden if grounds else _lists(session, state.bag_ids, texts),
            "cases": hidden if grounds else _ended(session, known, texts),
            "received": hidden if grounds else _received(session, location, state.bag_ids, texts),
            "withheld": [_withheld(grounds, texts)],
            "sources": [facts.sources(found)],
        },
        origin=Origin(run, rules, (), (location,)),
        objects=visible.objects({location: state}, part="inzage", kinds=("feiten", "verwerking")),
    )  # fmt: skip


def _grounds(found: Dossier, known: Sequence[Case], *, masked: bool) -> list[Ground]:
    """Grounds that apply, in the order of `Ground`; any of them withholds all that people did."""
    told = found.assessment
    applies = {
        Ground.VICTIM: masked or any(case.is_victim for case in known) or (
            told is not None and bool(told.notices)
        ),
        Ground.OPEN_CASE: any(case.is_open and case.kind is not CaseKind.BIBOB for case in known),
        Ground.BIBOB: any(case.kind is CaseKind.BIBOB for case in known),
    }  # fmt: skip
    return [ground for ground in Ground if applies[ground]]


def _withheld(grounds: Sequence[Ground], texts: Texts) -> Block:
    phrases = texts.of.phrases
    if not grounds:
        return Text(phrases["none"])
    return Bullets(tuple(phrases[ground] for ground in grounds))


def _facts(found: Dossier, hidden: Sequence[Block]) -> list[Block]:
    """What registers say; with a ground to withhold, not what somebody else reported."""
    tables = frozenset(event.table for event in found.events)
    shown = tables - _FROM_OTHERS if hidden else tables
    return [*facts.neutral(found, most_events=MOST_EVENTS, tables=shown), *hidden]


def _ended(session: Session, known: Sequence[Case], texts: Texts) -> list[Block]:
    """Cases that ended, with what was done; why it was opened is in the words of an official."""
    phrases, process, names = texts.of.phrases, process_of(session), measures.instruments(session)
    rows = []
    for case in known:
        done = [
            names.get(one.instrument, one.instrument) for one in measures.of_case(session, case)
        ]
        rows.append((
            case.kind.label, _on(case.opened_at), _on(case.closed_at),
            process.outcomes[case.outcome].label if case.outcome else "", "; ".join(done),
        ))  # fmt: skip
    columns = (("kind", 1), ("opened", 1.2), ("closed", 1.2), ("outcome", 1.4), ("measures", 2))
    return _table("Zaken", columns, rows, phrases)


def _lists(session: Session, bag_ids: Sequence[str], texts: Texts) -> list[Block]:
    phrases, here = texts.of.phrases, places.overlapping(session, bag_ids)
    listed = select(Listing).where(Listing.place_id.in_(here)).order_by(Listing.week, Listing.id)
    verdicts: dict[str, list[str]] = {}
    for one in judgements.judgements_of(session, bag_ids):
        verdicts.setdefault(one.week, []).append(one.verdict.label)
    rows = [
        (row.week, day(row.listed_on), "; ".join(verdicts.get(row.week, ())))
        for row in session.scalars(listed)
    ]
    columns = (("week", 0.8), ("date", 1.2), ("verdict", 3))
    return _table("Weeklijsten", columns, rows, phrases)


def _received(session: Session, location: str, bag_ids: Sequence[str], texts: Texts) -> list[Block]:
    """What of the processing log went to somebody; names of officials are not told."""
    rows = [
        (_on(one.tijdstip), one.actie_naam, one.soort_afnemer_id or "")
        for one in audit.search(session, object_ids=[location, *bag_ids])
    ]
    columns = (("date", 1.2), ("what", 3), ("recipient", 2))
    return _table("Verwerkingen", columns, rows, texts.of.phrases)


def _on(at: datetime | None) -> str:
    """The day in the Netherlands; empty when it did not come yet."""
    return day(dutch_day(at), unknown="") if at else ""


def _table(
    title: str,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[tuple[str, ...]],
    phrases: Mapping[str, str],
) -> list[Block]:
    if not rows:
        return [Text(phrases["nothing"])]
    told = tuple(Column(phrases[name], width) for name, width in columns)
    return [Table(title, told, tuple(rows))]
