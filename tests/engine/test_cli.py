"""The command line: one message and exit 1 for wrong data, exit 2 for wrong usage."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from engine import decisions, snapshot
from engine.settings import SHIPPED_RULES
from tests.engine.called import called
from tests.engine.conftest import DAY


def _own(folder: Path) -> dict[str, str]:
    return {
        "DIJKWACHT_CASEWORK": f"sqlite:///{folder / 'casework.sqlite'}",
        "DIJKWACHT_VAULT": str(folder / "vault.sqlite"),
        "DIJKWACHT_KEY": "22" * 32,
        "COLUMNS": "200",
    }


def _dijkwacht(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return called(*arguments, environment=_own(folder))


def test_command_is_a_process_that_ends_with_its_code_and_one_message(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "engine", "run", "--sources", "absent.yaml"],
        env=os.environ | _own(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("dijkwacht: ")
    assert "absent.yaml" in done.stderr
    assert "Traceback" not in done.stderr


def test_last_line_of_run_is_the_folder(tmp_path: Path, few_sources: Path, few_rules: Path) -> None:
    out = str(tmp_path / "runs")
    run = ("run", "--sources", str(few_sources), "--as-of", "2026-11-01",
           "--out", out, "--rules", str(few_rules))  # fmt: skip
    done = _dijkwacht(tmp_path, *run)
    assert done.returncode == 0, done.stderr
    assert snapshot.Run(Path(done.stdout.splitlines()[-1])).as_of == DAY
    assert "records are in quarantine" in done.stderr
    again = _dijkwacht(tmp_path, *run)
    assert again.stdout == done.stdout
    assert "equal run existed" in again.stderr
    listed = _dijkwacht(tmp_path, "runs", "list", "--out", out)
    assert Path(done.stdout.strip()).name in listed.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        pytest.param(("run",), 2, "--sources", id="option left out"),
        pytest.param(
            ("run", "--sources", "x", "--as-of", "1-11-2026"), 2, "as-of", id="wrong date"
        ),
        pytest.param(("run", "--sources", "absent.yaml"), 1, "absent.yaml", id="no such file"),
        pytest.param(("runs", "show", "2020", "--out", "absent"), 1, "bekend: geen", id="no run"),
        pytest.param(("sources", "template", "kvk"), 1, "kvk_api", id="no such connector"),
        pytest.param(
            ("sources", "template", "table", "--table", "titel"), 1, "title", id="no such example"
        ),
        pytest.param(
            ("sources", "template", "cbs", "--table", "title"),
            1,
            "for the connector",
            id="no table",
        ),
        pytest.param(("rules", "lint", "--rules", "absent"), 1, "absent", id="no such packs"),
        pytest.param(("rules", "explain", "GEN-99"), 1, "no rule GEN-99; known: ", id="no rule"),
    ],
)
def test_wrong_call_is_one_message_without_a_traceback(
    tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    done = _dijkwacht(tmp_path, *arguments)
    assert done.returncode == code
    assert told in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_rules_as_json_have_ids(tmp_path: Path) -> None:
    rules = json.loads(_dijkwacht(tmp_path, "rules", "list", "--format", "json").stdout)
    ids = [rule["id"] for rule in rules]
    assert ids == sorted(ids)
    assert {"GEN-01", "DRG-01", "VAB-K1", "SPOOK"} <= set(ids)


def test_rule_is_explained_and_its_page_written(tmp_path: Path) -> None:
    told = _dijkwacht(tmp_path, "rules", "explain", "GEN-01").stdout
    folder = tmp_path / "pages"
    done = _dijkwacht(tmp_path, "rules", "docs", "--folder", str(folder))
    assert done.returncode == 0, done.stderr
    assert (folder / "GEN-01.md").read_text("utf-8") == told
    assert (folder / "README.md").is_file()


def test_typo_in_a_pack_is_told_with_its_line(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    for file in sorted(SHIPPED_RULES.rglob("*")):
        if file.is_file():
            copy = rules / file.relative_to(SHIPPED_RULES)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    pack = rules / "packs" / "gen.yml"
    text = pack.read_text("utf-8").replace("    points: 3\n", "    poins: 3\n", 1)
    pack.write_text(text, "utf-8")
    line = text[: text.index("poins")].count("\n") + 1
    done = _dijkwacht(tmp_path, "rules", "lint", "--rules", str(rules))
    assert done.returncode == 1
    assert f"gen.yml:{line}" in done.stdout + done.stderr or f"gen.yml {line}" in done.stdout


def test_example_of_an_export_is_printed_by_table(tmp_path: Path) -> None:
    done = _dijkwacht(tmp_path, "sources", "template", "table", "--table", "occupancy")
    assert done.returncode == 0
    assert "    table: occupancy\n" in done.stdout


def test_sources_template_is_accepted_by_check(tmp_path: Path) -> None:
    done = _dijkwacht(tmp_path, "sources", "template", "zgw")
    assert done.returncode == 0, done.stderr
    file = tmp_path / "zgw.yaml"
    file.write_text(done.stdout, "utf-8")
    checked = _dijkwacht(tmp_path, "sources", "check", "--names-only", "--sources", str(file))
    assert checked.returncode == 0, checked.stderr


def test_dossier_as_text_json_and_blind(tmp_path: Path, sample_run: snapshot.Run) -> None:
    location = sample_run.table("worklist")["location_id"][0].as_py()
    run = str(sample_run.path)
    text = _dijkwacht(tmp_path, "dossier", run, location).stdout
    assert "Wat pleit ertegen" in text
    blind = _dijkwacht(tmp_path, "dossier", run, location, "--blind").stdout
    assert "Wat pleit ertegen" not in blind
    found = json.loads(_dijkwacht(tmp_path, "dossier", run, location, "--format", "json").stdout)
    assert found["place"]["location_id"] == location
    wrong = _dijkwacht(tmp_path, "dossier", run, "L0")
    assert wrong.returncode == 1
    assert "het meest lijkt erop" in wrong.stderr


def test_judgement_reaches_the_decisions_file(tmp_path: Path, sample_run: snapshot.Run) -> None:
    location = sample_run.table("worklist")["location_id"][0].as_py()
    told = ("--verdict", "unclear", "--reason", "te weinig bekend", "--user", "tester")
    done = _dijkwacht(tmp_path, "case", "decide", str(sample_run.path), location, *told)
    assert "first judgement" in done.stdout, done.stderr
    file = tmp_path / "decisions.parquet"
    written = _dijkwacht(tmp_path, "case", "decisions", "--out", str(file))
    assert written.returncode == 0, written.stderr
    found = decisions.read(file, as_of=DAY.replace(year=2099))
    assert [d.location_id for d in found if d.kind == "judged"] == [location]
    assert "chain is whole" in _dijkwacht(tmp_path, "audit", "verify").stdout


def test_diff_of_a_run_with_itself_is_empty(tmp_path: Path, sample_run: snapshot.Run) -> None:
    run = str(sample_run.path)
    done = _dijkwacht(tmp_path, "runs", "diff", run, run)
    assert "on the list now: 0" in done.stdout
    assert "band or score: 0" in done.stdout


def test_retention_tells_before_it_destroys(tmp_path: Path) -> None:
    out = tmp_path / "runs"
    tables = {"locations": pa.table({"location_id": ["L1"]})}
    for day in (date(2020, 1, 6), date(2020, 6, 1)):
        meta = {"published_at": f"{day}T08:00:00", "rows": {}}
        changed = {"locations": tables["locations"].append_column("d", [[day.isoformat()]])}
        snapshot.publish(out, as_of=day, tables=changed, meta=meta)
    dry = _dijkwacht(tmp_path, "retention", "apply", "--dry-run", "--out", str(out))
    assert "2020-01-06" in dry.stdout
    assert "would be removed" in dry.stdout
    assert len(snapshot.list_runs(out)) == 2
    assert not (tmp_path / "casework.sqlite").exists()
    done = _dijkwacht(tmp_path, "retention", "apply", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert "removed, too old" in done.stdout
    assert [run.as_of for run in snapshot.list_runs(out)] == [date(2020, 6, 1)]
    again = _dijkwacht(tmp_path, "retention", "apply", "--out", str(out))
    assert "nothing to destroy" in again.stdout
    verified = _dijkwacht(tmp_path, "audit", "verify")
    assert "1 entries, the chain is whole" in verified.stdout
