"""The committed sample delivery and its run, made once per test worker."""

import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from engine import run as engine_run
from engine import snapshot
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.register.vault import Vault
from engine.settings import SHIPPED_RULES

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


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> snapshot.Run:
    """The run of the committed sample; read-only."""
    return make_run(DELIVERY, tmp_path_factory.mktemp("sample") / "runs").run


@pytest.fixture(scope="session")
def few_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rules folder with one pack, for tests of runs in which rules do not matter."""
    folder = tmp_path_factory.mktemp("few") / "rules"
    for name in ("packs", "features", "filters"):
        (folder / name).mkdir(parents=True)
    shutil.copy(SHIPPED_RULES / "settings.yml", folder)
    for name in ("tables", "sources"):
        shutil.copytree(SHIPPED_RULES / name, folder / name)
    shutil.copy(SHIPPED_RULES / "packs" / "gen.yml", folder / "packs")
    named = re.findall(r"feature: (\w+)", (folder / "packs" / "gen.yml").read_text("utf-8"))
    for file in sorted((SHIPPED_RULES / "features").iterdir()):
        if file.stem in named:
            shutil.copy(file, folder / "features")
    return folder
