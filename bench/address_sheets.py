"""Addresses from sheet to sheet: what the command `dijkwacht match addresses` takes as a whole.

Starting, reading both sheets, making the index, matching with two processes and writing are all
in it; the questions are those of several seeds, as in a sheet of a large register.
"""

import csv
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import address_noise
from engine.matching.addresses.known import Known

SEEDS = range(2018, 2030)
PROCESSES = 2
_KNOWN = (
    "street", "house_number", "house_letter", "house_addition", "postcode", "town", "municipality",
    "x", "y",
)  # fmt: skip
_QUERY = (
    "address", "street", "house_number", "house_letter", "house_addition", "postcode", "town", "x",
    "y", "lat", "lon",
)  # fmt: skip


def measure(known: Sequence[Known]) -> dict[str, float]:
    """Addresses per second from sheet to sheet, by the clock and by processor time.

    Args:
        known: those with an id that begins with `a` are asked for.
    """
    asked = [one for one in known if one.id.startswith("a")]
    noised = [one.query for seed in SEEDS for one in address_noise.make(asked, known, seed=seed)]
    with TemporaryDirectory() as folder:
        queries, against = Path(folder) / "queries.csv", Path(folder) / "against.csv"
        _write(queries, ("query_id", *_QUERY), ((at, q) for at, q in enumerate(noised)))
        _write(against, ("id", *_KNOWN), ((one.id, one) for one in known))
        started, used = time.perf_counter(), os.times()
        subprocess.run(
            [
                sys.executable, "-m", "engine", "match", "addresses", "--queries", queries,
                "--against", against, "--out", Path(folder) / "out.csv",
            ],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=_on_two_processors,
        )  # fmt: skip
        seconds, ended = time.perf_counter() - started, os.times()
    processor = (ended.children_user + ended.children_system) - (
        used.children_user + used.children_system
    )
    name = f"sheet to sheet, {len(noised):,} addresses, {PROCESSES} processes"
    return {
        f"{name}: addresses/s": len(noised) / seconds,
        f"{name}: addresses per second of processor time": len(noised) / processor,
    }


def _on_two_processors() -> None:
    """Let the command have as many processors as are measured."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:PROCESSES])


def _write(file: Path, columns: Sequence[str], rows: Iterable[tuple[object, object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as handle:
        sheet = csv.writer(handle)
        sheet.writerow(columns)
        for key, one in rows:
            cells = (getattr(one, name) for name in columns[1:])
            sheet.writerow([key, *("" if cell is None else cell for cell in cells)])
