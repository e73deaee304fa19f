"""Retention: what is destroyed and when, that it is logged, and that a crash harms nothing."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from engine import rewriting, snapshot
from engine.casework import audit, retention
from engine.casework.database import Casework, open_casework
from engine.casework.purging import REDACTED
from engine.settings import load_settings
from engine.snapshot import Run, publish
from engine.tables import TABLES
from tests.engine.casework.conftest import SETTINGS, on_sqlite

TODAY = date(2026, 11, 9)
NOW = datetime(2026, 11, 9, 7, tzinfo=UTC)
OLD, NEW = date(2026, 10, 26), date(2026, 11, 2)
RETENTION = load_settings().retention
TEXT, LIST = pa.string(), pa.list_(pa.string())
HITS = pa.schema(
    [("location_id", TEXT), ("rule_id", TEXT), ("outcome", TEXT), ("points", pa.float64()),
     ("newest", pa.date32()), ("facts", TEXT), ("evidence", LIST), ("explanation", TEXT)]
)  # fmt: skip
FEATURE = pa.schema(
    [("location_id", TEXT), ("known", pa.bool_()), ("unknown_reason", TEXT),
     ("returned", pa.bool_()), ("newest", pa.date32()), ("evidence", LIST), ("members", LIST),
     ("bankruptcies", pa.int64())]
)  # fmt: skip
QUARANTINE = pa.schema([(n, TEXT) for n in ("source", "file", "record_id", "reason", "raw")])
TYPES = {"VARCHAR": TEXT, "DATE": pa.date32(), "BIGINT": pa.int64()}
KEY_1, KEY_2 = "cir:insolvency:F.16/26/1", "cir:insolvency:F.16/26/2"
BRANCH = "kvk:branch:000012345678"


@dataclass(slots=True)
class Content:
    """What goes into one run."""

    cases: Sequence[Mapping[str, object]] = ()
    hits: Sequence[Mapping[str, object]] = ()
    features: Sequence[Mapping[str, object]] = ()
    quarantine: Sequence[Mapping[str, object]] = ()
    branches: Sequence[Mapping[str, object]] = ()
    meta: Mapping[str, object] = field(default_factory=dict)


def _case(number: int, source: str = "cir", **values: object) -> dict[str, object]:
    case_id = f"F.16/26/{number}"
    key = f"{source}:insolvency:{case_id}"
    row = {"case_id": case_id, "source": source, "record_id": case_id, "record_key": key}
    return row | {"enterprise_id": "99098123", "declared_on": date(2026, 1, 5)} | values


def _hit(rule: str, *evidence: str) -> dict[str, object]:
    return {
        "location_id": "L1", "rule_id": rule, "outcome": "HIT", "points": 2.0, "facts": '{"n": 2}',
        "newest": date(2026, 1, 5), "evidence": list(evidence), "explanation": "2 faillissementen",
    }  # fmt: skip


def _feature(location: str, *evidence: str) -> dict[str, object]:
    return {
        "location_id": location, "known": True, "returned": bool(evidence), "members": ["v1"],
        "evidence": list(evidence), "newest": date(2026, 1, 5), "bankruptcies": len(evidence),
    }  # fmt: skip


def _table(name: str, rows: Sequence[Mapping[str, object]]) -> pa.Table:
    columns = [(c.name, TYPES.get(c.type.value, TEXT)) for c in TABLES[name].stored()]
    return pa.Table.from_pylist([dict(row) for row in rows], pa.schema(columns))


def _run(out: Path, day: date, content: Content, *, connector: str = "cir") -> Run:
    tables = {
        "locations": pa.table({"location_id": ["L1"], "day": [day.isoformat()]}),
        "tables/insolvency": _table("insolvency", content.cases),
        "tables/branch": _table("branch", content.branches),
        "hits": pa.Table.from_pylist([*content.hits], HITS),
        "features/bankrupts": pa.Table.from_pylist([*content.features], FEATURE),
        "quarantine": pa.Table.from_pylist([*content.quarantine], QUARANTINE),
    }
    source = {"source": "cir", "connector": connector, "status": "used"}
    meta = {
        "published_at": f"{day}T08:00:00",
        "register": {"sources": [source]},
        "rows": {name: table.num_rows for name, table in tables.items()},
        **content.meta,
    }
    return publish(out, as_of=day, tables=tables, meta=meta).run


def _apply(out: Path, casework: Casework, today: date = TODAY) -> list[retention.Deed]:
    plan = retention.plan(out, today=today, settings=RETENTION)
    return list(retention.apply(plan, casework, user="m.jansen", now=NOW))


def _cases(run: Run) -> list[str]:
    found: list[str] = Run(run.path).table("tables/insolvency")["case_id"].to_pylist()
    return found


def _rows(run: Run, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = Run(run.path).table(table).to_pylist()
    return rows


def _log(casework: Casework) -> list[dict[str, object]]:
    with casework.reading() as session:
        audit.verify(session)
        return [audit.to_vng(entry) for entry in audit.search(session)]


def test_nothing_to_destroy_changes_and_logs_nothing(tmp_path: Path, casework: Casework) -> None:
    run = _run(tmp_path, NEW, Content([_case(1)]))
    before = run.path.stat().st_mtime_ns
    assert _apply(tmp_path, casework) == []
    assert run.path.stat().st_mtime_ns == before
    assert _log(casework) == []


@pytest.mark.parametrize("folder", ["absent", "."], ids=["no folder", "no runs"])
def test_no_runs_is_nothing_to_destroy(folder: str, tmp_path: Path) -> None:
    plan = retention.plan(tmp_path / folder, today=TODAY, settings=RETENTION)
    assert plan == retention.Plan((), ())


@pytest.mark.parametrize(
    ("values", "purged"),
    [
        pytest.param({}, False, id="open case"),
        pytest.param({"ended_on": date(2026, 5, 9)}, False, id="six months to the day"),
        pytest.param({"ended_on": date(2026, 5, 8)}, True, id="a day longer"),
        pytest.param({"findable_until": TODAY}, False, id="last day on which it may be shown"),
        pytest.param({"findable_until": date(2026, 11, 8)}, True, id="may not be shown any more"),
    ],
)
@pytest.mark.parametrize("source", ["cir", "export"], ids=["register", "own export"])
def test_ended_case_goes_from_every_run(
    values: dict[str, object], purged: bool, source: str, tmp_path: Path, casework: Casework
) -> None:
    content = Content([_case(1, source, **values), _case(2)])
    older, newest = _run(tmp_path, OLD, content), _run(tmp_path, NEW, content)
    _apply(tmp_path, casework)
    expected = ["F.16/26/2"] if purged else ["F.16/26/1", "F.16/26/2"]
    assert _cases(older) == _cases(newest) == expected


def test_end_that_only_the_newest_run_knows_purges_older_runs(
    tmp_path: Path, casework: Casework
) -> None:
    older = _run(tmp_path, OLD, Content([_case(1, "export"), _case(2)]))
    ended = _case(1, "export", ended_on=date(2026, 5, 1))
    _run(tmp_path, NEW, Content([ended, _case(2)]))
    _apply(tmp_path, casework)
    assert _cases(older) == ["F.16/26/2"]


def test_case_that_the_register_no_longer_gives_goes_from_older_runs(
    tmp_path: Path, casework: Casework
) -> None:
    older = _run(tmp_path, OLD, Content([_case(1), _case(2), _case(3, "export")]))
    newest = _run(tmp_path, NEW, Content([_case(2)]))
    (deed,) = _apply(tmp_path, casework)
    assert _cases(older) == ["F.16/26/2", "F.16/26/3"]
    assert _cases(newest) == ["F.16/26/2"]
    assert (deed.run, deed.rows) == (older.path.name, 1)


@pytest.mark.parametrize(
    ("connector", "status"),
    [("table", "used"), ("cir", "unreadable"), ("cir", "no delivery")],
    ids=["another connector", "not readable this week", "no delivery this week"],
)
def test_missing_case_is_kept_when_the_register_was_not_read(
    connector: str, status: str, tmp_path: Path, casework: Casework
) -> None:
    older = _run(tmp_path, OLD, Content([_case(1)]))
    source = {"source": "cir", "connector": connector, "status": status}
    _run(tmp_path, NEW, Content(meta={"register": {"sources": [source]}}))
    assert _apply(tmp_path, casework) == []
    assert _cases(older) == ["F.16/26/1"]


def test_hits_lose_purged_evidence_and_go_when_none_is_left(
    tmp_path: Path, casework: Casework
) -> None:
    hits = [_hit("A", KEY_1), _hit("B", KEY_1, "x:permit:1"), _hit("C", KEY_2), _hit("D")]
    older = _run(tmp_path, OLD, Content([_case(1), _case(2)], hits))
    _run(tmp_path, NEW, Content([_case(2)]))
    (deed,) = _apply(tmp_path, casework)
    found = {row["rule_id"]: row for row in _rows(older, "hits")}
    assert list(found) == ["B", "C", "D"]
    assert found["B"]["evidence"] == ["x:permit:1"]
    assert (found["B"]["facts"], found["B"]["newest"]) == ("{}", None)
    assert found["B"]["explanation"] == REDACTED
    assert found["C"] == _hit("C", KEY_2)
    assert (deed.hits, deed.told) == (1, 1)


def test_feature_that_cited_a_purged_record_becomes_unknown(
    tmp_path: Path, casework: Casework
) -> None:
    features = [_feature("L1", KEY_1, "x:permit:1"), _feature("L2", KEY_2), _feature("L3")]
    older = _run(tmp_path, OLD, Content([_case(1), _case(2)], features=features))
    _run(tmp_path, NEW, Content([_case(2)]))
    _apply(tmp_path, casework)
    first, *others = _rows(older, "features/bankrupts")
    assert first["evidence"] == ["x:permit:1"]
    assert (first["known"], first["returned"]) == (False, False)
    assert first["newest"] is first["bankruptcies"] is None
    assert "vernietigd" in first["unknown_reason"]
    assert others == [{"unknown_reason": None, **row} for row in features[1:]]


def test_branch_that_stands_for_a_purged_case_counts_as_evidence_of_it(
    tmp_path: Path, casework: Casework
) -> None:
    branch = {"branch_id": "000012345678", "enterprise_id": "99098123", "record_key": BRANCH}
    rules = [
        {"id": "A", "feature": "bankrupts"},
        {"id": "B", "feature": "permits"},
        {"id": "C", "feature": None, "combine": {"all_of": ["A", "B"]}},
    ]
    meta = {"rules": rules, "feature_tables": {"bankrupts": ["branch", "insolvency"]}}
    content = Content(
        [_case(1)],
        [_hit("A", BRANCH), _hit("B", BRANCH), _hit("C", BRANCH, "x:permit:1")],
        [_feature("L1", BRANCH)],
        branches=[branch],
        meta=meta,
    )
    older = _run(tmp_path, OLD, content)
    _run(tmp_path, NEW, Content())
    _apply(tmp_path, casework)
    found = {row["rule_id"]: row["evidence"] for row in _rows(older, "hits")}
    assert found == {"B": [BRANCH], "C": ["x:permit:1"]}
    assert _rows(older, "features/bankrupts")[0]["known"] is False


def test_quarantined_case_that_is_gone_goes_too(tmp_path: Path, casework: Casework) -> None:
    rows: list[dict[str, object]] = [
        {"source": "cir", "record_id": "F.16/26/7", "reason": "r"},
        {"source": "cir", "record_id": "F.16/26/8", "reason": "still"},
        {"source": "cir", "record_id": None, "reason": "nameless"},
        {"source": "vth", "record_id": "Z-1", "reason": "other"},
    ]
    older = _run(tmp_path, OLD, Content(quarantine=rows))
    _run(tmp_path, NEW, Content(quarantine=rows[1:2]))
    _apply(tmp_path, casework)
    assert [row["reason"] for row in _rows(older, "quarantine")] == ["still", "nameless", "other"]


def test_redacted_run_keeps_its_name_and_tells_what_happened(
    tmp_path: Path, casework: Casework
) -> None:
    older = _run(tmp_path, OLD, Content([_case(1), _case(2)]))
    published = older.result_hash
    _run(tmp_path, NEW, Content([_case(2)]))
    (deed,) = _apply(tmp_path, casework)
    after = Run(older.path)
    assert after.meta["redacted"] == {
        "on": "2026-11-09",
        "rows": 1,
        "old_hash": published,
        "new_hash": after.result_hash,
    }
    assert after.result_hash == rewriting.hash_with(after, {}) == deed.new_hash
    assert after.meta["rows"]["tables/insolvency"] == 1
    assert after.meta["published_at"] == older.meta["published_at"]


def test_second_redaction_remembers_the_hash_as_published(
    tmp_path: Path, casework: Casework
) -> None:
    older = _run(tmp_path, OLD, Content([_case(1), _case(2)]))
    published = older.result_hash
    _run(tmp_path, NEW, Content([_case(2, findable_until=TODAY)]))
    _apply(tmp_path, casework)
    _apply(tmp_path, casework, date(2026, 11, 10))
    told = Run(older.path).meta["redacted"]
    assert (told["rows"], told["old_hash"]) == (2, published)
    assert _cases(older) == []


def test_second_apply_finds_nothing(tmp_path: Path, casework: Casework) -> None:
    _run(tmp_path, OLD, Content([_case(1)], [_hit("A", KEY_1)]))
    _run(tmp_path, NEW, Content())
    assert len(_apply(tmp_path, casework)) == 1
    assert _apply(tmp_path, casework) == []
    assert len(_log(casework)) == 1


def test_equal_run_made_again_does_not_bring_purged_rows_back(
    tmp_path: Path, casework: Casework
) -> None:
    content = Content([_case(1)])
    older = _run(tmp_path, OLD, content)
    _run(tmp_path, NEW, Content())
    _apply(tmp_path, casework)
    again = _run(tmp_path, OLD, content)
    assert again.path == older.path
    assert _cases(again) == []


def test_old_and_new_hash_stand_in_the_log_and_no_case_does(
    tmp_path: Path, casework: Casework
) -> None:
    older = _run(tmp_path, OLD, Content([_case(1)]))
    published = older.result_hash
    _run(tmp_path, NEW, Content())
    _apply(tmp_path, casework)
    (entry,) = _log(casework)
    objects = entry["verwerkteObjecten"]
    assert isinstance(objects, list)
    ids = [one["objectId"] for one in objects]
    assert ids == [older.path.name, published, Run(older.path).result_hash]
    assert entry["gebruiker"] == "m.jansen"
    assert "F.16/26/1" not in json.dumps(entry)


@pytest.mark.parametrize(
    ("day", "removed"),
    [(date(2026, 5, 11), False), (date(2026, 5, 10), True)],
    ids=["26 weeks to the day", "a day older"],
)
def test_run_is_kept_for_26_weeks(
    day: date, removed: bool, tmp_path: Path, casework: Casework
) -> None:
    old = _run(tmp_path, day, Content())
    _run(tmp_path, NEW, Content())
    deeds = _apply(tmp_path, casework)
    assert old.path.exists() is not removed
    assert [deed.rows for deed in deeds] == ([None] if removed else [])
    assert [entry["actieNaam"] for entry in _log(casework)] == (
        ["Run verwijderd"] if removed else []
    )


def test_newest_run_is_never_removed(tmp_path: Path, casework: Casework) -> None:
    only = _run(tmp_path, date(2020, 1, 6), Content())
    assert _apply(tmp_path, casework) == []
    assert only.path.exists()


def test_plan_tells_the_same_and_touches_nothing(tmp_path: Path, casework: Casework) -> None:
    _run(tmp_path, date(2026, 1, 5), Content())
    older = _run(tmp_path, OLD, Content([_case(1)], [_hit("A", KEY_1)]))
    _run(tmp_path, NEW, Content())
    plan = retention.plan(tmp_path, today=TODAY, settings=RETENTION)
    foreseen = list(retention.foresee(plan))
    assert _cases(older) == ["F.16/26/1"]
    assert len(snapshot.list_runs(tmp_path)) == 3
    assert _apply(tmp_path, casework) == foreseen


def test_run_without_the_columns_of_later_versions_is_read(
    tmp_path: Path, casework: Casework
) -> None:
    old_columns = ["case_id", "ended_on", "source", "record_key"]
    table = _table("insolvency", [_case(1, ended_on=date(2026, 1, 1))]).select(old_columns)
    run = publish(
        tmp_path,
        as_of=NEW,
        tables={"tables/insolvency": table},
        meta={"published_at": "2026-11-02T08:00:00"},
    ).run
    _apply(tmp_path, casework)
    assert _cases(run) == []


_KILL = """
import os, signal, sys
from datetime import UTC, date, datetime
from pathlib import Path
from engine import rewriting, snapshot, swap
from engine.casework import retention
from engine.casework.database import open_casework
from engine.settings import load_settings

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

