"""Letters that explain and help: to an owner, to residents around a measure, to entrepreneurs.

No letter holds a signal, a hit or a name: it says what was decided, what one can look for, what
one can do and whom to call. The address is that of the location; who lives there is not looked up.
"""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from engine.casework import places
from engine.casework.judgements import check_text
from engine.casework.models import User
from engine.casework.process import measures
from engine.errors import PaperError
from engine.exports.papers import visible
from engine.exports.papers.contract import Contract
from engine.exports.papers.draft import Draft
from engine.exports.papers.manifest import Origin
from engine.exports.papers.paper import Fields
from engine.exports.words import day
from engine.snapshot import Run
from engine.translatable import mark, sentence

OWNER = Contract(
    kind="letter-owner",
    required=frozenset({"why", "selection_yes", "selection_no", "do", "rights"}),
    optional=frozenset({"look", "contact"}),
    placeholders=frozenset({"location", "subject"}),
)
RESIDENTS = Contract(
    kind="letter-residents",
    required=frozenset({"what", "do", "contact"}),
    optional=frozenset({"look"}),
    placeholders=frozenset({"location", "measure", "starts_on", "ends_on"}),
    phrases={"measure": frozenset(), "from": frozenset(), "until": frozenset()},
)
ENTREPRENEURS = Contract(
    kind="letter-entrepreneurs",
    required=frozenset({"why", "look", "do", "contact"}),
    placeholders=frozenset({"area"}),
)
_LONGEST = 120


def to_owner(
    session: Session, run: Run, *, location: str, subject: str, is_selected: bool, user: User
) -> Draft:
    """A letter to who owns or uses a location.

    Args:
        session: a reading session.
        run: where the location is read.
        location: its id.
        subject: what it is about, in a few words, without a name or an accusation.
        is_selected: whether automated selection played a role, which the letter tells (Awb 3:46).
        user: who sends it.

    Raises:
        PaperError: somebody there may be a victim, or the subject is too long.
        RunError: the run has no such location.
    """
    visible.refuse_protected(session, run, [location], act=mark("een brief"))
    found = visible.read(session, run, [location], user=user)[location]
    states = places.states(run, [location])
    return Draft(
        subject=location,
        values={"location": found.place.label, "subject": _short(subject, mark("het onderwerp"))},
        filled={},
        left_out=frozenset({"selection_no" if is_selected else "selection_yes"}),
        origin=Origin(run, (), (), (location,)),
        objects=visible.objects(states, part="locatie in brief", kinds=("adres",)),
    )


def to_residents(
    session: Session,
    run: Run,
    *,
    location: str,
    instrument: str,
    starts_on: date,
    ends_on: date | None,
    phrases: Mapping[str, str],
    user: User,
) -> Draft:
    """A letter to residents around a measure that was made public.

    Args:
        session: a reading session.
        run: where the location is read.
        location: its id.
        instrument: code in `rules/tables/instruments.csv`.
        starts_on: first day of the measure.
        ends_on: last day, closed; None: without an end.
        phrases: of the texts of this kind.
        user: who sends it.

    Raises:
        PaperError: unknown instrument, days out of order, or somebody there may be a victim.
        RunError: the run has no such location.
    """
    known = measures.instruments(session)
    if instrument not in known:
        raise PaperError(
            sentence(
                "instrument {instrument} is onbekend; bekend: {known}",
                instrument=instrument,
                known=", ".join(known),
            )
        )
    if ends_on is not None and ends_on < starts_on:
        raise PaperError(mark("een maatregel eindigt niet voor het begin"))
    visible.refuse_protected(session, run, [location], act=mark("een brief"))
    found = visible.read(session, run, [location], user=user)[location]
    until = day(ends_on, unknown="tot nader bericht")
    states = places.states(run, [location])
    fields = (
        (phrases["measure"], known[instrument]), (phrases["from"], day(starts_on)),
        (phrases["until"], until),
    )  # fmt: skip
    return Draft(
        subject=location,
        values={
            "location": found.place.label, "measure": known[instrument],
            "starts_on": day(starts_on), "ends_on": until,
        },
        filled={"what": [Fields(fields)]},
        origin=Origin(run, (), (), (location,)),
        objects=visible.objects(states, part="locatie van de maatregel", kinds=("adres",)),
    )  # fmt: skip


def to_entrepreneurs(*, area: str) -> Draft:
    """A letter to the entrepreneurs of an area; nothing of a register is in it.

    Raises:
        PaperError: the name of the area is empty or too long.
    """
    return Draft(
        subject="",
        values={"area": _short(area, mark("het gebied"))},
        filled={},
        origin=Origin(),
    )


def _short(text: str, what: str) -> str:
    found = check_text(text, what=what)
    if len(found) > _LONGEST or "\n" in found:
        raise PaperError(
            sentence(
                "{what} is één regel van ten hoogste {most} tekens",
                what=sentence(what),
                most=_LONGEST,
            )
        )
    return found
