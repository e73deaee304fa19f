"""All answers of a delivery together: each company once, each branch once.

Of two answers about one subject the latest counts. A branch takes its columns from its newest
profile; what that does not say comes from the others, the list of branches last. An address is
taken as a whole from one answer, and from none when any answer calls the branch shielded.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from connectors.delivery import Row
from connectors.kvk.activities import Activity
from connectors.kvk.facts import BranchFacts, Facts
from connectors.kvk.shapes import Kind

SUPERSEDED = "superseded profile"
DUPLICATE = "duplicate response"
CONFLICT = "another answer about the same subject on the same day says something else"
_DATES = {"started_on", "ended_on", "registered_on"}
_FIRST = (Kind.PROFILE, Kind.OWNER, Kind.NAMES, Kind.BRANCHES, Kind.BRANCH, Kind.ADDRESS)

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of every answer.

    Attributes:
        rows: place of the answer -> the rows that it carries.
        ignored: answer -> why it is left out.
        conflicts: answers of which nobody knows which one holds.
        people: numbers of companies that are, or may be, one person.
        notes: what the run report must say, with counts.
    """

    rows: defaultdict[Place, list[Row]] = field(default_factory=lambda: defaultdict(list))
    ignored: dict[Place, str] = field(default_factory=dict)
    conflicts: list[Facts] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    notes: Counter[str] = field(default_factory=Counter)


def merge(found: Iterable[Facts]) -> Merged:
    """Decide between answers and make the rows.

    Args:
        found: what every readable answer says, in any order.

    Returns:
        Rows of `enterprise`, `branch` and `activity`, each at the answer it came from.
    """
    merged = Merged()
    subjects: defaultdict[str, list[Facts]] = defaultdict(list)
    for facts in sorted(found, key=lambda facts: facts.response.place):
        subjects[facts.subject].append(facts)
    latest = [facts for subject in sorted(subjects) for facts in _latest(subjects[subject], merged)]
    companies: defaultdict[str, list[Facts]] = defaultdict(list)
    for facts in latest:
        merged.notes.update(facts.notes)
        companies[facts.number].append(facts)
    for number in sorted(companies):
        _company(companies[number], merged)
    _branches(latest, merged)
    return merged


def _latest(versions: Sequence[Facts], merged: Merged) -> list[Facts]:
    """Keep the newest answer about a subject; pages of a list of branches are all kept."""
    newest = max(facts.age for facts in versions)
    kept: list[Facts] = []
    for facts in versions:
        if facts.age != newest:
            merged.ignored[facts.response.place] = SUPERSEDED
        elif any(facts.response.body == other.response.body for other in kept):
            merged.ignored[facts.response.place] = DUPLICATE
        else:
            kept.append(facts)
    if len(kept) > 1 and kept[0].kind is not Kind.BRANCHES:
        merged.conflicts.extend(kept)
        return []
    return kept


def _company(parts: Sequence[Facts], merged: Merged) -> None:
    """Add the row of a company, and remember whether it may be one person."""
    order = sorted(parts, key=lambda facts: _FIRST.index(facts.kind))
    columns: dict[str, object] = {"enterprise_id": parts[0].number}
    for facts in order:
        _fill(columns, facts.company)
    owners = [facts for facts in order if facts.kind in (Kind.PROFILE, Kind.OWNER)]
    for facts in sorted(owners, key=lambda facts: facts.age):
        columns |= {k: v for k, v in facts.company.items() if k in ("legal_form", "rsin")}
    if order[0].kind is not Kind.PROFILE:
        merged.notes["companies without a basisprofiel"] += 1
    elif not any(facts.branches for facts in order):
        merged.notes["companies without a branch"] += 1
    owner = {facts.is_person for facts in order} - {None}
    is_person = True in owner or (not owner and may_be_person(columns))
    if columns.get("legal_form") == "sole_trader" and columns.pop("rsin", None) is not None:
        merged.notes["left out/rsin of a sole trader, which can only be a BSN"] += 1
    names = {"statutory_name", "trade_names"} & columns.keys()
    row = Row("enterprise", columns, frozenset(names) if is_person else frozenset())
    merged.rows[order[0].response.place].append(row)
    merged.people.update([parts[0].number] if is_person else [])
    _count_missing(order, merged)


