"""All answers of a delivery together: each registration once, each branch once.

Of two answers about one number the one with the latest peilmoment counts. A branch takes its own
answer when that is newer than the registration's; StUF-BG serves only where nothing else does.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from connectors.delivery import Row
from connectors.hr.branches import Branch
from connectors.hr.officers import Officer
from connectors.hr.registration import Answer, BranchAnswer, Registration

SUPERSEDED = "superseded message"
DUPLICATE = "duplicate message"
LESS = "another message says more about this branch"
CONFLICT = "another message about the same number at the same moment says something else"
_SOLE = "sole_trader"
Place = tuple[str, int, tuple[int, ...]]
"""File, line, and number within the file."""
Kind = TypeVar("Kind", bound=Answer)


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of every answer.

    Attributes:
        rows: place of the answer -> its rows.
        ignored: place of the answer -> why it is left out.
        conflicts: answers of which nobody knows which one holds, with their number.
        notes: what the run report must say, with counts.
    """

    rows: dict[Place, list[Row]] = field(default_factory=dict)
    ignored: dict[Place, str] = field(default_factory=dict)
    conflicts: dict[Place, str] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)


def merge(registrations: Iterable[Registration], answers: Iterable[BranchAnswer]) -> Merged:
    """Decide between answers and make the rows.

    Args:
        registrations: answers about registrations, in any order.
        answers: answers about single branches, in any order.

    Returns:
        Rows of `enterprise`, `branch`, `activity`, `officer` and `insolvency`.
    """
    merged = Merged()
    companies = _latest([(r.number, r) for r in registrations], merged)
    said = [(answer.branch.branch_id, answer) for answer in answers]
    own = _latest([(number, answer) for number, answer in said if not answer.is_list], merged)
    listed = _latest([(number, answer) for number, answer in said if answer.is_list], merged)
    companies, own = _newer_branches(companies, own, merged)
    known = {b.branch_id for company in companies for b in company.branches}
    known |= {answer.branch.branch_id for answer in own}
    for answer in [a for a in listed if a.branch.branch_id in known]:
        merged.ignored[answer.place] = LESS
        listed.remove(answer)
    forms = {company.number: company.company.get("legal_form") for company in companies}
    numbers = _numbers(companies)
    taken_over = {number for company in companies for number in company.predecessors}
    for company in companies:
        merged.notes.update(company.notes)
        merged.rows[company.place] = _rows(company, numbers, company.number in taken_over)
    for answer in (*own, *listed):
        merged.notes.update(answer.notes)
        merged.rows[answer.place] = _branch_rows(answer, forms, merged)
    return merged


def _latest(said: Iterable[tuple[str, Kind]], merged: Merged) -> list[Kind]:
    """Keep the newest answer about each subject; equal ones once, unequal ones of a moment none."""
    groups: defaultdict[str, list[Kind]] = defaultdict(list)
    for subject, answer in sorted(said, key=lambda pair: pair[1].place):
        groups[subject].append(answer)
    kept: list[Kind] = []
    for subject in sorted(groups):
        newest = max(answer.moment for answer in groups[subject])
        last = [answer for answer in groups[subject] if answer.moment == newest]
        for answer in groups[subject]:
            if answer.moment != newest:
                merged.ignored[answer.place] = SUPERSEDED
        if any(answer != last[0] for answer in last[1:]):
            merged.conflicts.update({answer.place: subject for answer in last})
            continue
        merged.ignored.update({answer.place: DUPLICATE for answer in last[1:]})
        kept.append(last[0])
    return kept


def _newer_branches(
    companies: Sequence[Registration], own: Sequence[BranchAnswer], merged: Merged
) -> tuple[list[Registration], list[BranchAnswer]]:
    """Let a branch's own answer stand for the one inside its registration when it is newer."""
    inside = {b.branch_id: (company, b) for company in companies for b in company.branches}
    kept: list[BranchAnswer] = []
    replaced: set[str] = set()
    for answer in own:
        branch_id = answer.branch.branch_id
        if branch_id not in inside:
            kept.append(answer)
            continue
        company, older = inside[branch_id]
        if answer.moment <= company.moment:
            merged.ignored[answer.place] = SUPERSEDED
            continue
        replaced.add(branch_id)
        columns = {k: v for k, v in older.columns.items() if k in ("enterprise_id", "is_main")}
        branch = replace(answer.branch, columns={**columns, **answer.branch.columns})
        kept.append(replace(answer, branch=branch))
    left = [
        replace(c, branches=tuple(b for b in c.branches if b.branch_id not in replaced))
        for c in companies
    ]
    return left, kept


def _numbers(companies: Iterable[Registration]) -> dict[str, str]:
    """RSIN -> KVK number, for the registrations of this delivery; not where two share one."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for company in companies:
        rsin = company.company.get("rsin")
        if isinstance(rsin, str):
            shared |= {rsin} if rsin in found else set()
            found[rsin] = company.number
    return {rsin: number for rsin, number in found.items() if rsin not in shared}


def _rows(company: Registration, numbers: Mapping[str, str], is_taken_over: bool) -> list[Row]:
    """All rows of one registration."""
    columns = dict(company.company)
    is_ended = any(name.startswith("ended_on") for name in columns)
    if is_ended and "end_kind" not in columns and (company.handed_over or is_taken_over):
        columns["end_kind"] = "continued_elsewhere"
    is_private = may_be_person(columns)
    names = {"statutory_name", "trade_names"} & columns.keys() if is_private else ()
    rows = [Row("enterprise", columns, frozenset(names), company.day)]
    for branch in company.branches:
        rows += _of_branch(branch, company, is_private=is_private)
    rows += [_with_number(officer, numbers).row(company.number) for officer in company.officers]
    rows += [
        Row("insolvency", state.values(company.number), version=company.day)
        for state in company.states
    ]
    return rows


def may_be_person(company: Mapping[str, object]) -> bool:
    """True for a sole trader, and for a company of which the form is not known."""
    form = company.get("legal_form")
    return form == _SOLE or (form is None and "statutory_name" not in company)


def _branch_rows(answer: BranchAnswer, forms: Mapping[str, object], merged: Merged) -> list[Row]:
    number = answer.branch.columns.get("enterprise_id")
    if number is None:
        merged.notes["branches of which the company is not known"] += 1
    form = forms.get(str(number))
    return _of_branch(answer.branch, answer, is_private=form is None or form == _SOLE)


def _of_branch(branch: Branch, answer: Answer, *, is_private: bool) -> list[Row]:
    values = branch.values()
    names = {"shop_name"} & values.keys() if is_private else ()
    rows = [Row("branch", values, frozenset(names), answer.day)]
    for activity in branch.activities:
        said = {"code": activity.code, "version": activity.version, "is_main": activity.is_main}
        columns: dict[str, object] = {k: v for k, v in said.items() if v is not None}
        rows.append(Row("activity", {"branch_id": branch.branch_id, **columns}))
    return rows


def _with_number(officer: Officer, numbers: Mapping[str, str]) -> Officer:
    """Know a company by its KVK number when a message of the delivery has its RSIN."""
    number = numbers.get(officer.party.rsin or "")
    if number is None:
        return officer
    party = replace(officer.party, kvk=number, rsin=None, name=None)
    return replace(officer, party=party)
