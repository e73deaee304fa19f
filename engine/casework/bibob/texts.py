"""Texts and days that an officer writes in a file, checked; messages are in Dutch.

No number that looks like a BSN, no birth date, and no word of the weekly scan: its score is no
fact in the sense of article 3 (REQ-BIB-8). A refused text is never repeated in the message.
"""

import re
from datetime import date

from engine.casework.bibob.catalogue import Catalogue
from engine.casework.columns import is_storable
from engine.casework.judgements import MAX_TEXT, is_like_bsn
from engine.errors import CaseworkError
from engine.translatable import Sentence, sentence

_BORN = re.compile(r"\bgeb(?:oren|\.)?\s*(?:op\s*|d\.?d\.?\s*)?\d", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_ ./:-]{0,63}")


def clean(law: Catalogue, text: str, *, what: str, at_least: int = 1) -> str:
    """A text without spaces around it.

    Args:
        law: words that no text of a file may hold.
        text: as it was written.
        what: what it is, in Dutch and marked for the catalogue, such as `de reden`.
        at_least: signs that it must have.

    Raises:
        CaseworkError: too short or too long, or it holds what may not stand in a file.
    """
    text, named = text.strip(), sentence(what)
    _check_length(text, named, at_least)
    if not is_storable(text):
        raise CaseworkError(
            "in {what} staat een teken dat niet te bewaren is; typ het opnieuw", what=named
        )
    if is_like_bsn(text):
        raise CaseworkError(
            "in {what} staat een getal dat op een BSN lijkt; laat het weg", what=named
        )
    if _BORN.search(text):
        raise CaseworkError("in {what} staat een geboortedatum; laat die weg", what=named)
    folded = text.casefold()
    if found := [word for word in law.grounds.never_words if word in folded]:
        raise CaseworkError(
            "in {what} staat het woord {word}: de uitkomst van de scan is geen feit in een "
            "Bibob-dossier",
            what=named, word=found[0],
        )  # fmt: skip
    return text


def optional(law: Catalogue, text: str | None, *, what: str, at_least: int = 1) -> str | None:
    """As `clean`; nothing written stays nothing.

    Raises:
        CaseworkError: as `clean`.
    """
    if text is None or not text.strip():
        return None
    return clean(law, text, what=what, at_least=at_least)


def reference(text: str, *, what: str) -> str:
    """A number of a document or case: letters, digits and `. / : -`, at most 64 signs.

    Raises:
        CaseworkError: it is not such a number, or looks like a BSN.
    """
    text = " ".join(text.split())
    if _CODE.fullmatch(text) is None:
        raise CaseworkError(
            "{what} heeft letters, cijfers en . / : -, hooguit 64 tekens", what=sentence(what)
        )
    if is_like_bsn(text):
        raise CaseworkError("{what} lijkt op een BSN; gebruik het zaaknummer", what=sentence(what))
    return text


def past(day: date, today: date, *, what: str) -> date:
    """A day that is not in the future.

    Raises:
        CaseworkError: it is.
    """
    if day > today:
        raise CaseworkError("{what} {day}: die dag moet nog komen", what=sentence(what), day=day)
    return day


def in_order(first: date, then: date, *, first_is: str, then_is: str) -> None:
    """Refuse days out of order; the same day is in order.

    Raises:
        CaseworkError: `then` lies before `first`.
    """
    if then < first:
        raise CaseworkError(
            "{later} ({then}) ligt voor {earlier} ({first})",
            later=sentence(then_is), then=then, earlier=sentence(first_is), first=first,
        )  # fmt: skip


def _check_length(text: str, named: Sentence, at_least: int) -> None:
    if not text and at_least == 1:
        raise CaseworkError("{what} ontbreekt", what=named)
    if len(text) < at_least:
        raise CaseworkError("{what} is korter dan {least} tekens", what=named, least=at_least)
    if len(text) > MAX_TEXT:
        raise CaseworkError("{what} is langer dan {most} tekens", what=named, most=MAX_TEXT)
