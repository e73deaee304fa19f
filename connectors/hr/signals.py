"""Signals of Digilevering: which registration changed, and in which block; never the new value."""

from collections import Counter
from dataclasses import dataclass

from lxml import etree

from connectors.hr import elements
from connectors.hr.elements import text
from connectors.hr.names import SIGNALS
from connectors.hr.registration import moment_of
from connectors.kvk.values import Unreadable


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal.

    Attributes:
        number: KVK number of the registration that changed.
        other: KVK number of the registration that it was handed over to or taken from.
        moment: 17 digits; empty when it does not say.
    """

    number: str
    other: str | None
    moment: str


def read(root: etree._Element, notes: Counter[str]) -> Signal:
    """Read a signal with local names; counts its kind and changed blocks in `notes`.

    Raises:
        Unreadable: it names no registration, or a value is of the wrong kind.
    """
    number = elements.digits(root, "heeftBetrekkingOp/kvkNummer", 8)
    if number is None:
        raise Unreadable(f"{root.tag!s:.60} without heeftBetrekkingOp/kvkNummer")
    other = elements.digits(root, "voortzettingEnOverdracht/kvkNummer", 8)
    moment = moment_of(root, "registratieTijdstip")
    known = "signals" if root.tag in SIGNALS else "signals of unknown type"
    notes[f"{known}/{root.tag!s:.60}"] += 1
    for block in root.iterfind("heeftGewijzigd"):
        notes[f"signals/changed blocks/{(text(block, 'naam/code') or 'no code')[:40]}"] += 1
    return Signal(number, other, moment)
