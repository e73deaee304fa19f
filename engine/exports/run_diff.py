"""What changed between two runs, and why: list, bands, and hits that came or went."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from engine import duck
from engine.snapshot import Run

_COLUMNS = "location_id, rule_id, outcome, applied_points, evidence"

_CHANGES = f"""
WITH old AS (SELECT {_COLUMNS} FROM before_hits WHERE outcome = 'HIT'),
new AS (SELECT {_COLUMNS} FROM after_hits WHERE outcome = 'HIT'),
joined AS (
    SELECT coalesce(new.location_id, old.location_id) AS location_id,
           coalesce(new.rule_id, old.rule_id)         AS rule_id,
           CASE WHEN old.rule_id IS NULL THEN 'new hit'
                WHEN new.rule_id IS NULL THEN 'hit gone'
                WHEN old.evidence <> new.evidence THEN 'other evidence'
                WHEN old.applied_points <> new.applied_points THEN 'other points' END AS what
    FROM old FULL JOIN new USING (location_id, rule_id)
)
SELECT location_id, rule_id, what FROM joined WHERE what IS NOT NULL ORDER BY ALL
"""

_BANDS = """
SELECT coalesce(new.location_id, old.location_id),
       coalesce(new.label, old.label),
       coalesce(old.band, 'absent'), coalesce(new.band, 'absent'),
       coalesce(old.score, 0), coalesce(new.score, 0)
FROM before_locations old FULL JOIN after_locations new USING (location_id)
WHERE coalesce(old.band, 'absent') <> coalesce(new.band, 'absent')
   OR coalesce(old.score, 0) <> coalesce(new.score, 0)
ORDER BY 1
"""

_LISTED = """
SELECT coalesce(old.location_id, new.location_id), new.location_id IS NOT NULL AS entered
FROM before_worklist old FULL JOIN after_worklist new USING (location_id)
WHERE old.location_id IS NULL OR new.location_id IS NULL
ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """A location whose score or band changed; `absent` when it was not in that run."""

    location_id: str
    label: str
    band_before: str
    band_after: str
    score_before: float
    score_after: float


@dataclass(frozen=True, slots=True)
class Diff:
    """From one run to another.

    Attributes:
        before: name of the earlier run.
        after: name of the later run.
        inputs: what the two runs were made from, where it differs, sorted.
        entered: locations that are on the later list only, sorted.
        left: locations that are on the earlier list only, sorted.
        moved: by location_id.
        hits: (location_id, rule_id, what), sorted.
    """

    before: str
    after: str
    inputs: tuple[str, ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]
    moved: tuple[Moved, ...]
    hits: tuple[tuple[str, str, str], ...]


def compare(before: Run, after: Run) -> Diff:
    """Compare two runs.

    Raises:
        RunError: one of them lacks a table.
    """
    with duck.connect() as con:
        for prefix, run in (("before", before), ("after", after)):
            for name in ("hits", "locations", "worklist"):
                con.register(f"{prefix}_{name}", run.table(name))
        listed = con.execute(_LISTED).fetchall()
        return Diff(
            before=before.path.name,
            after=after.path.name,
            inputs=_inputs(before, after),
            entered=tuple(location for location, entered in listed if entered),
            left=tuple(location for location, entered in listed if not entered),
            moved=tuple(Moved(*row) for row in con.execute(_BANDS).fetchall()),
            hits=tuple(con.execute(_CHANGES).fetchall()),
        )


@dataclass(frozen=True, slots=True)
class AtLocation:
    """One location from an earlier run to a later one.

    Attributes:
        moved: its band and score, None when these stayed as they were.
        hits: (rule_id, what), sorted.
    """

    moved: Moved | None
    hits: tuple[tuple[str, str], ...]


def at_location(before: Run, after: Run, location_id: str, *, was: str) -> AtLocation:
    """Compare one location in two runs.

    Args:
        before: the earlier run.
        after: the later run.
        location_id: what the later run calls it.
        was: what the earlier run called it.

    Raises:
        RunError: a run lacks a table.
    """
    with duck.connect() as con:
        for prefix, run, name in (("before", before, was), ("after", after, location_id)):
            for table in ("hits", "locations"):
                con.register(f"{prefix}_{table}", _named(run.table(table), name, location_id))
        moved = [Moved(*row) for row in con.execute(_BANDS).fetchall()]
        hits = con.execute(_CHANGES).fetchall()
    return AtLocation(moved[0] if moved else None, tuple((rule, what) for _, rule, what in hits))


def _named(table: pa.Table, name: str, location_id: str) -> pa.Table:
    """The rows of one location, under the id that it has in the later run."""
    rows = table.filter(pc.equal(table["location_id"], name))
    ids = pa.array([location_id] * rows.num_rows, pa.string())
    return rows.set_column(rows.column_names.index("location_id"), "location_id", ids)


def to_text(diff: Diff) -> str:
    """The comparison as lines of text, ending without a newline."""
    why: dict[str, list[str]] = {location: [] for location, _, _ in diff.hits}
    for location, rule, what in diff.hits:
        why[location].append(f"{rule} {what}")
    lines = [f"{diff.before} -> {diff.after}"]
    lines += _section("made from", diff.inputs)
    lines += _section("on the list now", diff.entered)
    lines += _section("no longer on the list", diff.left)
    lines += _section("band or score", [_moved(m, why.get(m.location_id, [])) for m in diff.moved])
    unmoved = sorted(set(why) - {m.location_id for m in diff.moved})
    lines += _section("hits, same score", [f"{name}: {', '.join(why[name])}" for name in unmoved])
    return "\n".join(lines)


def _moved(moved: Moved, why: Sequence[str]) -> str:
    bands = f"{moved.band_before} -> {moved.band_after}"
    scores = f"{moved.score_before:.1f} -> {moved.score_after:.1f}"
    reason = ", ".join(why) or "same hits, other age"
    return f"{moved.location_id} {moved.label}: {bands} ({scores}): {reason}"


def _section(title: str, rows: Sequence[str]) -> list[str]:
    return [f"\n{title}: {len(rows)}", *(f"  {row}" for row in rows)]


def _inputs(before: Run, after: Run) -> tuple[str, ...]:
    """Settings, packs and decisions that differ; deliveries show in the hits."""
    old, new = before.meta, after.meta
    names = ("as_of", "settings_hash", "sources_hash", "decisions_hash", "key_fingerprint")
    found = [f"{name}: {old[name]} -> {new[name]}" for name in names if old[name] != new[name]]
    rules = [{r["id"]: (r["version"], r["hash"]) for r in meta["rules"]} for meta in (old, new)]
    for rule in sorted(rules[0].keys() | rules[1].keys()):
        if rules[0].get(rule) != rules[1].get(rule):
            found.append(f"rule {rule} changed")
    return tuple(found)
