"""Messages without content: faults of the service, questions, and answers that only say why not.

The code decides, never the HTTP status. An unknown number is no deletion.
"""

from collections import Counter

from lxml import etree

from connectors.hr.elements import text
from connectors.hr.names import QUESTIONS
from connectors.kvk.tables import Tables
from connectors.kvk.values import Unreadable

_REASONS = {
    "bad_input": "the question was not valid, so asking again does not help",
    "temporary": "temporary: fetch it again after five minutes",
    "unknown_number": "the register does not know this number; that is no deletion",
}


def kinds(root: etree._Element, tables: Tables) -> dict[str, str]:
    """Return the error codes of an answer with their kinds; `unlisted` for one of no list."""
    codes = [text(part, "code") or "no code" for part in root.iterfind("meldingen/fout")]
    found = {code: tables.faults.get(code, "unlisted") for code in codes}
    return {code: kind for code, kind in found.items() if kind != "ok"}


def refuse(root: etree._Element, tables: Tables) -> None:
    """Raise when an answer says that it could not be given.

    Raises:
        Unreadable: a `fout` other than that nothing was found.

    Source: KVK, error codes.
    """
    found = kinds(root, tables)
    for kind, reason in _REASONS.items():
        if codes := sorted(code for code in found if found[code] == kind):
            raise Unreadable(f"{', '.join(codes)}: {reason}")
    if unlisted := sorted(code[:20] for code in found if found[code] == "unlisted"):
        raise Unreadable(f"an answer with fout codes that are not listed: {', '.join(unlisted)}")


def told(root: etree._Element, tables: Tables) -> Counter[str]:
    """Count warnings, and information codes that are not listed."""
    notes: Counter[str] = Counter()
    for part in root.iterfind("meldingen/waarschuwing"):
        notes[f"warnings/{(text(part, 'code') or 'no code')[:20]}"] += 1
    for part in root.iterfind("meldingen/informatie"):
        code = (text(part, "code") or "no code")[:20]
        if code not in tables.faults:
            notes[f"codes not listed/informatie/{code}"] += 1
    return notes


def reason(root: etree._Element) -> str:
    """Say what a message is that holds no answer: a question, or a fault with its codes."""
    kind = str(root.tag)
    if kind in QUESTIONS:
        return f"{kind} is a question, not an answer"
    inner = next((e for e in root.iter("Fo01Bericht", "Fo02Bericht", "Fo03Bericht")), None)
    codes = [text(root, "faultcode"), None if inner is None else text(inner, "body/code")]
    said = ", ".join(code[:40] for code in codes if code)
    return f"{kind} {said}: the service gave no answer".replace(" :", ":")
