"""Clusters of enterprises: precision and recall over pairs that are in one hand.

Two sets with a known truth: the invented municipality, which stands for ordinary economic life,
and invented ownership of every kind that is known to be hard. Beside it three plain ways: every
enterprise apart, a shared party in any role, and a shared address.
"""

import json
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path

import duckdb
import networkx as nx
from duckdb import DuckDBPyConnection

from bench import cluster_cases
from bench.matching_table import Failures, Measured, Measurement
from engine.progress import silent
from engine.register import build, clusters
from engine.register.intake import SOURCE_TABLE
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.sample import generator
from engine.settings import load_settings
from engine.sources_file import load_sources

_AS_OF = date(2026, 11, 1)
_ADDRESSES = 1000
_EACH = 100
_EXAMPLES = 3

Pairs = set[tuple[str, str]]

_SHARED_PARTY = "SELECT enterprise_id, party_id FROM officer WHERE party_id IS NOT NULL"
_OWN_PARTY = "SELECT enterprise_id, enterprise_id FROM enterprise"
_SHARED_PLACE = """
SELECT enterprise_id, coalesce(location_id, object_id) FROM branch
WHERE coalesce(location_id, object_id) IS NOT NULL
"""


def measure(shared: Path) -> list[Measurement]:
    """Measure both sets; nothing of `shared` is read, because both are invented."""
    del shared
    return [_sample(), _cases()]


def _sample() -> Measurement:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "sample"
        generator.write(out, seed=1, addresses=_ADDRESSES, as_of=_AS_OF)
        told = json.loads((out / "truth.json").read_text("utf-8"))
        with build.build(
            load_sources(out / "sources.yaml"), as_of=_AS_OF, settings=load_settings(),
            key=PUBLIC_SAMPLE_KEY, vault=None, decisions=(), progress=silent,
        ) as register:  # fmt: skip
            hand = {one: group[0] for group in told["clusters"] for one in group}
            title = f"Clusters: verzonnen gemeente, {_ADDRESSES} adressen"
            return _measured(register.con, title, _pairs(hand), set(told["left_out"]), {})


def _cases() -> Measurement:
    cases = cluster_cases.make(tuple(cluster_cases.KINDS), each=_EACH, seed=1)
    with duckdb.connect() as con:
        con.execute(SOURCE_TABLE)
        con.execute("INSERT INTO source_table VALUES ('hr', 'officer', 'HR', NULL, 'PT', 1, true)")
        cluster_cases.fill(con, cases)
        title = f"Clusters: {len(cluster_cases.KINDS)} soorten zeggenschap, {_EACH} van elk"
        return _measured(con, title, _pairs(cases.hand), cases.left_out, cases.kind)


def _measured(
    con: DuckDBPyConnection, title: str, true: Pairs, left_out: set[str], kind: Mapping[str, str]
) -> Measurement:
    start = time.perf_counter()
    clusters.build(con)
    seconds = time.perf_counter() - start
    rows = con.execute("SELECT enterprise_id, cluster_id FROM enterprise_cluster").fetchall()
    everyone = {row[0] for row in con.execute("SELECT enterprise_id FROM enterprise").fetchall()}
    found = _pairs(dict(rows))
    counted = len(left_out & {row[0] for row in rows})
    singles = everyone - left_out - {one for pair in true for one in pair}
    further = {"wel geteld, hoort erbuiten": float(counted)}
    others = [
        ("elke onderneming apart", set()),
        ("gedeelde partij in welke rol ook", _joined(con, _SHARED_PARTY, _OWN_PARTY)),
        ("gedeeld adres", _joined(con, _SHARED_PLACE)),
    ]
    return Measurement(
        title=title,
        queries=len(everyone - left_out),
        without=len(singles),
        unit="ondernemingen",
        rows=[
            _compared("dijkwacht", found, true, seconds, further),
            *(
                _compared(name, {p for p in pairs if not left_out & set(p)}, true)
                for name, pairs in others
            ),
        ],
        failures=_failures(found, true, kind),
    )


def _compared(
    method: str,
    found: Pairs,
    true: Pairs,
    seconds: float | None = None,
    further: Mapping[str, float] | None = None,
) -> Measured:
    right = len(found & true)
    return Measured(
        method, right, len(found) - right, len(true) - right, seconds, further or {}
    )  # fmt: skip


def _pairs(group: Mapping[str, Hashable]) -> Pairs:
    members: dict[Hashable, list[str]] = defaultdict(list)
    for one in sorted(group):
        members[group[one]].append(one)
    return {pair for found in members.values() for pair in combinations(found, 2)}


def _joined(con: DuckDBPyConnection, *queries: str) -> Pairs:
    """Pairs of enterprises that are connected, in any number of steps."""
    links: Iterable[tuple[str, str]] = [
        (one, f"={other}") for query in queries for one, other in con.execute(query).fetchall()
    ]
    parts = nx.connected_components(nx.Graph(links))
    group = {one: at for at, part in enumerate(parts) for one in part if not one.startswith("=")}
    return _pairs(group)


def _failures(found: Pairs, true: Pairs, kind: Mapping[str, str]) -> list[Failures]:
    told: dict[str, list[str]] = defaultdict(list)
    for word, pairs in (("gemist", true - found), ("onterecht", found - true)):
        for one, other in sorted(pairs):
            told[f"{word}: {kind.get(one, 'gewoon bedrijf')}"].append(f"{one} en {other}")
    counts = Counter({name: len(pairs) for name, pairs in told.items()})
    return [
        Failures(name, count, told[name][:_EXAMPLES])
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
