"""Texts and days that an officer writes in a file, checked; messages are in Dutch.

No number that looks like a BSN, no birth date, and no word of the weekly scan: its score is no
fact in the sense of article 3 (REQ-BIB-8). A refused text is never repeated in the message.
"""

import re
from datetime import date

from engine.casework.bibob.catalogue import Catalogue
from engine.casework.judgements import MAX_TEXT, is_like_bsn
from engine.errors import CaseworkError

_BORN = re.compile(r"\bgeb(?:oren|\.)?\s*(?:op\s*|d\.?d\.?\s*)?\d", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z0-9][\w ./:-]{0,63}")


def clean(law: Catalogue, text: str, *, what: str, at_least: int = 1) -> str:
    """A text without spaces around it.

    Args:
        law: words that no text of a file may hold.
        text: as it was written.
        what: what it is, for the message.
        at_least: signs that it must have.

    Raises:
        CaseworkError: too short or too long, or it holds what may not stand in a file.
    """
    text = text.strip()
    if len(text) < at_least:
        how = "ontbreekt" if at_least == 1 else f"is korter dan {at_least} tekens"
        raise CaseworkError(f"{what} {how}")
    if len(text) > MAX_TEXT:
        raise CaseworkError(f"{what} is langer dan {MAX_TEXT} tekens")
    if is_like_bsn(text):
        raise CaseworkError(f"in {what} staat een getal dat op een BSN lijkt; laat het weg")
    if _BORN.search(text):
        raise CaseworkError(f"in {what} staat een geboortedatum; laat die weg")
    folded = text.casefold()
    if found := [word for word in law.grounds.never_words if word in folded]:
        raise CaseworkError(
            f"in {what} staat {found[0]!r}: de uitkomst van de scan is geen feit in een "
            "Bibob-dossier"
        )
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
        raise CaseworkError(f"{what} heeft letters, cijfers en . / : -, hooguit 64 tekens")
    if is_like_bsn(text):
        raise CaseworkError(f"{what} lijkt op een BSN; gebruik het zaaknummer")
    return text


def past(day: date, today: date, *, what: str) -> date:
    """A day that is not in the future.

    Raises:
        CaseworkError: it is.
    """
    if day > today:
        raise CaseworkError(f"{what} {day:%d-%m-%Y}: die dag moet nog komen")
    return day


def in_order(first: date, then: date, *, first_is: str, then_is: str) -> None:
    """Refuse days out of order; the same day is in order.

    Raises:
        CaseworkError: `then` lies before `first`.
    """
    if then < first:
        raise CaseworkError(f"{then_is} ({then:%d-%m-%Y}) ligt voor {first_is} ({first:%d-%m-%Y})")
