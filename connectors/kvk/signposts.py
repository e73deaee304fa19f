"""Answers that hold no company: faults, search results, change signals.

A search result is not read as a company: KVK warns that it comes from another source and can be
incomplete. It only tells which numbers to fetch.
"""

from collections import Counter

from connectors.kvk import values
from connectors.kvk.responses import Response
from connectors.kvk.tables import Tables
from connectors.kvk.values import Body, Unreadable

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
    """Count change signals by type, also types that are not known, and signals left behind."""
    notes: Counter[str] = Counter()
    parts = values.members(body, "signalen")
    for part in parts:
        name = (values.text(part, "signaalType") or "no type")[:60]
        base = name.removeprefix("Signaal").split("_")[0]
        notes[f"signals{'' if base in _SIGNALS else ' of unknown type'}/{name}"] += 1
    if (total := values.whole(body, "totaal")) and total > len(parts):
        notes["signals on other pages"] += total - len(parts)
    return notes
