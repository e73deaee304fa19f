"""The whole sample: the same bytes for the same seed, nothing overwritten, everything there."""

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from engine.errors import SettingsError
from engine.sample import generator
from engine.sources_file import load_sources
from tests.engine.sample.conftest import AS_OF, SEED, SIZE
from tests.engine.sample.unpack import walk

ROOT = Path(__file__).resolve().parents[3]
COMMITTED = ROOT / "sample_data" / "delivery"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def unpacked(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What the files say, whatever compressed them; Parquet is compared by its rows."""
    return {
        name: inner
        for path, content in files.items()
        if not path.endswith(".parquet")
        for name, inner in walk(content, path)
    }


def test_same_arguments_give_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    generator.write(tmp_path / "again", seed=SEED, addresses=SIZE, as_of=AS_OF)
    assert contents(tmp_path / "again") == contents(sample)


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path, hash_seed: str) -> None:
    code = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from engine.sample import generator\n"
        "generator.write(Path(sys.argv[1]), seed=5, addresses=100, as_of=date(2026, 11, 1))\n"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "theirs")],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        check=True,
    )
    generator.write(tmp_path / "ours", seed=5, addresses=100, as_of=AS_OF)
    assert contents(tmp_path / "theirs") == contents(tmp_path / "ours")


def test_another_seed_is_another_municipality(sample: Path, tmp_path: Path) -> None:
    generator.write(tmp_path / "other", seed=SEED + 1, addresses=SIZE, as_of=AS_OF)
    other, same = contents(tmp_path / "other"), contents(sample)
    unchanged = {name for name in other if other[name] == same.get(name)}
    fixed = {"politie/47022NED-DataProperties.json", "politie/47022NED-SoortMisdrijf.json"}
    fixed |= {"sources.yaml", "apv/aanwijzingen.csv", "cir/laatste_wijziging.xml"}
    fixed |= {"cir/verwijderd.xml", "sanctions/39991R0001.csv", "registers/nla_sancties.csv"}
    fixed |= {"vth/decos.json"}  # permits for the environment are rare
    assert unchanged <= fixed


def test_committed_sample_is_what_the_generator_makes(tmp_path: Path) -> None:
    generator.write(tmp_path / "made", seed=1, addresses=600, as_of=date(2026, 11, 1))
    assert unpacked(contents(COMMITTED)) == unpacked(contents(tmp_path / "made"))
    parquet = "brp/bezetting.parquet"
    assert pq.read_table(COMMITTED / parquet).equals(pq.read_table(tmp_path / "made" / parquet))


def test_refuses_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(SettingsError, match="not empty: choose a new one"):
        generator.write(tmp_path, seed=1, addresses=100, as_of=AS_OF)
    assert contents(tmp_path) == {"mine.txt": b"keep"}


@pytest.mark.parametrize("addresses", [99, 0, -1])
def test_refuses_fewer_than_a_hundred_addresses(tmp_path: Path, addresses: int) -> None:
    with pytest.raises(SettingsError, match="at least 100 addresses"):
        generator.write(tmp_path / "new", seed=1, addresses=addresses, as_of=AS_OF)
    assert not (tmp_path / "new").exists()


def test_fills_an_empty_folder_and_makes_its_parents(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "a" / "b"):
        generator.write(folder, seed=1, addresses=100, as_of=AS_OF)
        assert (folder / "sources.yaml").is_file()


def test_every_source_has_its_file(sample: Path) -> None:
    for source in load_sources(sample / "sources.yaml").sources.sources:
        assert [list(sample.glob(pattern)) for pattern in source.path] != [[]], source.id


@pytest.mark.parametrize("as_of", [date(2026, 11, 1), date(2027, 2, 28), date(2028, 2, 29)])
def test_nothing_is_dated_after_the_day(tmp_path: Path, as_of: date) -> None:
    generator.write(tmp_path / "day", seed=3, addresses=100, as_of=as_of)
    planned = {"apv", "ondermijning"}
    for name, content in contents(tmp_path / "day").items():
        if name.endswith((".csv", ".jsonl")) and name.split("/")[0] not in planned:
            text = content.decode("cp1252" if name == "vth/zaken.csv" else "utf-8")
            assert f"{as_of.year + 1}-" not in text, name
            assert f"-{as_of.year + 1};" not in text, name


def test_readme_says_how_it_was_made(sample: Path) -> None:
    text = (sample / "README.md").read_text("utf-8")
    assert f"--seed {SEED} --addresses {SIZE} --as-of 2026-11-01" in text
