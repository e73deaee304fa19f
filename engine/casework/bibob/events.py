"""Dated events that an officer records between steps, and withdrawing a record that is wrong."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from engine.casework.bibob import acting, content, evidence, texts
from engine.casework.bibob.acting import By
from engine.casework.bibob.catalogue import catalogue_of
from engine.casework.bibob.content import Content
from engine.casework.bibob.entry_models import (
    BibobAnswer,
    BibobFact,
    BibobFinancing,
    BibobParty,
    BibobRefusal,
    BibobRelation,
    BibobSource,
    BibobWeighing,
)
from engine.casework.bibob.law import EventRule
from engine.casework.bibob.models import BibobEvent, Entry
from engine.casework.bibob.words import EventKind
from engine.errors import CaseworkError
from engine.translatable import Sentence, joined, mark, sentence

_MAX_WEEKS = 52

WITHDRAWABLE: Mapping[str, type[Entry]] = {
    mark("persoon"): BibobParty,
    mark("bron"): BibobSource,
    mark("relatie"): BibobRelation,
    mark("feit"): BibobFact,
    mark("financiering"): BibobFinancing,
    mark("vraag"): BibobAnswer,
    mark("weigeringsgrond"): BibobRefusal,
    mark("weging"): BibobWeighing,
    mark("gebeurtenis"): BibobEvent,
}
"""Records that can be withdrawn, by their word. Conclusions, decisions and notices cannot."""


def happen(
    session: Session,
    number: int,
    by: By,
    *,
    kind: EventKind,
    on: date,
    until: date | None = None,
    weeks: int | None = None,
    note: str = "",
) -> BibobEvent:
    """Record what happened on a day.

    Args:
        session: a writing session.
        number: of the file.
        by: who records it.
        kind: one that is recorded by hand, in a state that knows it.
        on: its day, not in the future nor before what it follows.
        until: last day that it sets, closed; only where the kind sets one.
        weeks: by how much it extends; only where the kind extends.
        note: in the officer's words.

    Raises:
        CaseworkError: as `acting.changing`; the event does not belong here; or it is out of order.
    """
    kinds = ("gebeurtenis",)
    with acting.changing(session, number, by, name=kind.label, kinds=kinds) as file:
        law, known = catalogue_of(session), content.read(session, file)
        rule = law.steps.event(kind)
        if rule is None:
            raise CaseworkError(
                "{event}: volgt uit een stap of een ander gegeven", event=sentence(kind.label)
            )
        if file.state not in rule.states:
            fits = ", ".join(rule.states)
            raise CaseworkError(
                "{event}: hoort bij {fits}; dit dossier staat in {state}",
                event=sentence(kind.label), fits=fits, state=file.state,
            )  # fmt: skip
        texts.past(on, by.today, what=sentence("{event} op", event=sentence(kind.label)))
        _check_order(known, rule, on)
        _check_given(rule, on, until, weeks)
        made = BibobEvent(
            kind=kind,
            dated_on=on,
            until=until,
            weeks=weeks,
            note=texts.optional(law, note, what=mark("de toelichting")),
        )
        return acting.add(session, file, by, made)


def withdraw(session: Session, number: int, by: By, *, what: str, entry: int, reason: str) -> Entry:
    """Withdraw a record that is wrong: it no longer counts, and stays with the reason.

    Raises:
        CaseworkError: as `acting.investigating`; there is no such record; something rests on it; or
            the event follows from a step.
    """
    acting.require_officer(by.user)
    if what not in WITHDRAWABLE:
        known_words = joined([sentence(word) for word in WITHDRAWABLE], between=", ")
        raise CaseworkError("{what} is onbekend; bekend: {known}", what=what, known=known_words)
    kinds = (what, "reden")
    with acting.investigating(session, number, by, name=f"{what} ingetrokken", kinds=kinds) as file:
        law, known = catalogue_of(session), content.read(session, file)
        found = session.get(WITHDRAWABLE[what], entry)
        if found is None or found.case_id != file.case_id or found.withdrawn_at is not None:
            raise CaseworkError(
                "dit dossier heeft geen {what} {number}", what=sentence(what), number=str(entry)
            )
        if isinstance(found, BibobEvent) and law.steps.event(found.kind) is None:
            raise CaseworkError(
                "{event}: volgt uit een stap en blijft staan", event=sentence(found.kind.label)
            )
        if resting := _resting_on(known, found):
            raise CaseworkError("hierop rust nog: {resting}; trek dat eerst in", resting=resting)
        found.withdrawn_at = by.now
        found.withdrawn_by_id = by.user.id
        found.withdrawn_reason = texts.clean(law, reason, what=mark("de reden"))
        return found


def _check_order(known: Content, rule: EventRule, on: date) -> None:
    texts.in_order(known.file.hook_on, on, first_is=mark("de haak"), then_is=rule.kind.label)
    if rule.follows is None:
        return
    before = [event.dated_on for event in known.events if event.kind is rule.follows]
    if not before:
        raise CaseworkError(
            "{event}: eerst moet er zijn: {before}",
            event=sentence(rule.kind.label), before=sentence(rule.follows.label),
        )  # fmt: skip
    texts.in_order(min(before), on, first_is=rule.follows.label, then_is=rule.kind.label)


def _check_given(rule: EventRule, on: date, until: date | None, weeks: int | None) -> None:
    event = sentence(rule.kind.label)
    if until is not None and rule.gives != "until":
        raise CaseworkError("{event}: kent geen laatste dag", event=event)
    if weeks is not None and rule.gives != "weeks":
        raise CaseworkError("{event}: kent geen aantal weken", event=event)
    if until is not None:
        texts.in_order(on, until, first_is=rule.kind.label, then_is=mark("de laatste dag"))
    if rule.gives == "weeks" and (weeks is None or not 1 <= weeks <= _MAX_WEEKS):
        raise CaseworkError(
            "{event}: zeg met hoeveel weken (1 tot {most})", event=event, most=_MAX_WEEKS
        )


def _resting_on(known: Content, found: Entry) -> Sentence:
    """What in the file rests on a record, in Dutch; empty: nothing."""
    if isinstance(found, BibobSource):
        cited = [
            *((_told(mark("relatie"), one), one.evidence) for one in known.relations),
            *((_told(mark("feit"), one), one.evidence) for one in known.facts),
            *((_told(mark("financiering"), one), one.documents) for one in known.financing),
        ]
        resting = [told for told, ids in cited if found.id in evidence.cited_sources(ids)]
    else:
        resting = _about(known, found.id) if isinstance(found, BibobParty) else []
    return joined(resting, between=", ")


def _about(known: Content, party: int) -> list[Sentence]:
    """Records that are about somebody."""
    relations = [r for r in known.relations if party in (r.from_party_id, r.to_party_id)]
    named: Mapping[str, Sequence[Entry]] = {
        mark("relatie"): relations,
        mark("feit"): [f for f in known.facts if f.party_id == party],
        mark("financiering"): [m for m in known.financing if m.party_id == party],
        mark("bron"): [s for s in known.sources if s.party_id == party],
        mark("zienswijze"): [s for s in known.statements if s.party_id == party],
        mark("melding"): [n for n in known.notices if n.party_id == party],
    }
    return [_told(name, one) for name, records in named.items() for one in records]


def _told(name: str, one: Entry) -> Sentence:
    """A record by its word and number."""
    return sentence("{what} {number}", what=sentence(name), number=str(one.id))
