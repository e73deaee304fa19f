"""Local exclusions as people meet them: listed with a state, counted, and told when over."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from engine.cli import app
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.rules import loader, record
from tests.engine.rules.world import FILTER, changed, dump, write

OVER = changed(FILTER, id="F0", expires_on=date(2026, 10, 31))
LATER = changed(FILTER, id="F2", starts_on=date(2026, 11, 2))
DAY = date(2026, 11, 1)


def _rules(folder: Path) -> Path:
    return write(folder / "rules", filters=(LATER, FILTER, OVER))


def _list(folder: Path, *arguments: str) -> Result:
    call = ["rules", "list", "--filters", "--rules", str(folder), "--as-of", str(DAY)]
    return CliRunner().invoke(app, [*call, *arguments])


def test_filters_are_listed_with_their_state(tmp_path: Path) -> None:
    rows = json.loads(_list(_rules(tmp_path), "--format", "json").stdout)
    assert [(row["id"], row["state"]) for row in rows] == [
        ("F0", "expired"),
        ("F1", "active"),
        ("F2", "not started"),
    ]
    assert rows[0]["owner"] == "regisseur"


def test_list_for_a_reader_has_owner_reason_and_last_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    told = _list(_rules(tmp_path)).stdout
    assert [word in told for word in ("regisseur", "verzamelgebouw", "2026-10-31")] == [True] * 3


def test_no_filters_is_an_empty_list(tmp_path: Path) -> None:
    assert json.loads(_list(write(tmp_path / "rules"), "--format", "json").stdout) == []


def test_run_counts_what_every_filter_set_aside(tmp_path: Path) -> None:
    ruleset = loader.load(_rules(tmp_path))
    states = record.filter_states(ruleset, ["F1", None, "F1"], as_of=DAY)
    assert [(one["id"], one["state"], one["hits"]) for one in states] == [
        ("F0", "expired", 0),
        ("F1", "active", 2),
        ("F2", "not started", 0),
    ]


@pytest.mark.parametrize("expired", [True, False])
def test_run_tells_that_a_filter_has_ended(
    tmp_path: Path, few_rules: Path, expired: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    shutil.copytree(few_rules, own)
    ends = date(2026, 10, 31) if expired else DAY
    dump(
        own / "filters" / "local.yml",
        {"filters": [changed(FILTER, rule="GEN-01", expires_on=ends)]},
    )
    (tmp_path / "sources.yaml").write_text('municipality: "1884"\nsources: []\n', "utf-8")
    monkeypatch.setenv("DIJKWACHT_KEY", PUBLIC_SAMPLE_KEY.hex())
    monkeypatch.setenv("DIJKWACHT_VAULT", str(tmp_path / "vault.sqlite"))
    call = ["run", "--sources", str(tmp_path / "sources.yaml"), "--as-of", str(DAY)]
    done = CliRunner().invoke(app, [*call, "--out", str(tmp_path / "runs"), "--rules", str(own)])
    assert done.exit_code == 0, done.output
    told = "Filter F1 expired on 2026-10-31: hits of GEN-01 count again."
    assert (told in done.stderr) is expired
    meta = json.loads((Path(done.stdout.splitlines()[-1]) / "run.json").read_text("utf-8"))
    assert [one["state"] for one in meta["filter_states"]] == ["expired" if expired else "active"]
