"""Seconds for every network rule of the demo municipality, answered without a server.

The network is built anew for every measurement, as a run does it once; a feature counts from the
question to its facts per location. Rules of any gate, so those of a case scan too.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from engine import run as engine_run
from engine.features import run_hits
from engine.features.database import FeatureDatabase
from engine.register import of_run
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.register.vault import Vault
from engine.rules import loader
from engine.rules.loader import RuleSet
from engine.sample import generator
from engine.settings import SHIPPED_RULES, load_settings
from engine.snapshot import Run
from engine.tables import Gate

DAY, NOW = date(2026, 11, 1), datetime(2026, 11, 2, 8, tzinfo=UTC)
ADDRESSES, LIMIT, ROUNDS = 14_000, 2.0, 3
"""Of the demo; seconds for all rules together; the best of so many rounds is told."""


def main() -> None:
    """Print the seconds of each feature and of all, and their share of the limit."""
    rules = loader.load(SHIPPED_RULES)
    with _demo() as run:
        seconds = min((_measure(run, rules) for _ in range(ROUNDS)), key=lambda one: one["all"])
    for name, took in seconds.items():
        print(f"{name:36}{took:8.3f} s")
    print(f"{seconds['all'] / LIMIT:.0%} of {LIMIT:g} s")


@contextmanager
def _demo() -> Iterator[Run]:
    """The run of a demo delivery, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        delivery, out = Path(folder) / "delivery", Path(folder) / "runs"
        generator.write(delivery, seed=1, addresses=ADDRESSES, as_of=DAY)
        request = engine_run.Request(
            sources=delivery / "sources.yaml",
            as_of=DAY,
            out=out,
            key=PUBLIC_SAMPLE_KEY,
            vault=Vault(Path(folder) / "vault.sqlite", PUBLIC_SAMPLE_KEY),
        )
        yield engine_run.run(request, now=NOW).run


def _measure(run: Run, rules: RuleSet) -> dict[str, float]:
    """Seconds by feature; the first of them builds the network too, and `all` is their sum."""
    seconds: dict[str, float] = {}
    hits = run_hits.of_run(run)
    with (
        of_run.register(run) as con,
        FeatureDatabase(
            con, settings=load_settings(), as_of=run.as_of, ceiling=Gate.G4, hits=hits
        ) as db,
    ):
        for rule in rules.rules:
            compiled = rules.compiled.get(rule.id)
            if compiled and (compiled.feature.pattern or compiled.feature.fold):
                start = time.perf_counter()
                db.ready(compiled.feature, rule.values)
                seconds[f"{rule.id} {compiled.feature.name}"] = time.perf_counter() - start
    return seconds | {"all": sum(seconds.values())}


if __name__ == "__main__":
    main()
