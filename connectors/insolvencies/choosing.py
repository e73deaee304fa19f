"""Which answer about a case counts, and whether the case may be used at all.

The latest answer replaces all earlier ones as a whole. A case that the register removed, that may
no longer be shown, or that ended too long ago is not used, whatever the service says about it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from lxml import etree

from connectors import dates
from connectors.insolvencies import values
from connectors.insolvencies.cases import DEBT_RESTRUCTURING, Case, has_court
from connectors.insolvencies.codes import Codes
from connectors.insolvencies.history import course
from connectors.insolvencies.values import children

DEBT = "debt restructuring of a person"
PERSON = "person without a KVK number"
SUPERSEDED = "superseded by a later answer about the case"
DUPLICATE = "the same answer once more"
REMOVED = "removed from the register"
NOT_FINDABLE = "may no longer be shown since a day before as_of (eindeVindbaarheid)"
TOO_OLD = "the case ended more than {months} months before as_of"
AFTER = "after as_of"
CONFLICT = "answers about one case differ, and none of them says that it is later"
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Removal:
    """One case that the register took out.

    Attributes:
        mark: mark of its latest publication, None when the list does not give it.
        said_at: moment of the list, None when it does not tell.
    """

    number: str
    mark: str | None
    said_at: datetime | None

    def takes(self, case: Case) -> bool:
        """True when this is that case, and the answer about it is not later than the removal."""
        if case.number != self.number or not (has_court(self.number) or self.mark in case.marks):
            return False
        return self.said_at is None or case.said_at is None or case.said_at <= self.said_at


@dataclass(slots=True)
class Chosen:
    """What becomes of every answer about a case.

    Attributes:
        used: the answers that count.
        ignored: answers that do not, with the reason.
        conflicts: answers of which nobody can tell which one counts.
    """

    used: list[Case] = field(default_factory=list)
    ignored: list[tuple[Case, str]] = field(default_factory=list)
    conflicts: list[Case] = field(default_factory=list)


def removals(content: etree._Element, said_at: datetime | None) -> tuple[tuple[Removal, ...], int]:
    """Cases in a list of removals, and how many entries of it name none."""
    found = []
    entries = list(children(content, "verwijderdeInsolventie"))
    for part in entries:
        number = values.text(part, "insolventienummer")
        if number is not None:
            found.append(Removal(number, values.text(part, "publicatieKenmerk"), said_at))
    return tuple(found), len(entries) - len(found)


def choose(
    cases: Sequence[Case], removed: Iterable[Removal], *, as_of: date, months: int, codes: Codes
) -> Chosen:
    """Decide about every answer.

    Args:
        cases: answers about cases, in any order.
        removed: what lists of removals say.
        as_of: last day that exists.
        months: calendar months after its end for which a case may be used; its last day counts.
        codes: what publications mean.
    """
    chosen = Chosen()
    taken = defaultdict(list)
    for removal in removed:
        taken[removal.number].append(removal)
    by_case: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.letter == DEBT_RESTRUCTURING:
            chosen.ignored.append((case, DEBT))
        else:
            by_case[case.case_id].append(case)
    for case_id in sorted(by_case):
        latest = _latest(by_case[case_id], chosen)
        if latest is None:
            continue
        reason = _reason(latest, taken, as_of=as_of, months=months, codes=codes)
        if reason is None:
            chosen.used.append(latest)
        else:
            chosen.ignored.append((latest, reason))
    return chosen


def expiry_reason(case: Case, *, on: date, months: int, codes: Codes) -> str | None:
    """Why a case may not be kept on a day; None when it may."""
    if case.findable_until is not None and case.findable_until < on:
        return NOT_FINDABLE
    ended = course(case.history, codes).ended_on
    if ended is not None and dates.months_after(ended, months) < on:
        return TOO_OLD.format(months=months)
    return None


def _latest(answers: Sequence[Case], chosen: Chosen) -> Case | None:
    """The answer that counts, None when several could."""
    ordered = sorted(answers, key=lambda case: (_age(case), case.file))
    newest = [case for case in ordered if _age(case) == _age(ordered[-1])]
    chosen.ignored += [(case, SUPERSEDED) for case in ordered[: -len(newest)]]
    if any(case.facts != newest[0].facts for case in newest):
        chosen.conflicts += newest
        return None
    chosen.ignored += [(case, DUPLICATE) for case in newest[1:]]
    return newest[0]


def _age(case: Case) -> tuple[datetime, date]:
    """Later sorts higher; answers that do not say when are as old as their last publication."""
    return case.said_at or _NEVER, case.history[-1].day


def _reason(
    case: Case,
    taken: Mapping[str, Sequence[Removal]],
    *,
    as_of: date,
    months: int,
    codes: Codes,
) -> str | None:
    """Why a case is not used; None when it is."""
    if not case.is_kept:
        return PERSON
    if any(removal.takes(case) for removal in taken.get(case.number, ())):
        return REMOVED
    if case.history[0].day > as_of:
        return AFTER
    return expiry_reason(case, on=as_of, months=months, codes=codes)
