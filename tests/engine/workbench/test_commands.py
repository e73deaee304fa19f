"""The workbench from the command line: texts, JSON, exit codes, and a test that is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine import cli
from engine.rules import loader
from engine.snapshot import Run
from engine.workbench.backtest_report import BacktestReport
from tests.engine.conftest import DELIVERY
from tests.engine.workbench import world
from tests.engine.workbench.test_backtest import furnished
from tests.engine.workbench.world import with_changes

KEY = "33" * 32


@dataclass(frozen=True, slots=True)
class Done:
    """What one call gave."""

    code: int
    out: str
    err: str


Rules = Callable[..., Done]


@pytest.fixture
def rules(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Rules:
    """`dijkwacht rules …` in this process, with a state folder of its own."""
    monkeypatch.setenv("DIJKWACHT_KEY", KEY)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def call(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["dijkwacht", "rules", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        told = capsys.readouterr()
        return Done(int(stopped.value.code or 0), told.out, told.err)

    return call


def test_whatif_tells_rules_locations_and_work(rules: Rules, small_run: Run, packs: Path) -> None:
    done = rules(
        "whatif", small_run.path, "--rules", packs,
        "--set", "AAA-01.min_branches=1", "--set", "BBB-01.status=experimental",
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert (
        "wat als AAA-01.min_branches = 1 (nu 2); BBB-01.status = experimental (nu test)" in done.out
    )
    assert "Valt af: 2\n  L03 Dijk L03: laag" in done.out
    assert "komt in aanmerking: 2 -> 0" in done.out
    assert "capaciteit (te verifiëren): 150 nieuwe per jaar, 8 op de lijst per week" in done.out


def test_whatif_as_json_by_the_name_of_a_run(rules: Rules, small_run: Run, packs: Path) -> None:
    done = rules(
        "whatif", small_run.path.name[:12], "--out", small_run.path.parent, "--rules", packs,
        "--set", "AAA-01.window_months=6", "--recompute", "--format", "json",
    )  # fmt: skip
    told = json.loads(done.out)
    assert told["changes"] == [
        {"rule_id": "AAA-01", "key": "window_months", "value": 6, "before": 24}
    ]
    assert told["load"]["after"]["list_per_week"] == 8
    assert {rule["rule_id"] for rule in told["rules"]} == {"AAA-01", "KOMBI-1"}


def test_whatif_without_a_change_says_that_nothing_changes(
    rules: Rules, small_run: Run, packs: Path
) -> None:
    done = rules("whatif", small_run.path, "--rules", packs)
    assert "wat als niets verandert" in done.out
    assert "Komt erbij: 0" in done.out


def test_shadow_as_text_and_json(rules: Rules, small_run: Run, packs: Path) -> None:
    text = rules("shadow", small_run.path, "--rules", packs).out
    assert "BBB-02 Meldingen: treffers 6, onbekend 0" in text
    told = json.loads(rules("shadow", small_run.path, "--rules", packs, "--format", "json").out)
    assert [rule["rule_id"] for rule in told["rules"]] == ["BBB-02"]


def test_compare_as_text_and_json(rules: Rules, small_run: Run, tmp_path: Path) -> None:
    folder = world.write(tmp_path / "new", *with_changes(("BBB-01", "min_reports", 3)))
    text = rules("compare", small_run.path, "--rules", folder)
    assert text.code == 0
    assert "BBB-01 Meldingen: gewijzigd (pack 1.0.0)" in text.out
    assert "params.min_reports: 1 -> 3" in text.out
    assert "zonder besluiten van mensen" in text.out
    told = json.loads(rules("compare", small_run.path, "--rules", folder, "--format", "json").out)
    assert told["before"] == "de run"


def test_backtest_writes_a_report_that_proves_the_packs(rules: Rules, tmp_path: Path) -> None:
    folder = furnished(world.write(tmp_path / "rules"))
    given = ("--sources", DELIVERY / "sources.yaml", "--rules", folder)
    dates = ("--as-of", "2026-10-01", "--months", 1)
    out = tmp_path / "report.json"
    done = rules("backtest", *given, *dates, "--pack", "AAA", "--out", out)
    assert done.code == 0
    assert "2026-09-01 (1 van 2)" in done.err
    report = BacktestReport.from_json(out.read_text("utf-8"))
    assert report.covers(loader.load(folder))
    assert f"Rapport {report.hash}" in done.out
    assert [str(day.as_of) for day in report.days] == ["2026-09-01", "2026-10-01"]
    again = rules("backtest", *given, *dates, "--pack", "AAA", "--format", "json")
    assert again.out == out.read_text("utf-8")
    assert (tmp_path / "state" / "dijkwacht" / "backtest").is_dir()
    assert [file.name for file in tmp_path.iterdir() if "report" in file.name] == ["report.json"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        pytest.param(("whatif",), 2, "Missing argument", id="no run"),
        pytest.param(("whatif", "{run}", "--set", "AAA-01"), 2, "REGEL.sleutel=waarde", id="form"),
        pytest.param(("whatif", "{run}", "--set", "AAA-1.points=3"), 1, "bedoeld:", id="rule"),
        pytest.param(("whatif", "{run}", "--set", "AAA-01.x=3"), 1, "te wijzigen is", id="key"),
        pytest.param(("whatif", "{run}", "--set", "AAA-01.points=x"), 1, "getal", id="type"),
        pytest.param(
            ("whatif", "{run}", "--set", "AAA-01.window_months=3"), 1, "--recompute", id="facts"
        ),
        pytest.param(("whatif", "2020", "--out", "absent"), 1, "bekend: geen", id="other run"),
        pytest.param(("shadow", "{run}", "--rules", "absent"), 1, "map met packs", id="no packs"),
        pytest.param(("compare", "{run}"), 2, "--rules", id="compare with nothing"),
        pytest.param(
            ("compare", "{run}", "--rules", "absent"), 1, "map met packs", id="compare with none"
        ),
        pytest.param(("backtest", "--sources", "x.yaml"), 2, "--as-of", id="no date"),
        pytest.param(
            ("backtest", "--sources", "x", "--as-of", "1-11-2026"), 2, "as-of", id="wrong date"
        ),
        pytest.param(
            ("backtest", "--sources", "x", "--months", "1", "--every", "year"),
            2,
            "every",
            id="step",
        ),
        pytest.param(("backtest", "--sources", "x", "--months", "0"), 2, "months", id="no months"),
        pytest.param(
            ("backtest", "--sources", "x.yaml", "--as-of", "2026-11-01"), 1, "x.yaml", id="no file"
        ),
    ],
)
def test_wrong_call_is_one_message_with_a_way_out(
    rules: Rules, small_run: Run, packs: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    given = [str(small_run.path) if part == "{run}" else part for part in arguments]
    if "{run}" in arguments and "--rules" not in arguments and arguments[0] != "compare":
        given += ["--rules", str(packs)]
    done = rules(*given)
    assert done.code == code
    assert told in (done.err + done.out).replace("\n│ ", " ").replace("│", "")
    assert "Traceback" not in done.err


def test_report_that_cannot_be_written_says_so(rules: Rules, tmp_path: Path) -> None:
    folder = furnished(world.write(tmp_path / "rules"))
    done = rules(
        "backtest", "--sources", DELIVERY / "sources.yaml", "--rules", folder,
        "--as-of", "2026-10-01", "--out", tmp_path / "absent" / "report.json",
    )  # fmt: skip
    assert (done.code, "kies een andere plek" in done.err) == (1, True)


def test_killed_backtest_goes_on_and_leaves_nothing_half(tmp_path: Path, few_sources: Path) -> None:
    folder = furnished(world.write(tmp_path / "rules"))
    cache = tmp_path / "cache"
    command = [
        *(sys.executable, "-m", "engine", "rules", "backtest"),
        *("--sources", str(few_sources), "--rules", str(folder)),
        *("--as-of", "2026-10-01", "--as-of", "2026-11-01", "--cache", str(cache)),
        *("--out", str(tmp_path / "report.json")),
    ]
    environment = os.environ | {"DIJKWACHT_KEY": KEY}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while not list(cache.glob("2026-10-01-*.json")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (tmp_path / "report.json").exists()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Overgenomen uit een eerdere, gelijke test: 2026-10-01" in done.stdout
    assert [file.name[:10] for file in sorted(cache.iterdir())] == ["2026-10-01", "2026-11-01"]
    assert BacktestReport.from_json((tmp_path / "report.json").read_text("utf-8")).days[1].locations
