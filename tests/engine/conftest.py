"""How a delivery becomes a run in tests, and where the committed sample is."""

from datetime import UTC, date, datetime
from pathlib import Path

from engine import run as engine_run
from engine import snapshot
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.register.vault import Vault

DELIVERY = Path(__file__).resolve().parents[2] / "sample_data" / "delivery"
DAY = date(2026, 11, 1)
NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)


def make_run(delivery: Path, out: Path, *, as_of: date = DAY) -> snapshot.Published:
    """Run a delivery folder with the public sample key; names go to a vault beside `out`."""
    request = engine_run.Request(
        sources=delivery / "sources.yaml",
        as_of=as_of,
        out=out,
        key=PUBLIC_SAMPLE_KEY,
        vault=Vault(out.with_name("vault.sqlite"), PUBLIC_SAMPLE_KEY),
    )
    return engine_run.run(request, now=NOW)
