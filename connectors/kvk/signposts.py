"""Answers that hold no company: faults, search results, change signals.

A search result is not read as a company: KVK warns that it comes from another source and can be
incomplete. It only tells which numbers to fetch.
"""

import re
from collections import Counter

from connectors.kvk import values
from connectors.kvk.response import Response
from connectors.kvk.tables import Tables
from connectors.kvk.values import Body, Unreadable

_PAGE = re.compile(r"&?pagina=[0-9]+")
_REASONS = {
    "bad_input": "the request was not valid, so asking again does not help",
    "temporary": "temporary: fetch it again after five minutes",
}
_SIGNALS = frozenset(
    {
        "ActiviteitenWijziging",
        "Adreswijziging",
        "Beeindiging",
        "FusieSplitsing",
        "GewijzigdeInschrijving",
        "GewijzigdeVestiging",
        "Naamgeving",
        "NieuweInschrijving",
        "Rechtsvormwijziging",
        "VoortzettingEnOverdracht",
    }
)


def fault(response: Response, tables: Tables) -> Counter[str]:
    """Return what the run report says of an answer without content.

    The code decides, not the HTTP status: a 404 can mean empty, unknown, temporary or bad
    input. An unknown number is no deletion.

    Raises:
        Unreadable: bad input, a temporary fault, or a code that is not listed.

    Source: KVK, error codes of the API's.
    """
    codes = [values.text(part, "code") or "" for part in values.members(response.body, "fout")]
    kinds = {code: tables.faults.get(code, "unknown") for code in codes}
    for kind, reason in _REASONS.items():
        if found := sorted(code for code in kinds if kinds[code] == kind):
            raise Unreadable(f"{', '.join(found)}: {reason}")
    if not codes or "unknown" in kinds.values():
        raise Unreadable(f"an error answer with codes that are not listed: {sorted(codes)}")
    if "unknown_number" in kinds.values():
        day = response.fetched_on
        return Counter([f"not found/{'day unknown' if day is None else day.isoformat()}"])
    return Counter(["empty answers"])


def search(body: Body) -> Counter[str]:
    """Count search results; an answer without results is empty, not an error."""
    found = values.members(body, "resultaten")
    return Counter({"search results": len(found)}) if found else Counter(["empty answers"])


def numbers(body: Body) -> set[str]:
    """Return the KVK numbers that a search found."""
    found = (values.digits(part, "kvkNummer", 8) for part in values.members(body, "resultaten"))
    return {number for number in found if number}


def signals(body: Body) -> Counter[str]:
    """Count change signals by type, also types that are not known."""
    notes: Counter[str] = Counter()
    for part in values.members(body, "signalen"):
        name = (values.text(part, "signaalType") or "no type")[:60]
        notes[f"signals{'' if is_known_signal(name) else ' of unknown type'}/{name}"] += 1
    return notes


def is_known_signal(name: str) -> bool:
    """True for a type of signal that KVK documents, with or without a version behind it."""
    return name.removeprefix("Signaal").split("_")[0] in _SIGNALS


class Pages:
    """Pages of change signals, to tell which part of an answer was not delivered."""

    def __init__(self) -> None:
        self._totals: dict[str, int] = {}
        self._seen: Counter[str] = Counter()

    def add(self, response: Response) -> None:
        """Count a page for the question that it answers: the address without its page number."""
        question = _PAGE.sub("", response.uri) or f"{response.file}:{response.line}"
        total = values.whole(response.body, "totaal") or 0
        self._totals[question] = max(total, self._totals.get(question, 0))
        self._seen[question] += len(values.members(response.body, "signalen"))

    def missing(self) -> Counter[str]:
        """Signals that the pages speak of and that are on none of them."""
        lost = sum(max(0, total - self._seen[key]) for key, total in self._totals.items())
        return Counter({"signals on other pages": lost} if lost else {})
