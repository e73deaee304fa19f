"""Pairs that may be one and the same, for a person to judge: the table `match_candidate`.

Addresses, companies and people add to it; a pair joins in a later run only after the judgement
`same`, and is not shown again after `different`.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.matching.fields import Field
from engine.register.report import Json

KINDS = ("address", "company", "person")
PLACE = "place:"
"""What the subject of an address begins with; behind it stands the delivered text."""
PLACE_LENGTH = 200
"""Characters of a delivered text that its subject keeps."""


@dataclass(frozen=True, slots=True)
class MatchCandidate:
    """One pair.

    Attributes:
        kind: one of `KINDS`.
        subject: what is asked: for a person or a company the pseudonym of the name, for an
            address what `place_subject` makes of the delivered text.
        other: what it may be: a pseudonym, a KVK number, a BAG id of a unit.
        probability: that they are the same, 0 to 1, closed.
        margin: `probability` less that of the runner-up for the same subject, never below 0.
        method: how the pair was found.
        why: the fields compared, in a fixed order.
        records: keys of some of the rows that carry the subject, sorted, at most 20.
    """

    kind: str
    subject: str
    other: str
    probability: float
    margin: float
    method: str
    why: tuple[Field, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """How many pairs of one kind a run tells, and what a limit of the rules left out.

    Attributes:
        told: pairs in `match_candidate`.
        left_out: pairs that were likely enough, and beyond the number that is told.
        too_common: values that so many share that nobody was compared by them.
    """

    told: int = 0
    left_out: int = 0
    too_common: int = 0

    def as_json(self) -> dict[str, Json]:
        """The counts for run.json."""
        return {"told": self.told, "left_out": self.left_out, "too_common": self.too_common}


_SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("kind", "subject", "other", "method", "why")]
    + [(name, pa.float64()) for name in ("probability", "margin")]
    + [("records", pa.list_(pa.string()))]
)


def place_subject(text: str) -> str:
    """How a delivered place is named as the subject of a pair."""
    return PLACE + text[:PLACE_LENGTH]


def add(con: DuckDBPyConnection, found: Iterable[MatchCandidate]) -> int:
    """Add pairs to `match_candidate`, in a fixed order; each pair once. Say how many."""
    rows = [
        {
            "kind": one.kind,
            "subject": one.subject,
            "other": one.other,
            "method": one.method,
            "why": as_json(one.why),
            "probability": round(one.probability, 4),
            "margin": round(one.margin, 4),
            "records": list(one.records),
        }
        for one in sorted(found, key=lambda one: (one.kind, one.subject, one.other))
    ]
    con.register("incoming_candidates", pa.Table.from_pylist(rows, schema=_SCHEMA))
    con.execute("INSERT INTO match_candidate BY NAME FROM incoming_candidates")
    con.unregister("incoming_candidates")
    return len(rows)


def as_json(why: Iterable[Field]) -> str:
    """The fields as they stand in the table: a list of objects without empty members."""
    objects = []
    for one in why:
        given = {"mine": one.mine, "theirs": one.theirs}
        known = {name: value for name, value in given.items() if value is not None}
        weight = round(one.weight, 2)
        objects.append({"field": one.field, "agreement": one.agreement, "weight": weight, **known})
    return json.dumps(objects, ensure_ascii=False)
