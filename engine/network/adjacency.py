"""Neighbours of every node as arrays: a walk over millions of relations is a few lookups."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt
from duckdb import DuckDBPyConnection

from engine.network.schema import RELATIONS

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

KINDS = tuple(sorted(RELATIONS))
ALWAYS, NEVER = -(2**31), 2**31 - 1
"""Days of a begin that is not known and of an end that is not known or not there."""

_EARLIEST = "strptime(rpad({0}, 10, '-01-01'), '%Y-%m-%d')::DATE"
_RELATIONS = """
SELECT rid, from_nid, to_nid, {code}::TINYINT AS kind, source,
       coalesce(valid_from, {begin}) - DATE '1970-01-01' AS begins,
       coalesce(valid_to, {end}) - DATE '1970-01-01' AS ends
FROM rel_{table}
"""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which relations a walk may use.

    Attributes:
        kinds: names of kinds; None for all.
        sources: ids of sources; None for all.
        as_of: relations that began later are not there; None for the day of the register.
        in_force: leave out what had ended by then. A relation whose begin or end is known in part
            counts from, or until, the first day that this can mean.
    """

    kinds: Collection[str] | None = None
    sources: Collection[str] | None = None
    as_of: date | None = None
    in_force: bool = False


@dataclass(frozen=True, slots=True)
class Adjacency:
    """The network as arrays; relations are indexed by `rid`, nodes by `nid`.

    Attributes:
        starts: index in `other` and `by` of the first neighbour of each node, and one more.
        other: neighbours, both ways, by node and relation.
        by: the relation to each of these; a self-loop stands there once.
        ends_at: from and to node per relation, shape (relations, 2).
        kind: index in `KINDS` per relation.
        source: index in `sources` per relation.
        sources: ids of the sources, sorted.
        begins: first day per relation, counted from 1970; `ALWAYS` when not known.
        ends: first day on which it no longer holds; `NEVER` when there is none.
        is_hub: per node.
    """

    starts: Ints
    other: Small
    by: Small
    ends_at: Small
    kind: npt.NDArray[np.int8]
    source: Small
    sources: tuple[str, ...]
    begins: Small
    ends: Small
    is_hub: Bools

    @classmethod
    def read(cls, con: DuckDBPyConnection) -> "Adjacency":
        """Read the arrays from a graph database with `nodes`, `rel_<kind>` and `hub`."""
        parts = [
            _RELATIONS.format(
                code=code,
                table=kind.lower(),
                begin=_EARLIEST.format("valid_from_partial"),
                end=_EARLIEST.format("valid_to_partial"),
            )
            for code, kind in enumerate(KINDS)
        ]
        rows = " UNION ALL ".join(parts)
        sources = [
            r[0]
            for r in con.execute(
                f"SELECT DISTINCT source FROM ({rows}) WHERE source IS NOT NULL ORDER BY 1"
            ).fetchall()
        ]
        found = con.execute(
            "SELECT from_nid::INT AS f, to_nid::INT AS t, kind, "
            "coalesce(list_position($sources::VARCHAR[], source), 0)::INT - 1 AS source, "
            f"coalesce(begins, {ALWAYS})::INT AS begins, coalesce(ends, {NEVER})::INT AS ends "
            f"FROM ({rows}) ORDER BY rid",
            {"sources": sources},
        ).fetchnumpy()
        nodes = con.execute("SELECT count(*) FROM nodes").fetchall()[0][0]
        hubs = con.execute("SELECT DISTINCT nid FROM hub ORDER BY nid").fetchnumpy()["nid"]
        ends_at = np.column_stack([found["f"], found["t"]]).astype(np.int32)
        starts, other, by = _both_ways(ends_at, nodes)
        is_hub = np.zeros(nodes, dtype=np.bool_)
        is_hub[np.asarray(hubs, dtype=np.int64)] = True
        return cls(
            starts, other, by, ends_at, np.asarray(found["kind"], np.int8),
            np.asarray(found["source"], np.int32), tuple(sources),
            np.asarray(found["begins"], np.int32), np.asarray(found["ends"], np.int32), is_hub,
        )  # fmt: skip

    def closing(self, nodes: Ints) -> "Adjacency":
        """The same network, in which a walk may end at these nodes too, but not go on."""
        is_closed = self.is_hub.copy()
        is_closed[nodes] = True
        return replace(self, is_hub=is_closed)

    def usable(self, selection: Selection, as_of: date) -> Bools:
        """Say per relation whether a walk may use it; `as_of` is the day of the register."""
        day = (selection.as_of or as_of).toordinal() - date(1970, 1, 1).toordinal()
        fits = self.begins <= day
        if selection.in_force:
            fits &= self.ends > day
        if selection.kinds is not None:
            fits &= np.isin(self.kind, [i for i, k in enumerate(KINDS) if k in selection.kinds])
        if selection.sources is not None:
            named = [i for i, s in enumerate(self.sources) if s in selection.sources]
            fits &= np.isin(self.source, named)
        return fits

    def around(self, nodes: Ints, usable: Bools) -> tuple[Ints, Ints, Ints]:
        """All usable steps from `nodes`: the node each comes from, where it leads, and by what."""
        lengths = self.starts[nodes + 1] - self.starts[nodes]
        origin = np.repeat(nodes, lengths)
        before = np.cumsum(lengths) - lengths
        at = np.arange(len(origin)) - np.repeat(before - self.starts[nodes], lengths)
        by = self.by[at].astype(np.int64)
        fits = usable[by]
        return origin[fits], self.other[at][fits].astype(np.int64), by[fits]


def _both_ways(ends_at: Small, nodes: int) -> tuple[Ints, Small, Small]:
    """Neighbours by node, then by relation."""
    relations = np.arange(len(ends_at), dtype=np.int32)
    back = ends_at[:, 0] != ends_at[:, 1]
    origin = np.concatenate([ends_at[:, 0], ends_at[back, 1]])
    other = np.concatenate([ends_at[:, 1], ends_at[back, 0]])
    by = np.concatenate([relations, relations[back]])
    order = np.lexsort((by, origin))
    starts = np.zeros(nodes + 1, dtype=np.int64)
    np.cumsum(np.bincount(origin, minlength=nodes), out=starts[1:])
    return starts, other[order], by[order]
