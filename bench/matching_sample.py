"""Link precision and recall per register of the invented municipality, against its truth list.

A place is right when the row got the unit where it happened; a
party when it got the number, or the pseudonym, of who it is. The second line of every table is
what would be right once a person judged every pair that the run offers.
"""

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from bench.matching_table import Failures, Measured, Measurement
from engine.progress import silent
from engine.register.build import build
from engine.register.match_candidates import place_subject
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.register.vault import Vault
from engine.sample import generator
from engine.settings import load_settings
from engine.sources_file import load_sources
from engine.tables import TABLES

AS_OF = date(2026, 11, 1)
ADDRESSES = 14_000
_OURS, _JUDGED = "dijkwacht", "after judgement"
_EXAMPLES = 3


def measure(data: Path, *, addresses: int = ADDRESSES) -> list[Measurement]:
    """Make the municipality, build its register, and compare what is linked with what is true.

    Args:
        data: not read: the sample is made here.
        addresses: about how many.
    """
    del data
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generator.write(folder / "delivery", seed=1, addresses=addresses, as_of=AS_OF)
        truth = json.loads((folder / "delivery" / "truth.json").read_text("utf-8"))
        sources = load_sources(folder / "delivery" / "sources.yaml")
        with (
            Vault(folder / "vault.sqlite", PUBLIC_SAMPLE_KEY) as vault,
            build(
                sources, as_of=AS_OF, settings=load_settings(), key=PUBLIC_SAMPLE_KEY,
                vault=vault, decisions=(), progress=silent,
            ) as register,
        ):  # fmt: skip
            return of_register(register.con, truth)


def of_register(con: DuckDBPyConnection, truth: Mapping[str, Any]) -> list[Measurement]:
    """Places per table, then companies and people per table, in a fixed order."""
    found = [
        _places(con, table, rows, _why(truth["links"]))
        for table, rows in sorted(truth["places"].items())
    ]
    by_table = defaultdict(list)
    for link in truth["links"]:
        if link["kind"] != "address":
            by_table[link["kind"], link["subject"]["table"]].append(link)
    found += [_parties(con, *key, links) for key, links in sorted(by_table.items())]
    return found


def _why(links: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    """How a place was typed wrong, by table and row."""
    return {
        (link["subject"]["table"], record_id): link["why"]
        for link in links
        if link["kind"] == "address"
        for record_id in link["subject"]["where"].values()
    }


def _places(
    con: DuckDBPyConnection,
    table: str,
    truth: Mapping[str, str],
    why: Mapping[tuple[str, str], str],
) -> Measurement:
    key = TABLES[table].key[0]
    rows = con.execute(
        f'SELECT {key}, object_id, place_text FROM "{table}" '
        f"WHERE list_contains($ids, {key}) ORDER BY source, record_id", {"ids": sorted(truth)},
    ).fetchall()  # fmt: skip
    counts: Counter[str] = Counter()
    failed: dict[str, list[str]] = defaultdict(list)
    for record_id, object_id, text in rows:
        right = truth[record_id]
        if object_id == right:
            counts["right"] += 1
            continue
        counts["missed"] += 1
        counts["wrong"] += object_id is not None
        counts["offered"] += _offers(con, place_subject(text or ""), right)
        kind = "verkeerd" if object_id else "gemist"
        failed[f"{kind}: {why.get((table, record_id), 'anders')}"].append(text or record_id)
    return _measurement(f"Place, {table}", len(rows), 0, counts, failed)


def _parties(
    con: DuckDBPyConnection, kind: str, table: str, links: Sequence[Mapping[str, Any]]
) -> Measurement:
    counts: Counter[str] = Counter()
    failed: dict[str, list[str]] = defaultdict(list)
    for link in links:
        mine, theirs = (_ids(con, link[side]) for side in ("subject", "other"))
        is_one, is_linked = link["verdict"] == "same", bool(mine & theirs)
        counts["right"] += is_one and is_linked
        counts["wrong"] += is_linked and not is_one
        if is_one == is_linked:
            continue
        counts["missed"] += is_one
        counts["offered"] += is_one and any(_offers(con, a, b) for a in mine for b in theirs)
        failed[f"{'gemist' if is_one else 'verkeerd'}: {link['why']}"].append(
            _told(link["subject"])
        )
    without = sum(link["verdict"] == "different" for link in links)
    return _measurement(f"{kind.capitalize()}, {table}", len(links), without, counts, failed)


def _told(side: str | Mapping[str, Any]) -> str:
    """A side for people to read: its number, or the keys of its rows."""
    return side if isinstance(side, str) else " ".join(map(str, side["where"].values()))


def _ids(con: DuckDBPyConnection, side: str | Mapping[str, Any]) -> set[str]:
    """The number, or the parties in the rows of a side."""
    if isinstance(side, str):
        return {side}
    where = " AND ".join(f"{column}::VARCHAR = ?" for column in side["where"])
    query = f'SELECT DISTINCT {side["role"]}_id FROM "{side["table"]}" WHERE {where}'
    return {party for (party,) in con.execute(query, [*side["where"].values()]).fetchall() if party}


def _offers(con: DuckDBPyConnection, subject: str, other: str) -> bool:
    """True when the run asks a person about this pair."""
    found = con.execute(
        "SELECT 1 FROM match_candidate WHERE (subject = $a AND other = $b) "
        "OR (kind = 'person' AND subject = $b AND other = $a) LIMIT 1", {"a": subject, "b": other},
    ).fetchone()  # fmt: skip
    return found is not None


def _measurement(
    title: str,
    queries: int,
    without: int,
    counts: Mapping[str, int],
    failed: Mapping[str, Sequence[str]],
) -> Measurement:
    right, wrong, missed, offered = (
        counts.get(name, 0) for name in ("right", "wrong", "missed", "offered")
    )
    failures = [
        Failures(kind, len(rows), sorted(rows)[:_EXAMPLES]) for kind, rows in failed.items()
    ]
    return Measurement(
        title,
        queries,
        without,
        "rows",
        [
            Measured(_OURS, right, wrong, missed),
            Measured(_JUDGED, right + offered, wrong, missed - offered),
        ],
        failures=sorted(failures, key=lambda one: (-one.count, one.kind)),
    )
