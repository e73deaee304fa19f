"""Two versions of the packs on one run: rule by rule, location by location, and the list.

The new packs are judged on the canonical tables that the run stored, features included, in the
locked database. The old side is the run as published, or another folder of packs judged on the
same tables. Both sides are scored with the settings of the run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine import duck
from engine.errors import WorkbenchError
from engine.progress import Progress, silent
from engine.register import of_run
from engine.rules import evaluate, loader, record
from engine.rules.loader import RuleSet
from engine.scoring import score, worklist
from engine.settings import SHIPPED_RULES, Settings, load_settings
from engine.snapshot import Run
from engine.translatable import sentence
from engine.workbench import queries, stored, workload
from engine.workbench.effects import LocationEffect
from engine.workbench.workload import Workload

OWN = "de run"
OTHER = "other"
"""Something that run.json does not keep differs: cases, owner, review, card."""
_NO_CHANGE = frozenset({"hash", "condition_hash", "version", "pack"})
_FROM_SETTINGS = ("score", "eligibility", "freshness_days", "worklist")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One part of a rule that differs.

    Attributes:
        name: the key in the pack, `params.x` for a param, `feature_text` for a hash of its
            feature's SQL, or `OTHER`.
    """

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule in both versions.

    Attributes:
        kind: `added`, `removed`, `changed` or `same`.
        version_before, version_after: of its pack; None where the rule is not there.
        fields: what differs in the rule, by name.
        gained, lost: locations where it HITs now, or HIT before.
        unknown_before, unknown_after: locations where it is UNKNOWN.
    """

    rule_id: str
    title: str
    kind: str
    version_before: str | None
    version_after: str | None
    fields: tuple[FieldChange, ...]
    hits_before: int
    hits_after: int
    gained: int
    lost: int
    unknown_before: int
    unknown_after: int

    @property
    def is_quiet(self) -> bool:
        """True when neither the rule nor any outcome differs."""
        counts = (self.gained, self.lost, self.unknown_after - self.unknown_before)
        return self.kind == "same" and counts == (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What other packs make of one run.

    Attributes:
        before, after: names of the two sides.
        rules: every rule of either side, by id.
        moved: locations whose score, band or eligibility differs, by location_id.
        week_before, week_after: the list of the run's week with each version, drawn without
            the choices of people; columns of `worklist.parquet`.
        hits: outcomes that differ: `location_id, rule_id, before, after`.
        remarks: what a reader must know, in Dutch.
    """

    run: str
    before: str
    after: str
    rules: tuple[RuleChange, ...]
    moved: tuple[LocationEffect, ...]
    load_before: Workload
    load_after: Workload
    week_before: pa.Table = field(compare=False, repr=False)
    week_after: pa.Table = field(compare=False, repr=False)
    hits: pa.Table = field(compare=False, repr=False)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Side:
    """One version of the packs on the run: records of its rules, hits and scored locations."""

    name: str
    records: Mapping[str, Mapping[str, Any]]
    hits: pa.Table
    locations: pa.Table


def compare(
    run: Run, new: Path, *, against: Path | None = None, progress: Progress = silent
) -> Comparison:
    """Compare a folder of packs with the run, or with another folder on the run's tables.

    Args:
        run: a published run; it is never changed.
        new: folder of packs to judge.
        against: folder of packs on the old side; None means the run as published.
        progress: told about every rule that is judged.

    Raises:
        RulePackError: packs do not load or run.
        RunError: the run cannot be read.
        WorkbenchError: the run is redacted and `against` is left out.
    """
    if stored.is_redacted(run) and against is None:
        raise WorkbenchError(
            "de run is geschoond en dus niet meer te vergelijken met wat er nu uitkomt: "
            "geef met --against de map van de oude packs"
        )
    current = load_settings(new if (new / "settings.yml").is_file() else SHIPPED_RULES)
    settings = of_run.settings_of(run, current)
    with of_run.register(run) as con:
        before = (
            _published(run) if against is None else _judged(run, con, against, settings, progress)
        )
        after = _judged(run, con, new, settings, progress)
        control = worklist.control_population(con)
    weeks = [_week(run, side, control, settings) for side in (before, after)]
    with duck.connect() as con:
        hits, counts, moved = _differences(con, before, after)
    eligible = [sum(side.locations["eligible"].to_pylist()) for side in (before, after)]
    return Comparison(
        run=run.path.name,
        before=before.name,
        after=after.name,
        rules=_rules(before, after, counts),
        moved=moved,
        load_before=workload.of(eligible[0], settings),
        load_after=workload.of(eligible[1], settings),
        week_before=weeks[0],
        week_after=weeks[1],
        hits=hits,
        remarks=_remarks(run, current),
    )