out, url, points = Path(sys.argv[1]), sys.argv[2], sys.argv[3].split()
for point in points:
    module, _, name = point.rpartition(".")
    value = (lambda *_: False) if name == "_exchange" else die
    owner = {"rewriting": rewriting, "swap": swap, "audit": retention.audit, "Path": Path,
             "swap.shutil": swap.shutil, "rewriting.Path": Path}[module]
    setattr(owner, name, value)
settings = load_settings()
casework = open_casework(url, settings=settings)
plan = retention.plan(out, today=date(2026, 11, 9), settings=settings.retention)
for deed in retention.apply(plan, casework, user="x", now=datetime(2026, 11, 9, 7, tzinfo=UTC)):
    pass
"""


@on_sqlite
@pytest.mark.parametrize(
    "points",
    [
        pytest.param("rewriting.write", id="while the new content is written"),
        pytest.param("audit.append", id="before it is logged"),
        pytest.param("rewriting.swap", id="logged, not yet swapped"),
        pytest.param("swap.shutil.rmtree", id="swapped, old content not yet removed"),
        pytest.param("swap._exchange swap.sync", id="swapped in two renames"),
    ],
)
def test_kill_half_way_leaves_the_old_or_the_new_run_and_the_next_apply_finishes(
    points: str, tmp_path: Path, casework: Casework, url: str
) -> None:
    out = tmp_path / "runs"
    older = _run(out, OLD, Content([_case(1), _case(2)], [_hit("A", KEY_1)]))
    _run(out, NEW, Content([_case(2)]))
    done = subprocess.run(
        [sys.executable, "-c", _KILL, str(out), url, points], env=os.environ, check=False
    )
    assert done.returncode == -signal.SIGKILL
    snapshot.sweep(out)
    assert len(snapshot.list_runs(out)) == 2
    state = Run(older.path)
    assert rewriting.hash_with(state, {}) == state.result_hash
    assert (_cases(older) == ["F.16/26/2"]) is ("redacted" in state.meta)
    _apply(out, casework)
    assert _cases(older) == ["F.16/26/2"]
    assert _rows(older, "hits") == []
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []
    assert len(_log(casework)) >= 1


def test_kill_between_two_renames_is_mended_by_the_next_sweep(
    tmp_path: Path, url: str, casework: Casework
) -> None:
    out = tmp_path / "runs"
    older = _run(out, OLD, Content([_case(1)]))
    _run(out, NEW, Content())
    older.path.rename(out / f".aside-{older.path.name}")
    assert len(snapshot.list_runs(out)) == 1
    snapshot.sweep(out)
    assert _cases(older) == ["F.16/26/1"]
    assert len(_apply(out, casework)) == 1
    opened = open_casework(url, settings=SETTINGS)
    assert len(_log(opened)) == 1
    opened.close()


@on_sqlite
def test_run_of_the_sample_is_redacted_and_still_tells_its_story(
    sample_run: Run, tmp_path: Path, casework: Casework
) -> None:
    tables = {name: sample_run.table(name) for name in rewriting.table_names(sample_run)}
    copy = publish(tmp_path, as_of=sample_run.as_of, tables=tables, meta=sample_run.meta).run
    assert copy.result_hash == sample_run.result_hash
    later = date(2029, 1, 1)
    rows = copy.table("tables/insolvency").to_pylist()
    assert rows
    ended = [row | {"ended_on": date(2026, 10, 1)} for row in rows]
    table = pa.Table.from_pylist(ended, copy.table("tables/insolvency").schema)
    changed = {"tables/insolvency": table}
    meta = {**copy.meta, "result_hash": rewriting.hash_with(copy, changed)}
    with rewriting.rewritten(copy, changed, meta):
        pass
    (deed,) = _apply(tmp_path, casework, later)
    assert deed.rows is not None
    assert deed.rows >= len(rows)
    assert _cases(copy) == []
    assert Run(copy.path).table("locations").equals(sample_run.table("locations"))
