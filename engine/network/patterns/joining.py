"""The FROM of a pattern in SQL: which tables are joined, and in which order.

The database joins in the order of the text, because its own reordering can explode on such
joins: a node's table when the node is known, then a relation between two known nodes, then the
first relation of the text that reaches a new node. A relation of a number of steps is as many
joins, so every combination of numbers is a SELECT of its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from engine.network.patterns import ends, tree
from engine.network.patterns.binding import Binder
from engine.network.patterns.tables import node_table, relation_table


@dataclass(frozen=True, slots=True)
class Link:
    """One step of one relation, to be joined.

    Attributes:
        alias: of its table.
        hop: the relation in the tree.
        left: node on its left, the engine's own between two steps of one relation.
        right: node on its right.
        match: which MATCH it stands in; within one no relation is walked twice.
    """

    alias: str
    hop: tree.Hop
    left: str
    right: str
    match: int

    @property
    def ends(self) -> tuple[str, str]:
        """Both nodes."""
        return self.left, self.right


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a whole pattern reads, for the tables that are joined.

    Attributes:
        properties: read of each node and relation; a step's count for its relation.
        labels: labels that each node can have.
    """

    properties: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class Joined:
    """Tables that are joined so far, and what is known by them.

    Attributes:
        sources: the FROM, one item per line.
        conditions: what must hold besides the pattern's own conditions.
        nids: SQL of the number of each known node.
        steps: aliases of the steps of each relation of a number of steps.
    """

    sources: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    nids: dict[str, str] = field(default_factory=dict)
    steps: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, table: str, alias: str, on: list[str]) -> None:
        """Join one more table, by equalities with what is known."""
        word = "" if not self.sources else "JOIN " if on else "CROSS JOIN "
        condition = f" ON {' AND '.join(on)}" if on and self.sources else ""
        self.sources.append(f"{word}{table} AS {alias}{condition}")
        if on and not condition:
            self.conditions += on


def join(
    matches: tuple[tree.Match, ...],
    lengths: Mapping[str, int],
    wanted: Wanted,
    outer: Joined | None,
    binder: Binder,
) -> Joined:
    """Join all that some matches name.

    Args:
        matches: of one query, or the one inside an EXISTS.
        lengths: number of steps of each relation that has one.
        wanted: what the whole pattern reads.
        outer: what is known around an EXISTS, None at the top.
        binder: binds the date of the network.
    """
    links = list(_links(matches, lengths))
    joined = Joined(steps=dict(outer.steps) if outer else {})
    joined.steps |= _steps(links)
    names = [node.name or "" for match in matches for path in match.paths for node in path.nodes]
    order = list(dict.fromkeys(names))
    if outer:
        _seed(joined, outer, order, binder)
    lookups = _lookups(matches, links, order, wanted, outer)
    passed = None if outer else ends.passed(matches)
    _Order(joined, links, lookups, order, wanted, binder, passed).run()
    joined.conditions += [
        f"{one.alias}.rid <> {other.alias}.rid"
        for one, other in combinations(links, 2)
        if one.match == other.match and set(one.hop.kinds) & set(other.hop.kinds)
    ]
    if outer:
        joined.nids = outer.nids | joined.nids
    return joined


def _seed(joined: Joined, outer: Joined, order: Iterable[str], binder: Binder) -> None:
    """Begin with the nodes known outside, so that the match grows from them and not from all."""
    known = [name for name in order if name in outer.nids]
    if known:
        alias = binder.alias("outer")
        columns = ", ".join(f"{outer.nids[name]} AS {name}" for name in known)
        joined.add(f"(SELECT {columns})", alias, [])
        joined.nids |= {name: f"{alias}.{name}" for name in known}


def _links(matches: tuple[tree.Match, ...], lengths: Mapping[str, int]) -> Iterator[Link]:
    for number, match in enumerate(matches):
        for hop, left, right in (step for path in match.paths for step in ends.steps(path)):
            name = hop.name or ""
            if hop.lengths is None:
                yield Link(name, hop, left, right, number)
                continue
            count = lengths[name]
            nodes = [left, *(f"{name}_between_{i}" for i in range(1, count)), right]
            for i in range(count):
                yield Link(f"{name}_{i + 1}", hop, nodes[i], nodes[i + 1], number)


