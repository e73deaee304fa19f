"""Everything about one company: its products, its branches, and which copies these are.

A file name starts with the KVK number, so that a company is replaced as a whole: a branch that is
gone from its list is asked once more for its end, and is gone from the copies when KVK does not
know it any more. What could not be asked keeps its earlier copies.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from connectors.kvk import values
from connectors.kvk.live.asking import FAULT, SUFFIX, Asking
from connectors.kvk.live.copying import body_of
from connectors.kvk.live.patience import TEMPORARY, UNKNOWN, fault_codes
from connectors.kvk.values import Body
from connectors.live.exchange import Ask

CHUNK = 200
"""Companies that are asked together; the answers of so many are in memory at once."""
_NAME = re.compile(r"([0-9]{8})-(.+?)(-fout)?\.json")
_BRANCH = re.compile(r"vestiging-([0-9]{12})")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be asked about one company.

    Attributes:
        at: moment of its newest change; a copy of before that does not do. None: any copy of this
            fetch does.
        branches: the branches that changed, when nothing else did; None means everything.
        known: branches by Zoeken, for a route without a list of its own.
    """

    at: datetime | None = None
    branches: frozenset[str] | None = None
    known: frozenset[str] = frozenset()


def numbers_of(names: Iterable[str]) -> dict[str, set[str]]:
    """KVK number -> the file names of its copies."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if parts := _NAME.fullmatch(name):
            found[parts[1]].add(name)
    return dict(found)


def with_faults(asking: Asking, names: Mapping[str, Iterable[str]]) -> set[str]:
    """Companies of which an answer is to be asked again: it was temporary, or not known yet."""
    again = {code for code, kind in asking.tables.faults.items() if kind in (TEMPORARY, UNKNOWN)}
    copies = asking.order.copies
    return {
        number
        for number, own in names.items()
        for name in own
        if name.endswith(f"{FAULT}{SUFFIX}") and again & {*fault_codes(body_of(copies.get(name)))}
    }


class Companies:
    """Asks companies and keeps what they answer.

    Args:
        asking: the fetch.
        names: KVK number -> file names of its copies before this fetch.
    """

    def __init__(self, asking: Asking, names: Mapping[str, Iterable[str]]) -> None:
        self.asking, self.route = asking, asking.route
        self.names = {number: set(own) for number, own in names.items()}
        self.failed: set[str] = set()

    def fetch(self, wanted: Mapping[str, Wanted]) -> None:
        """Ask every company in `wanted`, in order of number.

        Raises:
            SourceError: a question cannot be answered, or too many stay unanswered.
        """
        numbers = sorted(wanted)
        order = self.asking.order
        for start in range(0, len(numbers), CHUNK):
            part = numbers[start : start + CHUNK]
            self._chunk({number: wanted[number] for number in part})
            order.progress(f"fetch {order.source}", start + len(part), len(numbers))

    def _chunk(self, wanted: Mapping[str, Wanted]) -> None:
        first = {number: self.route.ask_first(number) for number in wanted}
        self._ask(first.values(), wanted)
        going = {n: what for n, what in wanted.items() if first[n].key not in self.failed}
        lists = self._lists(going)
        branch_asks = [
            self.route.ask_branch(number, branch)
            for number, what in going.items()
            for branch in sorted(self._branches(number, what, lists.get(number)))
        ]
        self._ask(branch_asks, going)
        for number in going:
            self._drop_gone(number, lists.get(number))

    def _lists(self, going: Mapping[str, Wanted]) -> dict[str, set[str]]:
        """Ask the other products; the branches of every company whose list is known."""
        others = {
            number: [
                ask
                for ask in self.route.ask_others(number)
                if what.branches is None or ask.key == self._list_key(number)
            ]
            for number, what in going.items()
        }
        bodies = self._ask((ask for asks in others.values() for ask in asks), going)
        lists: dict[str, set[str]] = {}
        for number, what in going.items():
            key = self._list_key(number)
            if self.route.lists is None:
                lists[number] = {*what.known} | self._have(number)
            elif key not in self.failed:
                pages = self._pages(number, key, bodies)
                lists[number] = {branch for body in pages for branch in branch_numbers(body)}
        return lists

    def _pages(self, number: str, key: str, bodies: Mapping[str, Body]) -> list[Body]:
        """The list of branches to its last page, asked now or before a break."""
        copies = self.asking.order.copies
        page = bodies.get(key) or body_of(copies.get(f"{key}{SUFFIX}"))
        pages = [page]
        while following := next_page(page):
            name = f"{key}-{len(pages) + 1}"
            ask = replace(self.route.ask_first(number), path=following, params=(), key=name)
            found = self._ask([ask], {}).get(name)
            if found is None:
                break
            page = found
            pages.append(page)
        return pages

    def _branches(self, number: str, what: Wanted, listed: set[str] | None) -> set[str]:
        """The branches to ask: all or the changed ones, new ones, and those not listed any more."""
        have = self._have(number)
        if listed is None:
            return have if what.branches is None else set(what.branches)
        if what.branches is None:
            return listed | have
        return {*what.branches} & listed | (listed ^ have)

    def _have(self, number: str) -> set[str]:
        found = (_NAME.fullmatch(name) for name in self.names.get(number, ()))
        parts = (_BRANCH.fullmatch(name[2]) for name in found if name and not name[3])
        return {part[1] for part in parts if part}

    def _ask(self, asks: Iterable[Ask], wanted: Mapping[str, Wanted]) -> dict[str, Body]:
        """Ask what this fetch does not have yet; the answers with content, by key."""
        found: dict[str, Body] = {}
        missing = (ask for ask in asks if not self._is_fresh(ask.key, wanted.get(ask.key[:8])))
        for ask, answer in self.asking.client.get_many(missing):
            body = self.asking.keep(ask.key, answer)
            own = self.names.setdefault(ask.key[:8], set())
            if body is None:
                self.failed.add(ask.key)
                own.add(f"{ask.key}{FAULT}{SUFFIX}")
            else:
                found[ask.key] = body
                own.add(f"{ask.key}{SUFFIX}")
                own.discard(f"{ask.key}{FAULT}{SUFFIX}")
                self.asking.notes[f"fetched/{ask.key.split('-')[1]}"] += 1
        return found

    def _is_fresh(self, key: str, wanted: Wanted | None) -> bool:
        order, name = self.asking.order, f"{key}{SUFFIX}"
        if wanted is None or not order.is_new(name):
            return False
        return wanted.at is None or order.copies.asked_at(name) > wanted.at

    def _drop_gone(self, number: str, listed: set[str] | None) -> None:
        """Leave out copies of branches that KVK does not know any more, and of surplus pages."""
        if listed is None:
            return
        order, pages = self.asking.order, f"{self._list_key(number)}-"
        for name in sorted(self.names.get(number, ())):
            key = name.removesuffix(SUFFIX).removesuffix(FAULT)
            branch = _BRANCH.fullmatch(key.partition("-")[2])
            if branch and branch[1] not in listed and UNKNOWN in self.asking.faults.get(key, ()):
                self.asking.notes["copies of branches that are gone"] += 1
                order.copies.drop(name)
            elif name.startswith(pages) and not order.is_new(name):
                order.copies.drop(name)

    def _list_key(self, number: str) -> str:
        return f"{number}-{self.route.lists}"


def branch_numbers(body: Body) -> Iterator[str]:
    """Branch numbers of a list: as a number of their own, else in their link in either form.

    Raises:
        Unreadable: a number does not have 12 digits.
    """
    for part in values.members(body, "vestigingen"):
        number = values.digits(part, "vestigingsnummer", 12)
        link = re.search(r"/([0-9]{12})(?:\?|$)", values.links(part).get("vestigingsprofiel", ""))
        if number or link:
            yield number or link[1]  # type: ignore[index]


def next_page(body: Body) -> str | None:
    """Address of the next page, by `volgende` or by a link in either form."""
    links = values.links(body)
    return values.text(body, "volgende") or links.get("volgende") or links.get("next")
