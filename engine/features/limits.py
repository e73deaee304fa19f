"""How large and how deep a pack's SQL may be, so that reading and planning it stays quick.

The clock of the feature database stops what runs; planning cannot be stopped half-way, and a
statement grows in it: stars over stars double the columns, joins cost more than their number.
"""

from collections.abc import Iterator

from sqlglot import exp

from engine.yaml_file import Problem

MAX_CHARACTERS = 50_000
MAX_NODES = 6_000
MAX_DEPTH = 60
MAX_SOURCES = 64
MAX_STEPS = 48
MAX_STARS = 8
MAX_DIGITS = 19
TOO_DEEP = "nested too deeply: give parts a step of their own under WITH"


def problems(tree: exp.Expr) -> Iterator[Problem]:
    """What is too large in a parsed text; nothing else may be asked of it then."""
    nodes, depth = _size(tree)
    if depth > MAX_DEPTH:
        yield Problem(1, TOO_DEEP)
    if nodes > MAX_NODES:
        yield Problem(1, f"larger than {MAX_NODES} parts: split it into features")
    for kind, most, name in (
        (exp.Table, MAX_SOURCES, "tables and steps are read"),
        (exp.CTE, MAX_STEPS, "steps are written"),
    ):
        count = sum(1 for _ in tree.find_all(kind))
        if count > most:
            yield Problem(1, f"{count} {name}, more than {most}: split it into features")
    if sum(1 for star in tree.find_all(exp.Star) if is_wide(star)) > MAX_STARS:
        yield Problem(1, f"more than {MAX_STARS} times *: name the columns")
    if any(len(n.this) > MAX_DIGITS for n in tree.find_all(exp.Literal) if not n.is_string):
        yield Problem(1, f"a number has more than {MAX_DIGITS} digits")


def is_wide(star: exp.Star) -> bool:
    """True for a `*` that stands for columns, not for the rows of `count(*)`."""
    return not isinstance(star.parent, exp.Count)


def _size(tree: exp.Expr) -> tuple[int, int]:
    """Number of nodes, and how deep they are nested; without recursion."""
    nodes, deepest = 0, 0
    waiting = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        nodes, deepest = nodes + 1, max(deepest, depth)
        waiting += [(child, depth + 1) for child in node.iter_expressions()]
    return nodes, deepest
