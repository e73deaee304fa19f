"""From the text of a pattern to a pattern that any backend can answer."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from engine.errors import PatternError
from engine.network.patterns import advice, checking, conditions, reading, scopes, tree, walking
from engine.network.patterns.checking import Checked
from engine.network.patterns.ends import narrow
from engine.network.patterns.pattern import Column, Pattern
from engine.network.schema import NODES, RELATIONS, Property
from engine.tables import Gate

MAX_COMBINATIONS = 64
MAX_STEPS = 24
"""Most steps in a whole pattern, each relation of a number of steps at its longest."""


def parse(text: str, *, file: Path | None = None) -> Pattern:
    """Read and check a pattern; nothing of it has run.

    Args:
        text: in the subset of openCypher that `docs/patterns.md` describes, with `//` comments.
        file: where it stands, for messages.

    Raises:
        PatternError: it is outside the subset, names what does not exist, compares what cannot
            be compared, or has more than 64 combinations of numbers of steps; with the place.
    """
    try:
        return _parse(text, file)
    except PatternError as error:
        if file is None:
            raise
        where = {"line": error.line, "column": error.column}
        raise PatternError(error.what, file=file, **where) from error


def _parse(text: str, file: Path | None) -> Pattern:
    named = scopes.look_up(reading.read(text))
    query = named.query
    hops = [part for part in walking.below(query) if isinstance(part, tree.Hop)]
    _limit(hops)
    ends = narrow(query)
    checked = Checked({**ends, **_kinds(query, hops)}, named.words)
    for part in (*query.matches, *query.items):
        conditions.check(checked, part)
    columns = _columns(query, checked)
    kinds = {kind for hop in hops for kind in hop.kinds}
    return Pattern(
        text=text,
        file=file,
        columns=columns,
        params=tuple(checked.params[name] for name in sorted(checked.params)),
        labels=tuple(sorted({label for labels in ends.values() for label in labels})),
        kinds=tuple(sorted(kinds)),
        properties=tuple(sorted(checked.properties)),
        gate=_gate(ends, kinds, checked.properties),
        reads=_reads(query, ends, kinds, checked.properties),
        warnings=advice.notes(query, named.words),
        query=query,
        ends=ends,
    )


def _limit(hops: list[tree.Hop]) -> None:
    """Refuse a pattern whose joins would be too many or too long.

    A relation `*n..m` can have m - n + 1 numbers of steps; the combinations are the product
    over all such relations of the text, those inside EXISTS too. Each is joined on its own.
    """
    combinations = steps = 1
    for hop in hops:
        low, high = hop.lengths or (1, 1)
        combinations, steps = combinations * (high - low + 1), steps + high
        if combinations > MAX_COMBINATIONS:
            what = f"more than {MAX_COMBINATIONS} combinations of numbers of steps: narrow *n..m"
            checking.stop(what, hop.spot)
        if steps > MAX_STEPS + 1:
            checking.stop(f"more than {MAX_STEPS} steps in one pattern", hop.spot)


def _kinds(query: tree.Query, hops: list[tree.Hop]) -> dict[str, tuple[str, ...]]:
    """The kinds behind the name of each relation and step."""
    kinds = {hop.name or "": hop.kinds for hop in hops}
    steps = {
        part.step: kinds[part.walk]
        for part in walking.below(query)
        if isinstance(part, tree.Quantified)
    }
    return kinds | steps


def _columns(query: tree.Query, checked: Checked) -> tuple[Column, ...]:
    seen: set[str] = set()
    for item in query.items:
        if item.name.lower() in seen:
            what = f"two columns are called {item.name}: a name counts in any case of letters"
            checking.stop(what, item.spot)
        seen.add(item.name.lower())
    return tuple(checked.column(item) for item in query.items)


def _gate(
    ends: Mapping[str, Iterable[str]],
    kinds: Iterable[str],
    properties: Iterable[tuple[str, str]],
) -> Gate:
    """The strictest gate of the nodes, relations and properties."""
    gates = [NODES[label].gate for labels in ends.values() for label in labels]
    gates += [RELATIONS[kind].gate for kind in kinds]
    gates += [found.gate for owner, name in properties for found in _property(owner, name)]
    return max(gates, key=lambda gate: gate.rank)


def _reads(
    query: tree.Query,
    ends: Mapping[str, Iterable[str]],
    kinds: Iterable[str],
    properties: Iterable[tuple[str, str]],
) -> tuple[str, ...]:
    """Columns behind the relations and properties, and behind nodes that the text labels.

    A node without a label is there because its relation is, so nothing more is read for it.
    """
    labelled = {
        label
        for part in walking.below(query)
        if isinstance(part, tree.Node) and part.labels
        for label in ends[part.name or ""]
    }
    found = [column for kind in kinds for column in RELATIONS[kind].reads]
    for owner, name in (*properties, *((label, "id") for label in labelled)):
        found += [column for known in _property(owner, name) for column in known.reads]
    return tuple(sorted(set(found)))


def _property(owner: str, name: str) -> tuple[Property, ...]:
    holder = NODES.get(owner) or RELATIONS[owner]
    return tuple(known for known in holder.properties if known.name == name)
