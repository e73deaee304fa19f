"""How a company ended, whether it is or was insolvent, and up to when it filed accounts.

A dissolution that took effect on the day it was decided, without anybody to wind up, is a
turbo-liquidation. States of persons are personal data: they are counted and not kept.
"""

import calendar
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree

from connectors.hr import elements
from connectors.hr.codes import Codes
from connectors.hr.names import PERSON

STATE = "bijzondereRechtstoestand"
_CAUSES = "ontbindingAanleiding"
_DEPOSITS = "deponering"


@dataclass(frozen=True, slots=True)
class State:
    """One special legal state of a company, known to the day."""

    code: str
    kind: str
    declared: date
    ended: date | None

    def values(self, number: str) -> dict[str, object]:
        """Input columns of `insolvency`; the register has no case number, so one is made."""
        columns: dict[str, object] = {
            "case_id": f"{number}/{self.code}/{self.declared:%Y%m%d}",
            "enterprise_id": number,
            "kind": self.kind,
            "declared_on": self.declared,
        }
        return columns if self.ended is None else {**columns, "ended_on": self.ended}


def states(owner: etree._Element, codes: Codes, notes: Counter[str]) -> Iterator[State]:
    """Yield the insolvencies of a company that is not a person.

    Raises:
        Unreadable: a date is not one.
    """
    if owner.tag == PERSON:
        return
    for state in owner.iterfind(STATE):
        code = elements.code(state, "soort") or "no code"
        kind = codes.words.get((STATE, code), (None, ""))[0]
        if kind is None:
            notes[f"codes not listed/{STATE}/{code[:20]}"] += 1
        elif kind == "personal":
            notes[f"states of persons, not stored/{code}"] += 1
        elif (found := _state(state, code, kind)) is None:
            notes["insolvencies without the day they were declared"] += 1
        else:
            if reason := elements.code(state, "redenEindeInsolventie"):
                notes[f"codes not listed/redenEindeInsolventie/{reason[:20]}"] += 1
            yield found


def count_personal(root: etree._Element, notes: Counter[str]) -> None:
    """Count special states of persons, whoever they are in a message."""
    for person in root.iter(PERSON):
        for state in person.iterfind(STATE):
            code = (elements.code(state, "soort") or "no code")[:20]
            notes[f"states of persons, not stored/{code}"] += 1


def end_kind(
    owner: etree._Element,
    codes: Codes,
    *,
    ended: date | None,
    found: Sequence[State],
    is_wound_up: bool,
) -> str | None:
    """Return how a company that ended was ended, None when the message does not say.

    Args:
        owner: its owner.
        codes: code lists.
        ended: day of its end, None when it is not known to the day.
        found: its insolvencies.
        is_wound_up: True when it has or had a liquidator.

    Raises:
        Unreadable: a date is not one.
    """
    if any(_was_in_force(state, ended) for state in found):
        return "bankruptcy"
    dissolution = owner.find("ontbinding")
    if dissolution is not None:
        cause = elements.code(dissolution, "aanleiding") or ""
        word, at_once = codes.words.get((_CAUSES, cause), ("", ""))
        if word:
            is_turbo = at_once and not is_wound_up and _is_at_once(dissolution, ended)
            return at_once if is_turbo else word
    if owner.find("fusie/verkrijgendeRechtspersoon") is not None:
        return "merger"
    return None if dissolution is None else "dissolution"


def cause_not_listed(owner: etree._Element, codes: Codes) -> str | None:
    """Return the code of why a company was dissolved when no list has it."""
    cause = elements.code(owner, "ontbinding/aanleiding")
    return cause if cause is not None and (_CAUSES, cause) not in codes.words else None


def deposits(owner: etree._Element, codes: Codes, notes: Counter[str]) -> Mapping[str, date]:
    """Return until when accounts were filed, and the first closing document since the dissolution.

    A book year is the calendar year unless the deposit names another last month.

    Raises:
        Unreadable: a date or year is not one.

    Source: Burgerlijk Wetboek 2, article 10a (book year), 19b (closing documents).
    """
    dissolved = elements.full_day(owner, "ontbinding/registratie/datumAanvang")
    filed: list[date] = []
    closing: list[date] = []
    for deposit in _deposits(owner):
        word = codes.words.get((_DEPOSITS, str(deposit.tag)), (None, ""))[0]
        if word is None:
            notes[f"kinds of deposits not known/{deposit.tag!s:.60}"] += 1
        elif word == "accounts" and (until := _book_year(deposit, notes)) is not None:
            filed.append(until)
        elif word == "closing" and deposit.find("fusieSplitsingVoorstel") is None:
            on = elements.full_day(deposit, "datumDeponering")
            closing += [on] if on is not None and dissolved is not None and on >= dissolved else []
    found = {"accounts_filed_until": max(filed)} if filed else {}
    return {**found, "deposit_on": min(closing)} if closing else found


def _state(state: etree._Element, code: str, kind: str) -> State | None:
    declared = elements.full_day(state, "uitspraakAanvang/datum")
    declared = declared or elements.full_day(state, "registratie/datumAanvang")
    ended = elements.full_day(state, "registratie/datumEinde")
    ended = ended or elements.full_day(state, "uitspraakEinde/datum")
    return None if declared is None else State(code, kind, declared, ended)


def _was_in_force(state: State, on: date | None) -> bool:
    if state.kind != "bankruptcy":
        return False
    if on is None:
        return state.ended is None
    return state.declared <= on and (state.ended is None or state.ended >= on)


def _is_at_once(dissolution: etree._Element, ended: date | None) -> bool:
    """True when the company was gone on the day of its dissolution and nothing was wound up."""
    decided = elements.full_day(dissolution, "registratie/datumAanvang")
    return ended is not None and decided == ended and dissolution.find("liquidatie") is None


def _deposits(owner: etree._Element) -> Iterator[etree._Element]:
    for path in ("heeftGedeponeerd", "deponeringen/deponering"):
        for relation in owner.iterfind(path):
            yield from (child for child in relation if child.tag != "extraElementen")


def _book_year(deposit: etree._Element, notes: Counter[str]) -> date | None:
    """Last day of the book year of a deposit, None when it names none or an unknown month."""
    year = elements.digits(deposit, "boekjaar", 4)
    if year is None or not int(year):
        return None
    month = elements.code(deposit, "maandEindeBoekjaar") or "12"
    if not month.isdigit() or not 1 <= int(month) <= 12:
        notes[f"codes not listed/maandEindeBoekjaar/{month[:20]}"] += 1
        return None
    return date(int(year), int(month), calendar.monthrange(int(year), int(month))[1])
