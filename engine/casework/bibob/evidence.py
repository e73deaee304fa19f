"""What a relation, fact or amount rests on: sources of the file, documents, records of registers.

What the scan itself said is never evidence: its score and hits are no facts (art. 3).
"""

import re
from collections.abc import Sequence

from engine.casework.bibob.content import Content
from engine.casework.judgements import is_like_bsn
from engine.errors import CaseworkError
from engine.tables import TABLES
from engine.translatable import mark, sentence

_SOURCE = re.compile(r"bron:([1-9]\d{0,8})")
_DOCUMENT = re.compile(r"stuk:[A-Za-z0-9][A-Za-z0-9_./-]{0,63}")
_RECORD = re.compile(r"([\w.-]{1,64}):(\w{1,64}):([^\s:][^\n\r\t]{0,127})")
_SCAN = re.compile(
    r"(?:scan|score|band|hits?|treffers?|regel|rule|worklist|werklijst|weeklijst|dijkwacht)\b"
    r"|[A-Z]{3}-K?\d{1,3}$",
    re.IGNORECASE,
)
_HOW = mark("gebruik bron:<nummer>, stuk:<nummer> of de sleutel van een record (bron:tabel:id)")


def checked(content: Content, given: Sequence[str], *, at_least: int = 1) -> list[str]:
    """Ids of evidence, without repeats, sorted.

    Args:
        content: the file, with its sources.
        given: `bron:<number>` of a source in the file, `stuk:<number>` of a document, or the key
            of a register's record (`source:table:id`).
        at_least: how many there must be.

    Raises:
        CaseworkError: too few, not of these forms, no such source, or something of the scan.
    """
    found = sorted({one.strip() for one in given if one.strip()})
    for one in found:
        _check(content, one)
    if len(found) < at_least:
        raise CaseworkError(
            "er is minstens {least} bewijsstuk nodig; {how}", least=at_least, how=sentence(_HOW)
        )
    return found


def cited_sources(ids: Sequence[str]) -> set[int]:
    """Numbers of the sources of the file among ids of evidence."""
    return {int(found[1]) for one in ids if (found := _SOURCE.fullmatch(one))}


def _check(content: Content, one: str) -> None:
    if _SCAN.match(one):
        raise CaseworkError("de score en de treffers van de scan zijn geen bewijs van een feit")
    if is_like_bsn(one):
        raise CaseworkError("een bewijsstuk lijkt op een BSN; gebruik het nummer van het stuk")
    if found := _SOURCE.fullmatch(one):
        if int(found[1]) not in {source.id for source in content.sources}:
            raise CaseworkError("dit dossier heeft geen bron {number}", number=found[1])
        return
    if _DOCUMENT.fullmatch(one):
        return
    record = _RECORD.fullmatch(one)
    if record is None or record[2] not in TABLES:
        raise CaseworkError("een bewijsstuk is niet herkend; {how}", how=sentence(_HOW))
