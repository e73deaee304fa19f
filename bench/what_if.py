"""What-if beside a fresh evaluation: one change at a time, of every rule of a run.

The fresh evaluation judges all rules on the tables that the run stored, features included, and
scores. Both are timed in this process, in the same minute; the ratio is what a session saves.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import timing
from engine.register import of_run
from engine.rules import evaluate, loader
from engine.rules.loader import RuleSet
from engine.scoring import score
from engine.settings import SHIPPED_RULES, load_settings
from engine.snapshot import Run, newest
from engine.workbench import stored
from engine.workbench.changes import Change, knobs
from engine.workbench.session import Session

ADDRESSES = 14_000
LIMIT_S = 0.3


def main() -> None:
    """Measure a run folder that is given, or one of a sample made for it."""
    if len(sys.argv) > 1:
        show(Run(Path(sys.argv[1])))
        return
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        timing.timed(root, "sample", "--out", "delivery", "--addresses", str(ADDRESSES))
        arguments = ["--sources", "delivery/sources.yaml", "--as-of", "2026-11-01"]
        timing.timed(root, "run", *arguments, "--out", "runs")
        show(newest(root / "runs"))


def show(run: Run) -> None:
    """Print how long opening, a change and a fresh evaluation take, and their ratio."""
    ruleset, settings = loader.load(SHIPPED_RULES), load_settings()
    start = time.perf_counter()
    session = Session(run, ruleset, settings)
    opened = time.perf_counter() - start
    with session:
        seconds = sorted(_seconds(session, change) for change in _changes(session))
    fresh = _fresh(run, ruleset)
    median, worst = seconds[len(seconds) // 2], seconds[-1]
    places = run.meta["rows"]["locations"]
    print(f"{len(ruleset.rules)} rules, {places} locations, {len(seconds)} changes")
    print(f"{'what-if, session opened':<24}{opened:8.3f} s")
    for name, value in (("what-if, median", median), ("what-if, slowest", worst)):
        print(f"{name:<24}{value:8.3f} s   limit {LIMIT_S:6.1f}   share {value / LIMIT_S:5.2f}")
    print(f"{'fresh evaluation':<24}{fresh:8.3f} s   what-if is {fresh / median:.0f} times as fast")


def _changes(session: Session) -> Iterator[Change]:
    """Every number that can be tried on stored facts, one higher; then every rule on trial."""
    for rule in session.rules.values():
        if not rule.is_scanned:
            continue
        for knob in knobs(session.ruleset, rule.id):
            if knob.on_facts and type(knob.value) in (int, float) and knob.key != "points":
                yield Change(rule.id, knob.key, knob.value + 1)  # type: ignore[operator]
        yield Change(rule.id, "status", "experimental")


def _seconds(session: Session, change: Change) -> float:
    """The second time, when the facts of the rule are loaded."""
    session.what_if([change])
    start = time.perf_counter()
    session.what_if([change])
    return time.perf_counter() - start


def _fresh(run: Run, ruleset: RuleSet) -> float:
    settings = of_run.settings_of(run, load_settings())
    start = time.perf_counter()
    with of_run.register(run) as con:
        found = evaluate.evaluate(con, ruleset, as_of=run.as_of, settings=settings)
        score.score(
            found.hits,
            ruleset.rules,
            con.sql("FROM location ORDER BY location_id").to_arrow_table(),
            stored.registers(run),
            as_of=run.as_of,
            settings=settings,
        )
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
