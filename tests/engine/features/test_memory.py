"""What was found in the shipped features is recalled, and never instead of a check that is due."""

from pathlib import Path

import pytest

from engine.features import library, memory
from engine.features.feature import Feature
from engine.settings import SHIPPED_RULES

FILE = SHIPPED_RULES / "features" / "new_clusters.sql"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    library._known.cache_clear()
    return tmp_path / "cache" / "dijkwacht" / "features"


def _read(file: Path) -> Feature:
    """The feature as a process that begins reads it."""
    library._known.cache_clear()
    feature, problems = library.read(file)
    assert problems == []
    assert feature is not None
    return feature


def test_a_recalled_feature_is_the_checked_one(home: Path) -> None:
    checked = _read(FILE)
    assert len(list(home.rglob("*"))) == 2
    assert _read(FILE) == checked


def test_every_shipped_feature_can_be_recalled(home: Path) -> None:
    for file in sorted((SHIPPED_RULES / "features").iterdir()):
        assert _read(file) == _read(file)
    assert home.is_dir()


def test_a_copy_is_recalled_under_its_own_path_and_a_changed_one_is_checked(
    home: Path, tmp_path: Path
) -> None:
    checked = _read(FILE)
    copy = tmp_path / FILE.name
    copy.write_bytes(FILE.read_bytes())
    assert _read(copy).file == copy
    assert _read(copy).text == checked.text
    copy.write_text(FILE.read_text("utf-8") + "\nUNION ALL SELECT getenv('HOME')", "utf-8")
    feature, problems = library.read(copy)
    assert feature is None
    assert problems
    assert len(list(home.rglob("*"))) == 2


def test_features_of_others_are_not_kept(home: Path, tmp_path: Path) -> None:
    copy = tmp_path / FILE.name
    copy.write_bytes(FILE.read_bytes())
    _read(copy)
    assert not home.exists()


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
def test_a_folder_that_others_can_write_to_is_not_used(home: Path, mode: int) -> None:
    text = FILE.read_text("utf-8")
    _read(FILE)
    (folder,) = home.iterdir()
    folder.chmod(mode)
    assert memory.recall(Feature, FILE.stem, text) is None
    assert _read(FILE).name == FILE.stem


@pytest.mark.parametrize("content", [b"", b"{}", b'{"name": 1}', b"\xff"])
def test_a_damaged_memory_is_checked_again(home: Path, content: bytes) -> None:
    checked = _read(FILE)
    (file,) = [path for path in home.rglob("*") if path.is_file()]
    file.write_bytes(content)
    assert _read(FILE) == checked


def test_without_a_place_to_keep_everything_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert _read(FILE).name == FILE.stem


def test_memories_of_another_version_are_removed(home: Path) -> None:
    old = home / "older" / "x"
    old.parent.mkdir(parents=True)
    old.write_text("{}", "utf-8")
    _read(FILE)
    assert not old.exists()
