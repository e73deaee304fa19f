"""A tiny invented register, and the shipped rules over it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from types import TracebackType
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.features import run_hits
from engine.features.database import FeatureDatabase
from engine.features.feature import Feature
from engine.features.instance import empty_register
from engine.features.run_hits import RunHits
from engine.features.spans import Value
from engine.rules import loader
from engine.rules.evaluate import evaluate
from engine.rules.loader import RuleSet
from engine.rules.model import Outcome
from engine.settings import SHIPPED_RULES, load_settings
from engine.tables import TABLE_REGISTERS, TABLES, Gate
from tests.rules.judging import judge

AS_OF = date(2026, 11, 1)
SOURCE = "test"


@cache
def shipped() -> RuleSet:
    """The rules that come with the product, loaded once."""
    return loader.load(SHIPPED_RULES)


HIT_COLUMNS = {
    "location_id": pa.string(), "rule_id": pa.string(), "outcome": pa.string(),
    "filtered_by": pa.string(), "newest": pa.date32(),
}  # fmt: skip


def found(*rows: tuple[str, str, str, date | None]) -> RunHits:
    """What a run found that judged every rule: rule, location, outcome and newest evidence."""
    names = ("rule_id", "location_id", "outcome", "newest")
    table = [{"filtered_by": None} | dict(zip(names, row, strict=True)) for row in rows]
    judged = {rule.id for rule in shipped().rules}
    return run_hits.of_rows(pa.Table.from_pylist(table, pa.schema(HIT_COLUMNS)), judged)


def found_nowhere() -> RunHits:
    """A run that judged every rule and found nothing."""
    return found()


@cache
def _register() -> DuckDBPyConnection:
    """Every canonical table, empty, each with a source; made once, as it takes long."""
    con = empty_register()
    for table in TABLES.values():
        if not table.derived:
            register = TABLE_REGISTERS.get(table.name, "other")
            con.execute(
                "INSERT INTO source_table VALUES (?, ?, ?, ?, 'PT-1', 0, true)",
                [SOURCE, table.name, register, AS_OF],
            )
    return con


class World:
    """A register to fill by hand; every table has a fresh source with a privacy check.

    Rows get the place of `location` (default `L1`) and a record key; columns left out are NULL.
    """

    def __init__(self) -> None:
        """Take every canonical table, empty."""
        self.con = _register()
        self._rows = 0
        self.con.execute("BEGIN")

    def __enter__(self) -> "World":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.con.execute("ROLLBACK")

    def add(self, table: str, *, location: str | None = "L1", **values: Any) -> str:
        """Insert one row; gives its record key. Dates may be written as text."""
        self._rows += 1
        known = {column.name for column in TABLES[table].stored()}
        key = values.get(TABLES[table].key[0]) or self._rows
        given = {
            "source": SOURCE,
            "record_key": f"{SOURCE}:{table}:{key}",
            "delivered_on": AS_OF,
            "location_id": location,
            "object_id": None if location is None else f"U{location}",
        }
        row = {name: value for name, value in given.items() if name in known} | values
        if key == self._rows:
            row[TABLES[table].key[0]] = str(key)
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" for _ in row)
        self.con.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(row.values()))
        return str(row.get("record_key", key))

    def place(self, location: str = "L1", **values: Any) -> None:
        """A location with one unit, in the outer area unless said otherwise."""
        row = {"kind": "yard", "zone": "outer", "x": 100_000.0, "y": 470_000.0} | values
        self.add(
            "location", location=None, location_id=location, object_ids=[f"U{location}"], **row
        )
        self.add(
            "location_member",
            location=None,
            location_id=location,
            member_id=f"U{location}",
            member_kind="unit",
        )

    def business(
        self,
        kvk: str,
        started: str | None,
        *,
        ended: str | None = None,
        location: str | None = "L1",
        cluster: str | None = None,
        sbi: str | None = None,
        version: str = "2025",
        enterprise: Mapping[str, object] | None = None,
        **branch: Any,
    ) -> str:
        """An enterprise with one branch and at most one activity; gives the branch's record key."""
        company = {"started_on": started, "legal_form": "bv", **(enterprise or {})}
        self.add("enterprise", location=None, enterprise_id=kvk, **company)
        self.add("enterprise_cluster", location=None, enterprise_id=kvk, cluster_id=cluster or kvk)
        branch_id = f"0000{kvk}"
        if sbi:
            self.add(
                "activity",
                location=None,
                branch_id=branch_id,
                code=sbi,
                version=version,
                is_main=True,
            )
        values = {"is_main": True, "started_on": started, "ended_on": ended} | branch
        return self.add(
            "branch", location=location, branch_id=branch_id, enterprise_id=kvk, **values
        )

    def facts(
        self, rule_id: str, location: str = "L1", *, hits: RunHits | None = None
    ) -> dict[str, object]:
        """What the rule's feature says of a location, with the rule's own params; any gate.

        Without `hits` the run judged every rule and found nothing.
        """
        rules = shipped()
        feature = rules.compiled[rule_id].feature
        return self.of(feature, rules.rule(rule_id).values, location, hits=hits)

    def of(
        self,
        feature: Feature,
        params: Mapping[str, Value],
        location: str = "L1",
        *,
        hits: RunHits | None = None,
    ) -> dict[str, object]:
        """What any feature says of a location; any gate."""
        with FeatureDatabase(
            self.con,
            settings=load_settings(),
            as_of=AS_OF,
            ceiling=Gate.G4,
            hits=hits or found_nowhere(),
        ) as db:
            found = db.compute(feature, params).to_pylist()
        return next(row for row in found if row["location_id"] == location)

    def in_case(
        self, rule_id: str, location: str = "L1", *, hits: RunHits | None = None
    ) -> dict[str, object]:
        """The row of one rule of any gate at a location; one of a NO_HIT has its outcome only."""
        rows = judge(self.con, shipped(), [rule_id], as_of=AS_OF, hits=hits or found_nowhere())
        mine = [row for row in rows if row["location_id"] == location]
        return mine[0] if mine else {"outcome": Outcome.NO_HIT}

    def hits(self, *rule_ids: str) -> list[dict[str, object]]:
        """HIT and UNKNOWN rows of these rules of the weekly scan, as a run would write them."""
        rules = shipped()
        chosen = replace(rules, rules=tuple(rules.rule(rule_id) for rule_id in rule_ids))
        found = evaluate(self.con, chosen, as_of=AS_OF, settings=load_settings()).hits
        return list(found.to_pylist())

    def outcome(self, rule_id: str, location: str = "L1", parts: tuple[str, ...] = ()) -> Outcome:
        """What one rule says of a location; a combined rule needs its parts beside it."""
        rows = self.hits(rule_id, *parts)
        mine = [r for r in rows if r["location_id"] == location and r["rule_id"] == rule_id]
        return Outcome(str(mine[0]["outcome"])) if mine else Outcome.NO_HIT
