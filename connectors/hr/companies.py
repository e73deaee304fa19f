"""Columns of `enterprise` from one registration and its owner."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree

from connectors.hr import elements, endings, owners
from connectors.hr.codes import Codes
from connectors.hr.endings import State
from connectors.hr.names import PERSON
from connectors.hr.officers import Day, Officer

Owners = Sequence[tuple[etree._Element, etree._Element]]
"""Relation and owner, the present one first."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the company of one message; `notes` is what the run report must say."""

    activity: etree._Element
    known: Owners
    codes: Codes
    notes: Counter[str]

    def columns(self) -> dict[str, object]:
        """Return what the company is, without begin and end.

        Raises:
            Unreadable: a value is of the wrong kind.
        """
        owner = self.known[0][1] if self.known else None
        people = "manifesteertZichAls/onderneming/totaalWerkzamePersonen"
        said: dict[str, object] = {
            **owners.names(self.activity, owner),
            "employees": elements.whole(self.activity, people),
            "pension_company": elements.flag(self.activity, "pensioenvennootschap"),
        }
        if owner is not None:
            said["legal_form"] = owners.legal_form(owner, self.codes, self.notes)
            said["rsin"] = None if owner.tag == PERSON else elements.digits(owner, "rsin", 9)
            first = elements.day(owner, "datumEersteInschrijvingHandelsregister", "registered_on")
            said |= {**first, **endings.deposits(owner, self.codes, self.notes)}
        return {name: value for name, value in said.items() if value is not None}

    def ended(self) -> Day:
        """Return the end of the registration, else the day on which its owner was struck off."""
        ended = elements.day(self.activity, "registratie/datumEinde", "ended_on")
        if not ended and self.known:
            ended = elements.day(self.known[0][1], "datumUitschrijving", "ended_on")
        return ended

    def end_kind(
        self, ended: Day, states: Sequence[State], found: Sequence[Officer]
    ) -> dict[str, object]:
        """Return how it ended under `end_kind`; nothing when it runs or the message is silent."""
        if not self.known:
            return {}
        owner = self.known[0][1]
        if (cause := endings.cause_not_listed(owner, self.codes)) is not None:
            self.notes[f"codes not listed/ontbindingAanleiding/{cause[:20]}"] += 1
        if not ended:
            return {}
        on = ended.get("ended_on")
        kind = endings.end_kind(
            owner,
            self.codes,
            ended=on if isinstance(on, date) else None,
            found=states,
            is_wound_up=any(officer.role == "liquidator" for officer in found),
        )
        return {} if kind is None else {"end_kind": kind}