def _steps(links: list[Link]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for link in links:
        if link.hop.lengths is not None:
            name = link.hop.name or ""
            found[name] = (*found.get(name, ()), link.alias)
    return found


def _lookups(
    matches: tuple[tree.Match, ...],
    links: list[Link],
    order: Iterable[str],
    wanted: Wanted,
    outer: Joined | None,
) -> dict[str, tuple[str, str]]:
    """Alias and table of each node of which more is asked than that a relation reaches it."""
    labels = ends.declared(matches)
    found: dict[str, tuple[str, str]] = {}
    for name in order:
        known = outer is not None and name in outer.nids
        own = labels.get(name)
        if known:
            possible = wanted.labels[name]
            if own is not None and not own.issuperset(possible):
                table = node_table([one for one in possible if one in own], ())
                found[name] = f"label_{name}", table
        elif wanted.properties.get(name) or not _implied(name, own, links):
            found[name] = name, node_table(wanted.labels[name], wanted.properties.get(name, ()))
    return found


def _implied(name: str, own: ends.Labels | None, links: list[Link]) -> bool:
    """True when a relation that reaches the node leaves no label but those that are asked for."""
    sides = [
        {pair[side] for pair in ends.pairs(link.hop)}
        for link in links
        for side, node in enumerate((link.left, link.right))
        if node == name
    ]
    return any(own is None or side <= own for side in sides)


@dataclass(slots=True)
class _Order:
    """Joins what is pending, the most certain first.

    Attributes:
        passed: nodes that the match walks through, where no hub may be; None inside EXISTS, as
            what a hub hides would be taken for what is not there.
    """

    joined: Joined
    links: list[Link]
    lookups: dict[str, tuple[str, str]]
    order: list[str]
    wanted: Wanted
    binder: Binder
    passed: frozenset[str] | None

    def run(self) -> None:
        """Join until nothing is pending."""
        links = list(self.links)
        while links or self.lookups:
            if name := next((name for name in self.order if self._can_look_up(name)), None):
                self._look_up(name)
            elif link := self._next(links):
                links.remove(link)
                self._walk(link)
            else:
                self._begin(links)

    def _can_look_up(self, name: str) -> bool:
        return name in self.lookups and name in self.joined.nids

    def _next(self, links: list[Link]) -> Link | None:
        """The first relation between two known nodes, else the first from one."""
        nids = self.joined.nids
        ends_known = [(link, (link.left in nids) + (link.right in nids)) for link in links]
        best = max((known for _, known in ends_known), default=0)
        return next((link for link, known in ends_known if known == best and known), None)

    def _begin(self, links: list[Link]) -> None:
        """Start anew where nothing known leads on."""
        left = [name for link in links for name in (link.left, link.right)]
        for name in self.order:
            if name not in self.joined.nids and (name in self.lookups or name in left):
                if name in self.lookups:
                    self._look_up(name)
                else:
                    link = next(link for link in links if name in (link.left, link.right))
                    links.remove(link)
                    self._walk(link)
                return

    def _look_up(self, name: str) -> None:
        (alias, table), nids = self.lookups.pop(name), self.joined.nids
        self.joined.add(table, alias, [f"{alias}.nid = {nids[name]}"] if name in nids else [])
        nids.setdefault(name, f"{alias}.nid")

    def _through(self, link: Link) -> tuple[bool, bool]:
        """Whether the match goes on at either side: at a node that it passes or a step between."""
        if self.passed is None:
            return False, False
        left, right = (node in self.passed or node not in self.order for node in link.ends)
        return left, right

    def _walk(self, link: Link) -> None:
        nids, on = self.joined.nids, []
        for node, column in ((link.left, "start_nid"), (link.right, "end_nid")):
            here = f"{link.alias}.{column}"
            if node in nids:
                on.append(f"{here} = {nids[node]}")
            else:
                nids[node] = here
        properties = self.wanted.properties.get(link.hop.name or "", ())
        table = relation_table(link.hop, properties, self.binder, self._through(link))
        self.joined.add(table, link.alias, on)
