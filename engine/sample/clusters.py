"""Which invented enterprises are in one hand: the truth that clusters are measured against."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import networkx as nx

from engine.sample.companies import Enterprise, Officer

_OWNS = frozenset({"sole_shareholder", "sole_trader"})


@dataclass(frozen=True, slots=True)
class Hands:
    """Who belongs together.

    Attributes:
        clusters: KVK numbers of each group of two or more, sorted.
        left_out: enterprises that count for nothing: owners' associations, and foundations and
            associations without staff.
    """

    clusters: tuple[tuple[str, ...], ...]
    left_out: tuple[str, ...]


def expected(enterprises: Sequence[Enterprise]) -> Hands:
    """Group the enterprises by who owns them, and companies with the partnership of the family.

    An owner who left before the enterprise ended does not count.
    """
    left_out = {one.kvk for one in enterprises if _is_left_out(one)}
    graph = nx.Graph(_links(enterprises))
    groups = (sorted(set(part) - left_out) for part in nx.connected_components(graph))
    known = {one.kvk for one in enterprises}
    clusters = ([one for one in group if one in known] for group in groups)
    return Hands(
        tuple(sorted(tuple(group) for group in clusters if len(group) > 1)),
        tuple(sorted(left_out)),
    )


def _is_left_out(one: Enterprise) -> bool:
    is_staffless = one.form in ("foundation", "association") and not one.employees
    return one.form == "owners_association" or is_staffless


def _links(enterprises: Sequence[Enterprise]) -> Iterator[tuple[str, str]]:
    owned: dict[str, list[str]] = defaultdict(list)
    for one in enterprises:
        if one.family:
            yield one.kvk, one.family
        for officer in one.officers:
            if officer.role in _OWNS and _counts(officer, one):
                owner = officer.company or (officer.person.reference if officer.person else "")
                owned[owner].append(one.kvk)
    for owner, companies in owned.items():
        yield from ((owner, company) for company in companies)


def _counts(officer: Officer, enterprise: Enterprise) -> bool:
    if officer.ended is None:
        return True
    return enterprise.ended is not None and officer.ended >= enterprise.ended
