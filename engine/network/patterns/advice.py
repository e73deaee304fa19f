"""Advice on how a pattern is written: paths that do not meet, and where a match starts.

The text's order decides how the embedded backend joins, so that the writer can see it.
"""

from collections.abc import Iterable, Iterator, Mapping

from engine.network.patterns import tree, walking
from engine.network.patterns.ends import steps
from engine.network.patterns.pattern import Note

_APART = (
    "these paths do not meet the ones before: every row of one is joined to every row of the other"
)


def notes(query: tree.Query, words: Mapping[str, str]) -> tuple[Note, ...]:
    """Advice in the order of the text.

    Args:
        query: the tree with the engine's names.
        words: the writer's name for each.
    """
    found = [*_apart(query.matches, frozenset()), *_start(query, words)]
    known = frozenset(name for match in query.matches for name in _names(match.paths))
    for match in query.matches:
        found += _inside(match, known)
    return tuple(sorted(found, key=lambda note: (note.spot, note.what)))


def _inside(match: tree.Match, known: frozenset[str]) -> Iterator[Note]:
    """The same for each EXISTS, whose paths also meet at the nodes known outside."""
    for part in walking.below(match.where, into_exists=False):
        if isinstance(part, tree.Exists):
            yield from _apart((part.match,), known)
            yield from _inside(part.match, known | frozenset(_names(part.match.paths)))


def _apart(matches: tuple[tree.Match, ...], known: frozenset[str]) -> Iterator[Note]:
    """One note per path that neither a node nor an equality joins to what stands before it."""
    equal = [pair for match in matches for pair in _equalities(match.where)]
    reached = set(known)
    for path in (path for match in matches for path in match.paths):
        names = set(_names([path]))
        own = {owner for pair in equal if names & set(pair) for owner in pair}
        if reached and not reached & (names | own):
            yield Note(_APART, path.nodes[0].spot)
        reached |= names


def _equalities(where: tree.Condition | None) -> Iterator[tuple[str, str]]:
    """Pairs of names that must be equal, in themselves or in a property."""
    for part in conjuncts(where):
        if isinstance(part, tree.Compare) and part.sign == "=":
            left, right = _owner(part.left), _owner(part.right)
            if left and right:
                yield left, right


def _owner(value: tree.Value) -> str | None:
    if isinstance(value, tree.Property):
        return value.owner
    return value.name if isinstance(value, tree.Variable) else None


def _start(query: tree.Query, words: Mapping[str, str]) -> Iterator[Note]:
    """Where another node than the first is the one that a condition singles out."""
    first = query.matches[0].paths[0].nodes[0]
    single = [name for match in query.matches for name in _singled(match.where)]
    if single and first.name not in single:
        what = f"the match starts at {words[first.name or '']}: start at {words[single[0]]}, of "
        yield Note(f"{what}which a condition leaves the fewest", first.spot)


def _singled(where: tree.Condition | None) -> Iterator[str]:
    """Nodes of which a property must equal a value or be in a list."""
    for part in conjuncts(where):
        if isinstance(part, tree.In) and isinstance(part.value, tree.Property):
            yield from _node(part.value)
        if isinstance(part, tree.Compare) and part.sign == "=":
            for one, other in ((part.left, part.right), (part.right, part.left)):
                if isinstance(one, tree.Property) and _owner(other) is None:
                    yield from _node(one)


def _node(part: tree.Property) -> Iterator[str]:
    if part.owner.startswith("n"):
        yield part.owner


def conjuncts(where: tree.Condition | None) -> tuple[tree.Condition, ...]:
    """The conditions that must all hold."""
    if where is None:
        return ()
    return where.parts if isinstance(where, tree.Both) else (where,)


def _names(paths: Iterable[tree.Path]) -> Iterator[str]:
    for path in paths:
        yield from (node.name or "" for node in path.nodes)
        yield from (hop.name or "" for hop, _, _ in steps(path))