def may_be_person(company: Mapping[str, object]) -> bool:
    """True for a sole trader, and for a company of which only a number is known."""
    form = company.get("legal_form")
    if form is None:
        return "rsin" not in company and "statutory_name" not in company
    return form == "sole_trader"


def _count_missing(parts: Sequence[Facts], merged: Merged) -> None:
    """Count branches that a company has and of which the delivery says nothing."""
    total = max((facts.total_branches or 0 for facts in parts), default=0)
    known = {branch.branch_id for facts in parts for branch in facts.branches}
    if total > len(known):
        merged.notes["branches not in the delivery"] += total - len(known)


def _branches(latest: Sequence[Facts], merged: Merged) -> None:
    """Add one row per branch, and its activities, at the answer that says most about it."""
    said: defaultdict[str, list[tuple[Facts, BranchFacts]]] = defaultdict(list)
    of_company: defaultdict[str, list[Facts]] = defaultdict(list)
    for facts in latest:
        of_company[facts.number].append(facts)
        for branch in facts.branches:
            said[branch.branch_id].append((facts, branch))
    for branch_id in sorted(said):
        order = sorted(said[branch_id], key=_rank, reverse=True)
        source = order[0][0]
        columns: dict[str, object] = {"branch_id": branch_id}
        for _, branch in order:
            _fill(columns, branch.columns)
        columns |= _address([branch for _, branch in order], merged)
        is_person = columns["enterprise_id"] in merged.people
        private = {"shop_name"} & columns.keys() if is_person else ()
        rows = merged.rows[source.response.place]
        rows.append(Row("branch", columns, frozenset(private)))
        is_main = columns.get("is_main") is True
        rows.extend(_activities(branch_id, order, of_company[source.number] if is_main else ()))


def _rank(said: tuple[Facts, BranchFacts]) -> tuple[object, ...]:
    facts, branch = said
    return not branch.listed, facts.age, facts.kind is Kind.BRANCHES, facts.response.place


def _address(order: Sequence[BranchFacts], merged: Merged) -> dict[str, object]:
    """Return place and shielding: the first answer with an address, none when shielded."""
    known = [branch.address.shielded for branch in order if branch.address.shielded is not None]
    if any(known):
        merged.notes["shielded branches"] += 1
        return {"shielded": True}
    has_parts = [
        branch for branch in order if not branch.listed and branch.address.shielded is False
    ]
    place = next((b.address.place for b in has_parts or order if b.address.place), {})
    if not place:
        merged.notes["branches without a visiting address"] += 1
    return {**({"shielded": False} if known else {}), **place}


def _activities(
    branch_id: str,
    order: Sequence[tuple[Facts, BranchFacts]],
    company: Sequence[Facts],
) -> list[Row]:
    """Return the activities of a branch: its own, else those of the company it is the main of."""
    said: list[tuple[tuple[object, ...], tuple[Activity, ...]]] = [
        (facts.age, branch.activities) for facts, branch in order if branch.activities
    ]
    said += [(facts.age, facts.activities) for facts in company if facts.activities]
    if not said:
        return []
    _, activities = max(said, key=lambda part: part[0])
    return [
        Row("activity", _without_none(branch_id, activity))
        for activity in sorted(set(activities), key=lambda a: (a.code, a.is_main is not True))
    ]


def _without_none(branch_id: str, activity: Activity) -> dict[str, object]:
    columns = {"code": activity.code, "version": activity.version, "is_main": activity.is_main}
    return {"branch_id": branch_id, **{k: v for k, v in columns.items() if v is not None}}


def _fill(columns: dict[str, object], more: Mapping[str, object]) -> None:
    """Add what is not known yet; a partial date does not join a full one of another answer."""
    known = set(columns)
    for name, value in more.items():
        date = name.removesuffix("_partial")
        if name in known or (date in _DATES and {date, f"{date}_partial"} & known):
            continue
        columns[name] = value
