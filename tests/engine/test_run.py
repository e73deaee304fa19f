"""A run from deliveries to list: equal twice, whole or not at all, nothing lost."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from lxml import etree
from typer.testing import CliRunner

from engine import snapshot
from engine.cli import app
from engine.errors import SettingsError, SourceError
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from tests.engine.conftest import DELIVERY, make_run

STAGES = ("register", "features and rules", "score", "worklist", "collect", "publish")


def _command(out: Path, *more: str, sources: Path = DELIVERY / "sources.yaml") -> list[str]:
    arguments = ["--sources", str(sources), "--as-of", "2026-11-01"]
    return [sys.executable, "-m", "engine", "run", *arguments, "--out", str(out), *more]


def _environment(tmp_path: Path, **more: str) -> Mapping[str, str]:
    own = {"DIJKWACHT_VAULT": str(tmp_path / "own.sqlite"), "DIJKWACHT_KEY": "11" * 32}
    return os.environ | own | more


def _copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DELIVERY, tmp_path / "delivery"))


@pytest.fixture(scope="module")
def again(sample_run: snapshot.Run, tmp_path_factory: pytest.TempPathFactory) -> snapshot.Published:
    """The sample once more, from files in another place and order, beside its first run."""
    folder = tmp_path_factory.mktemp("again")
    delivery = Path(shutil.copytree(DELIVERY, folder / "delivery"))
    for source in sorted(path for path in delivery.iterdir() if path.is_dir()):
        for file in sorted(source.iterdir(), reverse=True):
            os.utime(file, (1, 1))
    shutil.copytree(sample_run.path, folder / "runs" / sample_run.path.name)
    (folder / "runs" / ".tmp-999999999").mkdir()
    return make_run(delivery, folder / "runs")


def test_files_in_another_place_and_order_give_the_same_run(
    again: snapshot.Published, sample_run: snapshot.Run
) -> None:
    assert again.existed
    assert again.run.result_hash == sample_run.result_hash
    assert again.run.path.name == sample_run.path.name


def test_next_run_sweeps_what_a_killed_one_left(again: snapshot.Published) -> None:
    out = again.run.path.parent
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []


def test_hash_seed_does_not_show(tmp_path: Path, sample_run: snapshot.Run) -> None:
    """The other run was made with the seed of this process, which differs every time."""
    own = {"PYTHONHASHSEED": "4711", "DIJKWACHT_KEY": PUBLIC_SAMPLE_KEY.hex()}
    environment = _environment(tmp_path, **own)
    done = subprocess.run(
        _command(tmp_path / "runs"), env=environment, capture_output=True, text=True, check=True
    )
    published = Path(done.stdout.splitlines()[-1])
    assert snapshot.Run(published).result_hash == sample_run.result_hash


def test_every_record_is_used_quarantined_or_ignored(sample_run: snapshot.Run) -> None:
    sources = sample_run.meta["register"]["sources"]
    assert sources
    for source in sources:
        for file in source["files"]:
            ignored = sum(file["ignored"].values())
            assert file["read"] == file["used"] + file["quarantined"] + ignored, file


@pytest.mark.parametrize("stage", STAGES)
def test_killed_run_leaves_the_newest_run_whole(
    tmp_path: Path, stage: str, sample_run: snapshot.Run, few_sources: Path, few_rules: Path
) -> None:
    out = tmp_path / "runs"
    before = Path(shutil.copytree(sample_run.path, out / sample_run.path.name))
    process = subprocess.Popen(
        _command(out, "--rules", str(few_rules), sources=few_sources),
        env=_environment(tmp_path),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    seen = next((line for line in process.stderr if stage in line), None)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stderr.close()
    assert seen is not None
    whole = snapshot.list_runs(out)
    assert before in [run.path for run in whole]
    for run in whole:
        assert run.table("locations").num_rows == run.meta["rows"]["locations"]


def test_full_disk_is_one_clear_message(tmp_path: Path, few_rules: Path) -> None:
    out = tmp_path / "runs"
    out.mkdir()

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(
        _command(out, "--rules", str(few_rules)),
        env=_environment(tmp_path),
        capture_output=True,
        text=True,
        preexec_fn=small_files,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "cannot" in done.stderr
    assert list(out.iterdir()) == []


def test_missing_delivery_leaves_nothing_behind(tmp_path: Path) -> None:
    delivery = _copy(tmp_path)
    shutil.rmtree(delivery / "kvk")
    with pytest.raises(SourceError, match="kvk"):
        make_run(delivery, tmp_path / "runs")
    assert list((tmp_path / "runs").iterdir()) == []


def test_optional_delivery_that_is_missing_makes_unknown(tmp_path: Path) -> None:
    delivery = _copy(tmp_path)
    shutil.rmtree(delivery / "kvk")
    file = delivery / "sources.yaml"
    text = file.read_text("utf-8").replace("- id: kvk\n", "- id: kvk\n    optional: true\n")
    file.write_text(text, "utf-8")
    outcomes = make_run(delivery, tmp_path / "runs").run.meta["outcomes"]
    assert outcomes["GEN-01"]["HIT"] == 0
    assert outcomes["GEN-01"]["UNKNOWN"] > 0
    assert outcomes["GEN-01"]["NO_HIT"] == 0


def test_typo_in_sources_is_told_before_anything_is_read(tmp_path: Path) -> None:
    delivery = _copy(tmp_path)
    file = delivery / "sources.yaml"
    file.write_text(file.read_text("utf-8").replace("table: permit\n", "table: permits\n"), "utf-8")
    with pytest.raises(SettingsError, match=r"sources.yaml:\d+: .*permits"):
        make_run(delivery, tmp_path / "runs")
    assert not (tmp_path / "runs").exists()


def test_without_any_source_the_run_ends_well(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text('municipality: "1884"\nsources: []\n', "utf-8")
    run = make_run(tmp_path, tmp_path / "runs").run
    assert run.table("locations").num_rows == 0
    assert run.table("worklist").num_rows == 0


def test_no_name_of_a_person_is_in_the_run(sample_run: snapshot.Run) -> None:
    names = _of_people("volledigeNaam")
    assert len(names) > 20
    for file in sorted(sample_run.path.rglob("*.parquet")):
        table = pq.read_table(file)
        for name in table.column_names:
            if pa.types.is_string(table[name].type):
                told = set(table[name].to_pylist())
                assert not told & names, f"{file.name}: {name}"


def test_no_birth_date_is_in_the_run(sample_run: snapshot.Run) -> None:
    births = _of_people("geboortedatum")
    assert len(births) > 20
    for name in ("officer", "enterprise", "branch"):
        told = str(sample_run.table(f"tables/{name}").to_pylist())
        days = {f"datetime.date({int(b[:4])}, {int(b[4:6])}, {int(b[6:])})" for b in births}
        assert not {text for text in births | days if text in told}, name


def _of_people(element: str) -> set[str]:
    """What the messages of the Handelsregister say about people."""
    found = set()
    with zipfile.ZipFile(DELIVERY / "hr" / "inschrijvingen.zip") as archive:
        for name in archive.namelist():
            for person in etree.fromstring(archive.read(name)).iter("{*}natuurlijkPersoon"):
                found.add(person.findtext(f"{{*}}{element}") or "")
    return found - {""}


def test_no_hit_carries_the_number_of_a_sole_trader(sample_run: snapshot.Run) -> None:
    enterprises = sample_run.table("tables/enterprise").to_pylist()
    traders = {e["enterprise_id"] for e in enterprises if e["legal_form"] == "sole_trader"}
    assert traders
    for hit in sample_run.table("hits").to_pylist():
        told = " ".join([*hit["evidence"], hit["facts"] or "", hit["explanation"] or ""])
        assert not {number for number in traders if number in told}, hit["rule_id"]


def test_graph_server_that_is_not_named_stops_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    call = ["run", "--sources", "absent.yaml", "--out", str(tmp_path / "runs")]
    done = CliRunner().invoke(app, [*call, "--backend", "neo4j"])
    assert isinstance(done.exception, SettingsError)
    assert "set NEO4J_URI" in str(done.exception)
    assert not (tmp_path / "runs").exists()
