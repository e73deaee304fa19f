"""What every room's tests share."""

import fcntl
import gc
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from pytest_httpserver import HTTPServer

from engine import snapshot
from engine.settings import SHIPPED_RULES
from tests.engine.conftest import DELIVERY, make_run
from tests.shared_dialect import shared_dialect
from tests.spreading import Spreading, longest_first

# No test is timed: a machine that is busy makes none fail.
hypothesis.settings.register_profile("untimed", hypothesis.settings.default, deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Spreading | None:
    """Spread files over workers as `tests.spreading` says, for `--dist loadfile`."""
    return Spreading(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        items[:] = longest_first(items)


def pytest_collection_finish() -> None:
    """Leave what was collected out of garbage collection: every page run looks through it all."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    """Engines of a test process share what they compiled of the same statements."""
    with shared_dialect():
        yield


@pytest.fixture(autouse=True)
def own_main_module() -> Iterator[None]:
    """A page under test leaves itself as `__main__`, which processes started later would run."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture(scope="session")
def make_httpserver() -> Iterator[HTTPServer]:
    """A server on the loopback that answers several questions at once."""
    with HTTPServer(host="127.0.0.1", port=0, threaded=True) as server:
        yield server


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> snapshot.Run:
    """The run of the committed sample, read-only; workers of one test run share it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "sample"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = snapshot.list_runs(folder / "runs")
        return known[0] if known else make_run(DELIVERY, folder / "runs").run


@pytest.fixture(scope="session")
def few_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rules folder with one pack, for tests of runs in which rules do not matter."""
    folder = tmp_path_factory.mktemp("few") / "rules"
    for name in ("packs", "features", "filters"):
        (folder / name).mkdir(parents=True)
    shutil.copy(SHIPPED_RULES / "settings.yml", folder)
    for name in ("tables", "sources", "matching"):
        shutil.copytree(SHIPPED_RULES / name, folder / name)
    shutil.copy(SHIPPED_RULES / "packs" / "gen.yml", folder / "packs")
    named = re.findall(r"feature: (\w+)", (folder / "packs" / "gen.yml").read_text("utf-8"))
    for name in sorted(set(named)):
        (file,) = (SHIPPED_RULES / "features").glob(f"{name}.*")
        shutil.copy(file, folder / "features")
    return folder


@pytest.fixture(scope="session")
def few_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three sources of the committed sample, for tests of runs in which the others do not matter.

    Gives the `sources.yaml`.
    """
    folder = tmp_path_factory.mktemp("three")
    text = (DELIVERY / "sources.yaml").read_text("utf-8")
    head, *sources = re.split(r"(?m)^(?=  - id: )", text)
    chosen = [source for source in sources if re.match(r"  - id: (bag|kvk|reports)\n", source)]
    assert len(chosen) == 3
    shutil.copy(DELIVERY / "zones.geojson", folder)
    for name in ("bag", "kvk", "meldingen"):
        shutil.copytree(DELIVERY / name, folder / name)
    file = folder / "sources.yaml"
    file.write_text(head + "".join(chosen), "utf-8")
    return file
