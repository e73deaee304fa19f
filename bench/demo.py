"""The demo at full size: sample, run and dossier as whole processes, with their peak memory.

Seconds depend on the machine, so each figure also stands as a share of the limit that the
product promises on 2 cores; below 1.00 is within it.
"""

import json
import tempfile
import time
from pathlib import Path

from bench import timing, what_if
from engine.snapshot import Run

ADDRESSES = 14_000
LIMITS_S = {"sample": 20.0, "run": 15.0, "features, rules, score": 2.0, "dossier": 0.3}
LIMIT_PEAK_MB = 2048
_RULE_STAGES = {"features and rules", "score", "worklist"}
_DOSSIERS = 20


def main() -> None:
    """Print one line per figure: measured, limit, share."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        sample_s, _ = timing.timed(
            root, "sample", "--out", "delivery", "--addresses", str(ADDRESSES)
        )
        arguments = ["--sources", "delivery/sources.yaml", "--as-of", "2026-11-01"]
        run_s, peak_mb = timing.timed(root, "run", *arguments, "--out", "runs")
        run = next((root / "runs").glob("2026*"))
        stages = json.loads((run / "run.json").read_text("utf-8"))["stages"]
        rules_s = sum(s["seconds"] for s in stages if s["stage"] in _RULE_STAGES)
        figures = {
            "sample": sample_s,
            "run": run_s,
            "features, rules, score": rules_s,
            "dossier": _dossier_seconds(run),
        }
        for name, seconds in figures.items():
            limit = LIMITS_S[name]
            print(f"{name:<24}{seconds:8.2f} s   limit {limit:6.1f}   share {seconds / limit:5.2f}")
        share = peak_mb / LIMIT_PEAK_MB
        name = "run, peak memory"
        print(f"{name:<24}{peak_mb:8.0f} MB  limit {LIMIT_PEAK_MB:6}   share {share:5.2f}")
        for stage in stages:
            print(f"    {stage['stage']:<24}{stage['seconds']:8.2f} s  {stage['peak_mb']:6} MB")
        what_if.show(Run(run))


def _dossier_seconds(folder: Path) -> float:
    """Median seconds of one dossier inside a running process, over the list and others."""
    from engine.exports import dossier

    run = Run(folder)
    names = run.table("worklist")["location_id"].to_pylist()
    names += run.table("locations")["location_id"].to_pylist()[: _DOSSIERS - len(names)]
    seconds = []
    for name in names:
        start = time.perf_counter()
        dossier.to_json(dossier.build(run, name))
        seconds.append(time.perf_counter() - start)
    return sorted(seconds)[len(seconds) // 2]
