"""Deeds of a snapshot: which part of which deed a fact is based on, and when it was made."""

from datetime import date

from lxml import etree

from connectors.brk.facts import Deed
from connectors.brk.forget import local
from connectors.brk.nodes import children, coded, day, reference
from connectors.brk.references import References, number_of, refs

_DEEDS = ("TerInschrijvingAangebodenStuk", "Kadasterstuk")


class Deeds:
    """The deeds of one snapshot by the parts that they consist of."""

    def __init__(self, snapshot: etree._Element, references: References) -> None:
        self._references = references
        self._days: dict[str, tuple[date | None, date | None]] = {}
        for deed in children(snapshot):
            if local(deed) in _DEEDS:
                days = day(deed, "tijdstipOndertekening")[0], day(deed, "tijdstipAanbieding")[0]
                for ref in refs(deed, "omvat"):
                    if number := self._number(ref):
                        self._days[number] = days

    def of(self, fact: etree._Element) -> Deed | None:
        """Return the part that a right, note or mortgage is based on, None when not told.

        Of two parts the first is the one that the fact began with.
        """
        found = [self._deed(ref) for ref in refs(fact, "isGebaseerdOp")]
        return found[0] if found else None

    def _deed(self, ref: etree._Element) -> Deed:
        part = self._references.follow(ref)
        number = self._number(ref)
        signed, offered = self._days.get(number or "", (None, None))
        return Deed(number, None if part is None else coded(part, "aard"), signed, offered)

    def _number(self, ref: etree._Element) -> str | None:
        """Number of a part: of the element in the message, else of the reference itself."""
        inside, number = reference(ref)
        if number is None and inside is not None:
            part = self._references.follow(ref)
            number = None if part is None else number_of(part)
        return number
