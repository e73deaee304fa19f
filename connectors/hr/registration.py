"""What one answer says: about one registration, or about one branch.

Nothing is decided here between answers; `connectors.hr.merge` does that.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from lxml import etree

from connectors import dates
from connectors.hr import (
    branches,
    checks,
    companies,
    elements,
    endings,
    faults,
    officers,
    owners,
)
from connectors.hr.branches import Branch
from connectors.hr.codes import Codes
from connectors.hr.elements import text
from connectors.hr.endings import State
from connectors.hr.messages import Message
from connectors.hr.officers import Officer
from connectors.kvk.values import Unreadable

_MOMENT = re.compile(r"[0-9]{17}")
_SUCCESSOR = "manifesteertZichAls/onderneming/isOvergedragenNaar"
_PREDECESSOR = "manifesteertZichAls/onderneming/isOvergenomenVan"


@dataclass(frozen=True, slots=True)
class Answer:
    """What every answer has.

    Attributes:
        spot: its number among the records of the file.
        moment: when it was true, 17 digits; empty when it does not say.
        notes: what the run report must say, with counts.
    """

    file: str = field(compare=False)
    line: int = field(compare=False)
    spot: tuple[int, ...] = field(compare=False)
    moment: str
    notes: Counter[str]

    @property
    def place(self) -> tuple[str, int, tuple[int, ...]]:
        """Where it stands: the order in which answers are reported."""
        return self.file, self.line, self.spot

    @property
    def day(self) -> date | None:
        """Day on which it was true."""
        return day_of(self.moment)


@dataclass(frozen=True, slots=True)
class Registration(Answer):
    """What an answer of `ophalenInschrijving` says.

    Attributes:
        number: KVK number of the registration.
        company: columns of `enterprise`.
        handed_over: True when its business went to another registration.
        predecessors: KVK numbers of registrations whose business it took over.
    """

    number: str
    company: Mapping[str, object]
    branches: tuple[Branch, ...] = ()
    officers: tuple[Officer, ...] = ()
    states: tuple[State, ...] = ()
    handed_over: bool = False
    predecessors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BranchAnswer(Answer):
    """What an answer of `ophalenVestiging`, or one object of StUF-BG, says.

    Attributes:
        is_list: True for StUF-BG, which says less.
    """

    branch: Branch
    is_list: bool = False


def day_of(moment: str) -> date | None:
    """Day of a moment as 17 digits, None when it is empty."""
    return dates.parse(moment[:8], "%Y%m%d") if moment else None


def read(
    message: Message, codes: Codes, *, with_branches: bool = True
) -> Registration | BranchAnswer | None:
    """Read an answer of the Dataservice; None when it says that nothing was found.

    Args:
        message: the answer.
        codes: code lists.
        with_branches: False leaves out the branches of a registration.

    Raises:
        Unreadable: a fault, no product, an unknown product, or a value of the wrong kind.
    """
    root = message.root
    faults.refuse(root, codes.kvk)
    moment = _moment(root)
    product = root.find("product")
    if product is None:
        if faults.kinds(root, codes.kvk):
            return None
        raise Unreadable("an answer without product and without fout")
    notes = faults.told(root, codes.kvk)
    checks.names(product, codes, notes)
    if not moment:
        notes["answers without peilmoment"] += 1
    start = Answer(message.file, message.line, (message.spot,), moment, notes)
    activity = product.find("maatschappelijkeActiviteit")
    if activity is None:
        reader = branches.Reader(start.day, codes.kvk, notes)
        return BranchAnswer(*_of(start), reader.of_answer(product))
    found = _registration(root, activity, start, codes)
    return _with_branches(found, activity, codes) if with_branches else found


def moment_of(root: etree._Element, path: str) -> str:
    """Moment of 17 digits at a path, empty when missing."""
    return _checked(text(root, path), path)


def _of(start: Answer) -> tuple[str, int, tuple[int, ...], str, Counter[str]]:
    return start.file, start.line, start.spot, start.moment, start.notes


def _moment(root: etree._Element) -> str:
    return _checked(root.get("peilmoment"), "peilmoment")


def _checked(word: str | None, name: str) -> str:
    word = (word or "").strip()
    try:
        if word and (not _MOMENT.fullmatch(word) or day_of(word) is None):
            raise ValueError
    except ValueError as error:
        raise Unreadable(f"{name} is not a moment of 17 digits") from error
    return word


def _registration(
    root: etree._Element, activity: etree._Element, start: Answer, codes: Codes
) -> Registration:
    number = elements.digits(activity, "kvkNummer", 8)
    if number is None:
        raise Unreadable("maatschappelijkeActiviteit without kvkNummer")
    notes = start.notes
    notes.update(checks.numbers(root, activity, number))
    notes.update(f"kinds of owners not known/{kind}" for kind in owners.unknown_kinds(activity))
    known = owners.all_of(activity)
    if not known:
        notes["registrations without an owner"] += 1
    company = companies.Reader(activity, known, codes, notes)
    started = elements.day(activity, "registratie/datumAanvang", "started_on")
    ended = company.ended()
    holders = officers.Reader(codes, notes)
    found = [
        officer
        for relation, owner in known
        for officer in holders.of_owner(relation, owner, started=started, ended=ended)
    ]
    checks.persons(activity, found, notes)
    states = tuple(s for _, owner in known[:1] for s in endings.states(owner, codes, notes))
    end_kind = company.end_kind(ended, states, found)
    columns = {"enterprise_id": number, **company.columns(), **started, **ended, **end_kind}
    return Registration(
        *_of(start),
        number,
        columns,
        officers=officers.merged(found),
        states=states,
        handed_over=activity.find(_SUCCESSOR) is not None,
        predecessors=_predecessors(activity),
    )


def _with_branches(found: Registration, activity: etree._Element, codes: Codes) -> Registration:
    reader = branches.Reader(found.day, codes.kvk, found.notes)
    its_branches = reader.of_registration(activity, found.number)
    checks.branches(activity, its_branches, found.notes)
    return replace(found, branches=its_branches)


def _predecessors(activity: etree._Element) -> tuple[str, ...]:
    numbers = {
        elements.digits(relation, "maatschappelijkeActiviteit/kvkNummer", 8)
        for relation in activity.iterfind(_PREDECESSOR)
    }
    return tuple(sorted(number for number in numbers if number))