def _published(run: Run) -> _Side:
    hashes = {one["feature"]: one["hash"] for one in run.meta.get("fact_files", [])}
    records = {
        kept["id"]: {**kept, "feature_text": hashes.get(kept.get("feature"))}
        for kept in run.meta["rules"]
    }
    return _Side(OWN, records, run.table("hits"), run.table("locations"))


def _judged(
    run: Run, con: DuckDBPyConnection, folder: Path, settings: Settings, progress: Progress
) -> _Side:
    ruleset = loader.load(folder)
    found = evaluate.evaluate(con, ruleset, as_of=run.as_of, settings=settings, progress=progress)
    scored = score.score(
        found.hits,
        ruleset.rules,
        con.sql("FROM location ORDER BY location_id").to_arrow_table(),
        stored.registers(run),
        as_of=run.as_of,
        settings=settings,
    )
    return _Side(str(folder), _records(ruleset), scored.hits, scored.locations)


def _records(ruleset: RuleSet) -> dict[str, Mapping[str, Any]]:
    texts = {name: feature.digest for name, feature in ruleset.features.items()}
    return {
        rule.id: {**record.of_rule(rule), "feature_text": texts.get(rule.feature or "")}
        for rule in ruleset.rules
    }


def _week(run: Run, side: _Side, control: Sequence[str], settings: Settings) -> pa.Table:
    return worklist.draw(
        side.locations,
        side.hits,
        control,
        (),
        as_of=run.as_of,
        settings=settings,
        seed=run.meta["worklist_seed"],
    )


def _differences(
    con: DuckDBPyConnection, before: _Side, after: _Side
) -> tuple[pa.Table, dict[str, tuple[int, ...]], tuple[LocationEffect, ...]]:
    """Outcomes that differ, counts per rule, and locations that move."""
    con.register("before", before.hits)
    con.register("result", after.hits)
    con.register("base", before.locations)
    con.register("rescored", after.locations)
    rules = {"rules": ["", *sorted(before.records.keys() | after.records.keys())]}
    counts = {row[0]: row[1:] for row in con.execute(queries.COUNTS, rules).fetchall()}
    hits = con.sql(queries.CHANGED_HITS, params=rules).to_arrow_table()
    moved = tuple(LocationEffect(*row) for row in con.execute(queries.MOVED).fetchall())
    return hits, counts, moved


def _rules(
    before: _Side, after: _Side, counts: Mapping[str, tuple[int, ...]]
) -> tuple[RuleChange, ...]:
    found = []
    for rule_id in sorted(before.records.keys() | after.records.keys()):
        old, new = before.records.get(rule_id), after.records.get(rule_id)
        was, now, gained, lost, unknown_before, unknown_after = counts.get(rule_id, (0,) * 6)
        fields = () if old is None or new is None else tuple(_fields(old, new))
        found.append(
            RuleChange(
                rule_id=rule_id,
                title=str((new or old or {})["title"]),
                kind=_kind(old, new, fields),
                version_before=None if old is None else str(old["version"]),
                version_after=None if new is None else str(new["version"]),
                fields=fields,
                hits_before=was,
                hits_after=now,
                gained=gained,
                lost=lost,
                unknown_before=unknown_before,
                unknown_after=unknown_after,
            )
        )
    return tuple(found)


def _kind(old: object, new: object, fields: Sequence[FieldChange]) -> str:
    if old is None:
        return "added"
    if new is None:
        return "removed"
    return "changed" if fields else "same"


def _fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[FieldChange]:
    """What differs, by name; params one by one. A run does not keep every part of a rule."""
    names = sorted((old.keys() & new.keys()) - _NO_CHANGE - {"params"})
    if old["feature_text"] is None:
        names.remove("feature_text")
    found = [FieldChange(n, old[n], new[n]) for n in names if old[n] != new[n]]
    then, now = old["params"], new["params"]
    for name in sorted(then.keys() | now.keys()):
        if then.get(name) != now.get(name):
            found.append(FieldChange(f"params.{name}", then.get(name), now.get(name)))
    if not found and old["hash"] != new["hash"]:
        found.append(FieldChange(OTHER, None, None))
    return found


def _remarks(run: Run, current: Settings) -> tuple[str, ...]:
    remarks = [
        sentence(
            "de lijst is getrokken zonder besluiten van mensen (uitgesteld, afgeschermd, eerder "
            "beoordeeld): die staan niet in de run"
        )
    ]
    then, now = run.meta["settings"], current.model_dump(mode="json")
    if other := [name for name in _FROM_SETTINGS if then.get(name) != now[name]]:
        named = ", ".join(other)
        told = sentence(
            "settings.yml verschilt van die van de run ({settings}); die van de run telt",
            settings=named,
        )
        remarks.append(told)
    if stored.is_redacted(run):
        remarks.append(
            sentence(
                "de run is geschoond op {day}: beide kanten rekenen met wat er nog is",
                day=str(run.meta["redacted"]["on"]),
            )
        )
    return tuple(remarks)
