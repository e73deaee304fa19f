"""A live source from the command line: asked before the run, resumed when killed, repeatable."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from engine.commands.options import today
from tests.connectors.kvk.live.server import KEY, FakeKvk
from tests.engine.called import called

ROOT = Path(__file__).resolve().parents[2]
COMPANIES = [str(99_000_001 + number) for number in range(12)]
RUN = ("--sources", "sources.yaml", "--out", "runs", "--rules", "rules")
TODAY = today().isoformat()


@pytest.fixture
def kvk(httpserver: HTTPServer, tmp_path: Path, few_rules: Path) -> FakeKvk:
    shutil.copytree(few_rules, tmp_path / "rules")
    fake = FakeKvk()
    for number in COMPANIES:
        fake.add(number)
    url = fake.serve(httpserver)
    (tmp_path / "sources.yaml").write_text(
        f'municipality: "1884"\nsources:\n  - id: kvk\n    connector: kvk_api\n    url: {url}\n'
        "    options: {apikey: env:KVK_KEY, places: [Leimuiden], per_second: 1000}\n",
        "utf-8",
    )
    return fake


def _environment(folder: Path, key: str) -> Mapping[str, str]:
    own = {"DIJKWACHT_KEY": "11" * 32, "KVK_KEY": key, "PYTHONPATH": str(ROOT)}
    return own | {"DIJKWACHT_VAULT": str(folder / "state" / "vault.sqlite")}


def _process(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "engine", *arguments],
        env=os.environ | _environment(folder, KEY),
        cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def _done(folder: Path, *arguments: str, key: str = KEY) -> tuple[int, str, str]:
    done = called(*arguments, environment=_environment(folder, key), folder=folder)
    return done.returncode, done.stdout, done.stderr


def _run(folder: Path, *more: str, as_of: str = TODAY) -> dict[str, object]:
    """run.json of a run that ended well."""
    code, out, err = _done(folder, "run", *RUN, "--as-of", as_of, *more)
    assert code == 0, err
    return _meta(folder, out)


def _meta(folder: Path, out: str) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((folder / out.strip() / "run.json").read_text("utf-8"))
    return loaded


def _kept(meta: dict[str, object]) -> int:
    register = meta["register"]
    assert isinstance(register, dict)
    kept = register["sources"][0]["tables"]["enterprise"]["kept"]
    assert isinstance(kept, int)
    return kept


def test_run_asks_once_a_day_and_can_be_repeated_without_the_source(
    kvk: FakeKvk, tmp_path: Path
) -> None:
    first = _run(tmp_path)
    assert _kept(first) == len(COMPANIES)
    asked = len(kvk.asked)
    out, err = _process(tmp_path, "run", *RUN, "--as-of", TODAY).communicate(timeout=120)
    again = _meta(tmp_path, out)
    assert "equal run existed" in err
    offline = _run(tmp_path, "--offline")
    assert len(kvk.asked) == asked
    assert first["result_hash"] == again["result_hash"] == offline["result_hash"]


@pytest.mark.usefixtures("kvk")
def test_neither_key_nor_answer_stands_readable_anywhere(tmp_path: Path) -> None:
    code, out, err = _done(tmp_path, "sources", "fetch")
    assert (code, out) == (0, f"kvk: fetched, {_copies(out)} answers of {TODAY}\n")
    _run(tmp_path)
    stored = b"".join(f.read_bytes() for f in tmp_path.rglob("*") if f.is_file())
    assert KEY.encode() not in stored + out.encode() + err.encode()
    assert list((tmp_path / "state").glob("vault.sqlite*"))
    vault = b"".join(f.read_bytes() for f in (tmp_path / "state").iterdir())
    assert b"kvkNummer" not in vault


def _copies(line: str) -> int:
    return int(line.split(" answers")[0].rpartition(" ")[2])


class _Held(Response):
    """An answer that waits until the test lets it go."""

    def __init__(self, reached: threading.Event, release: threading.Event) -> None:
        super().__init__("{}", 503)
        self.reached, self.release = reached, release

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.reached.set()
        self.release.wait(30)
        return super().__call__(environ, start_response)


def _wait_for_copies(vault: Path, count: int) -> None:
    """Wait until the fetch under way has kept so many answers."""
    for _ in range(300):
        with sqlite3.connect(f"file:{vault}?mode=ro", uri=True) as db:
            if db.execute("SELECT count(*) FROM copy").fetchone()[0] >= count:
                return
        time.sleep(0.1)
    raise AssertionError("the fetch keeps nothing")


def test_killed_fetch_leaves_no_delivery_and_goes_on(kvk: FakeKvk, tmp_path: Path) -> None:
    reached, release = threading.Event(), threading.Event()
    kvk.scripted[f"v1/basisprofielen/{COMPANIES[8]}"] = [_Held(reached, release)]
    process = _process(tmp_path, "sources", "fetch")
    assert reached.wait(60)
    _wait_for_copies(tmp_path / "state" / "vault.sqlite", 5)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    release.set()
    asked = set(kvk.paths("basisprofielen"))
    code, _, err = _done(tmp_path, "run", *RUN, "--as-of", TODAY, "--offline")
    assert code == 1
    assert "nothing was fetched on or before" in err
    before = len(kvk.asked)
    assert _kept(_run(tmp_path)) == len(COMPANIES)
    profile = re.compile(r"v1/basisprofielen/[0-9]{8}")
    later = [path for path, _ in kvk.asked[before:] if profile.fullmatch(path)]
    assert 0 < len(set(later)) < len(COMPANIES)
    assert asked | set(later) >= {f"v1/basisprofielen/{number}" for number in COMPANIES}


@pytest.mark.usefixtures("kvk")
def test_source_that_fails_is_told_and_the_last_fetch_serves(tmp_path: Path) -> None:
    first = _run(tmp_path)
    code, out, err = _done(tmp_path, "sources", "fetch", "--again", key="wrong")
    assert code == 1
    assert "answered 403: the key or the right is not accepted" in err
    assert f"the fetch of {TODAY} is used instead" in err
    assert "Traceback" not in err
    assert out.startswith("kvk: not asked, ")
    assert _run(tmp_path, "--offline")["result_hash"] == first["result_hash"]


def test_secret_that_is_not_set_stops_before_asking(kvk: FakeKvk, tmp_path: Path) -> None:
    code, _, err = _done(tmp_path, "sources", "fetch", key="")
    assert code == 1
    assert "environment variable KVK_KEY is not set" in err
    assert kvk.asked == []


def test_run_of_a_past_day_asks_nothing(kvk: FakeKvk, tmp_path: Path) -> None:
    code, _, err = _done(tmp_path, "run", *RUN, "--as-of", "2026-01-01")
    assert code == 1
    assert "nothing was fetched on or before 2026-01-01" in err
    assert kvk.asked == []
    assert list((tmp_path / "runs").glob("*")) == []
