"""Applies what people judged of pairs: one person under one pseudonym, a name under its number.

Intake makes every pseudonym anew, so a judgement that was withdrawn leaves the next run as it was
before. Record keys stay as they were delivered: evidence is cited by them. What was joined stands
in `match_joined`, so that a run tells it, and a name stays in the vault as long as it is of use.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.decisions import Decision
from engine.register import judged_pairs
from engine.register.judged_pairs import ADDRESS, COMPANY, NO_PAIR, PERSON, Group, Pair
from engine.register.pseudonyms import PATTERN
from engine.tables import TABLES

ABSENT = "not in this run"
_SCHEMA = pa.schema(
    [("kind", pa.string()), ("subject", pa.string()), ("other", pa.string()),
     ("judged_on", pa.date32())]
)  # fmt: skip
_ROLES = tuple((table, role) for table in TABLES.values() for role in table.roles)


@dataclass(slots=True)
class Joining:
    """What became of the judgements.

    Attributes:
        places: delivered places that are an address, for `places.resolve`.
        apart: pairs that are not one, of every kind.
        joined: judgements `same` that were applied, by kind.
        not_applied: the others, by reason.
    """

    places: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    joined: Counter[str] = field(default_factory=Counter)
    not_applied: Counter[str] = field(default_factory=Counter)

    def apart_of(self, kind: str) -> tuple[Pair, ...]:
        """Pairs of one kind that are not one."""
        return tuple(pair for pair in self.apart if pair.kind == kind)


def apply(con: DuckDBPyConnection, decisions: Iterable[Decision]) -> Joining:
    """Join people and companies in every column of a role, before anything is concluded.

    Places are joined by `places.resolve`; call `settle` once that and the candidates are there.

    Args:
        con: register as intake and corrections left it; `match_joined` is filled.
        decisions: all decisions; other kinds are passed over.

    Returns:
        Counted are judgements, not rows.
    """
    judged = judged_pairs.read(decisions)
    result = Joining(apart=judged.apart)
    for kind, count in sorted(judged.unreadable.items()):
        result.not_applied[f"{kind}: {NO_PAIR}"] += count
    here = _parties(con) if judged.groups else frozenset()
    rows: list[dict[str, object]] = []
    for group in judged.groups:
        if group.wrong is not None:
            result.not_applied[f"same: {group.wrong}"] += len(group.pairs)
        elif group.pairs[0].kind == ADDRESS:
            result.places += group.pairs
        elif found := _rows(group, here):
            rows += found
            result.joined.update(pair.kind for pair in group.pairs)
        else:
            result.not_applied[f"same: {ABSENT}"] += len(group.pairs)
    if rows:
        _join(con, rows)
    return result


def settle(con: DuckDBPyConnection, result: Joining) -> None:
    """Take judged pairs out of `match_candidate`, and count the places that were joined.

    Args:
        con: register with places resolved and `match_candidate` filled.
        result: of `apply`; changed.
    """
    found = con.execute("SELECT subject, other FROM match_joined WHERE kind = 'address'")
    places = set(found.fetchall())
    for pair in result.places:
        if (pair.subject, pair.other) in places:
            result.joined[ADDRESS] += 1
        else:
            result.not_applied[f"same: {ABSENT}"] += 1
    con.execute(_CANDIDATES_JOINED)
    if result.apart:
        _part(con, result.apart)


def _parties(con: DuckDBPyConnection) -> frozenset[str]:
    """Every pseudonym in a column of a role."""
    found: set[str] = set()
    for table, role in _ROLES:
        rows = con.execute(f'SELECT DISTINCT {role}_id FROM "{table.name}"').fetchall()
        found.update(party for (party,) in rows if party and PATTERN.fullmatch(party))
    return frozenset(found)


def _rows(group: Group, here: frozenset[str]) -> list[dict[str, object]]:
    """Who becomes whom: a KVK number, or else the lowest pseudonym of this run, stands for all."""
    number = next((member for member in group.members if not PATTERN.fullmatch(member)), None)
    people = [member for member in group.members if member in here]
    if not people or (number is None and len(people) == 1):
        return []
    other = people[0] if number is None else number
    kind = PERSON if number is None else COMPANY
    return [
        {"kind": kind, "subject": party, "other": other, "judged_on": group.on}
        for party in people
        if party != other
    ]


def _join(con: DuckDBPyConnection, rows: list[dict[str, object]]) -> None:
    con.register("joined_in", pa.Table.from_pylist(rows, schema=_SCHEMA))
    con.execute("INSERT INTO match_joined BY NAME SELECT * FROM joined_in ORDER BY kind, subject")
    con.unregister("joined_in")
    for table, role in _ROLES:
        own = {column.name for column in table.columns}
        company = {f"{role}_kind": "'legal'", f"{role}_enterprise_id": "j.other"}
        more = "".join(
            f", {name} = CASE j.kind WHEN 'company' THEN {value} ELSE {name} END"
            for name, value in company.items()
            if name in own
        )
        con.execute(
            f'UPDATE "{table.name}" SET {role}_id = j.other{more} FROM match_joined j '
            f"WHERE j.subject = {role}_id"
        )


_CANDIDATES_JOINED = """
DELETE FROM match_candidate WHERE EXISTS (
  FROM (SELECT match_candidate.subject AS a, match_candidate.other AS b) c
  LEFT JOIN match_joined s ON s.subject = c.a
  LEFT JOIN match_joined o ON o.subject = c.b
  WHERE coalesce(s.other, c.a) = coalesce(o.other, c.b))
"""
_CANDIDATES_APART = """
DELETE FROM match_candidate WHERE EXISTS (
  FROM apart_in a
  LEFT JOIN match_joined s ON s.subject = a.subject AND s.kind <> 'address'
  LEFT JOIN match_joined o ON o.subject = a.other AND o.kind <> 'address'
  WHERE list_sort([coalesce(s.other, a.subject), coalesce(o.other, a.other)])
      = list_sort([match_candidate.subject, match_candidate.other]))
"""


def _part(con: DuckDBPyConnection, apart: Iterable[Pair]) -> None:
    """Take out the candidates that were judged different, also under the name of their group."""
    columns = {
        name: pa.array([getattr(pair, name) for pair in apart], pa.string())
        for name in ("subject", "other")
    }
    con.register("apart_in", pa.table(columns))
    con.execute(_CANDIDATES_APART)
    con.unregister("apart_in")
