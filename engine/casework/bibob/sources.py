"""Sources of the own investigation: which, on what basis, when, who looked, hit or no hit."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from engine.casework.bibob import acting, content, people, texts
from engine.casework.bibob.acting import By
from engine.casework.bibob.catalogue import catalogue_of, pick
from engine.casework.bibob.entry_models import BibobSource
from engine.casework.bibob.words import BibobState, SourceResult
from engine.errors import CaseworkError
from engine.translatable import mark

_HASH = re.compile(r"[0-9a-f]{64}")
_MAX_REFERENCE = 500
_BEFORE_FORM = frozenset({BibobState.HOOK, BibobState.FORM_SENT})
_NEEDS_FORM = frozenset({"fiscaal", "gesloten"})
"""Classes of sources that are asked only when the form is in."""


@dataclass(frozen=True, slots=True)
class SourceGiven:
    """A source as the officer gives it.

    Attributes:
        kind: code of `rules/bibob/source_kinds.csv`.
        reference: document number, or address of the page.
        summary: conclusion and reference; no raw text of the police.
        capture_hash: SHA-256 of the screenshot; an open page needs it.
        party: number of whom it is about; None: the place or the activity.
    """

    kind: str
    reference: str
    consulted_on: date
    result: SourceResult
    summary: str = ""
    capture_hash: str = ""
    party: int | None = None


def consult(session: Session, number: int, by: By, given: SourceGiven) -> BibobSource:
    """Record that a source was consulted.

    Raises:
        CaseworkError: as `acting.investigating`; the source is unknown, is asked before the form
            came in, or is an open page without a capture; or the day or reference is not right.
    """
    kinds = ("bron", "uitkomst")
    with acting.investigating(session, number, by, name="bron geraadpleegd", kinds=kinds) as file:
        law, known = catalogue_of(session), content.read(session, file)
        kind = pick(law.source_kinds, given.kind, what=mark("bron"))
        if kind.class_ in _NEEDS_FORM and file.state in _BEFORE_FORM:
            raise CaseworkError("{source}: pas als het formulier binnen is", source=kind.title)
        texts.past(given.consulted_on, by.today, what=mark("geraadpleegd op"))
        texts.in_order(
            file.hook_on,
            given.consulted_on,
            first_is=mark("de haak"),
            then_is=mark("het raadplegen"),
        )
        if given.capture_hash and _HASH.fullmatch(given.capture_hash) is None:
            raise CaseworkError("een schermafdruk wordt genoemd met zijn SHA-256: 64 tekens")
        if kind.needs_capture and not given.capture_hash:
            raise CaseworkError(
                "{source}: een open pagina vraagt een schermafdruk (SHA-256)", source=kind.title
            )
        reference = texts.clean(law, given.reference, what=mark("de vindplaats"))
        if len(reference) > _MAX_REFERENCE:
            raise CaseworkError("een vindplaats heeft hooguit {most} tekens", most=_MAX_REFERENCE)
        source = BibobSource(
            kind=given.kind,
            reference=reference,
            consulted_on=given.consulted_on,
            result=given.result,
            summary=texts.optional(law, given.summary, what=mark("de uitkomst")),
            capture_hash=given.capture_hash or None,
            party_id=None if given.party is None else people.find(known, given.party).id,
        )
        return acting.add(session, file, by, source)
