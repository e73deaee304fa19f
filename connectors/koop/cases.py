"""Notices that make one case: by case number, else by kind and address within a year.

A rectification without number belongs to the case of the notice that it names.

What has neither is a case of its own. A withdrawn and a new application at one address are two
cases: nothing is asked for in a case that has been decided.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from connectors.koop.notices import Notice

WITHIN_MONTHS = 12
_CLOSING = ("granted", "refused", "withdrawn", "revoked", "lapsed")
_OPENING = "application"

Key = tuple[object, ...] | None
"""What notices of one case share when they have no number; None when that is not known."""


@dataclass(slots=True)
class Case:
    """Notices of one case.

    Attributes:
        case_id: family and number, else `op:` and the id of its first notice.
        notices: in order of publication.
        grouped_by: how each notice came here, by publication id.
    """

    case_id: str = ""
    notices: list[Notice] = field(default_factory=list)
    grouped_by: dict[str, str] = field(default_factory=dict)

    @property
    def last(self) -> Notice:
        """The newest notice."""
        return self.notices[-1]

    def add(self, notice: Notice, how: str) -> None:
        """Put a notice in its place in time."""
        self.notices.append(notice)
        self.notices.sort(key=lambda n: n.publication.order)
        self.grouped_by[notice.publication_id] = how

    def takes(self, notice: Notice) -> bool:
        """True when a notice of the same kind and address can belong to this case."""
        days = [known.on for known in self.notices]
        if not all(_within(notice.on, day) for day in (min(days), max(days))):
            return False
        line = sorted([*self.notices, notice], key=lambda n: n.publication.order)
        closed = False
        for one in line:
            if closed and one.status.flag == _OPENING:
                return False
            closed = closed or one.status.word in _CLOSING
        return True


def group(notices: Iterable[Notice], *, creator: str) -> list[Case]:
    """Group notices into cases, by case id.

    Args:
        notices: one per publication.
        creator: the only publisher of this delivery, empty when there may be several; then the
            case id begins with who published, as two publishers may use one number.
    """
    line = sorted(notices, key=lambda n: n.publication.order)
    cases = _numbered(line, creator)
    case_of = {n.publication_id: case for case in cases for n in case.notices}
    by_place: defaultdict[Key, list[Case]] = defaultdict(list)
    for case in cases:
        for key in {_key(notice): None for notice in case.notices}:
            by_place[key].append(case)
    for notice in line:
        if notice.number is not None:
            continue
        if corrected := case_of.get(notice.corrects_id or ""):
            corrected.add(notice, "rectification")
        else:
            case_of[notice.publication_id] = _place(notice, by_place, cases)
    return sorted(cases, key=lambda case: case.case_id)


def _numbered(line: Iterable[Notice], creator: str) -> list[Case]:
    cases: dict[str, Case] = {}
    for notice in line:
        if notice.number is not None:
            name = _scope(notice, creator) + notice.number.case_id
            cases.setdefault(name, Case(name)).add(notice, "case_number")
    return list(cases.values())


def _place(notice: Notice, by_place: Mapping[Key, list[Case]], cases: list[Case]) -> Case:
    """The case that a notice without number is put in: the one that takes it, else a new one."""
    key = _key(notice)
    fitting = [] if key is None else [case for case in by_place[key] if case.takes(notice)]
    if len(fitting) == 1:
        known = fitting[0]
        known.add(notice, "kind_and_address")
        if len(known.notices) == 2 and known.case_id.startswith("op:"):
            known.grouped_by = dict.fromkeys(known.grouped_by, "kind_and_address")
        return known
    case = Case(f"op:{notice.publication_id}")
    case.add(notice, "alone")
    cases.append(case)
    by_place[key].append(case)
    return case


def _key(notice: Notice) -> Key:
    """Publisher, kind and addresses."""
    kind, places = notice.kind.permit, notice.where.addresses
    if kind is None or not places or notice.where.disagree:
        return None
    where = tuple(sorted((a.road, a.door, a.town.casefold()) for a in places))
    return notice.publication.authority, kind, where


def _scope(notice: Notice, creator: str) -> str:
    own = notice.publication.creator
    return f"{notice.publication.authority}/" if own and not creator else ""


def _within(one: date, other: date) -> bool:
    """True when two days lie at most 12 calendar months apart."""
    first, last = sorted((one, other))
    months = (last.year - first.year) * 12 + last.month - first.month
    return months < WITHIN_MONTHS or (months == WITHIN_MONTHS and last.day <= first.day)
