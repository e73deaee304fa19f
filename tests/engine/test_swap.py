"""A folder takes the place of another: in one step, or mended after a crash."""

from pathlib import Path

import pytest

from engine import swap


def _folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "file").write_text(text, "utf-8")
    return path


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(params=[True, False], ids=["in one step", "in two renames"])
def exchange(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.param:
        monkeypatch.setattr(swap, "_exchange", lambda *_: False)


@pytest.mark.usefixtures("exchange")
def test_new_folder_stands_where_the_old_one_stood(tmp_path: Path) -> None:
    old, new = _folder(tmp_path / "run", "old"), _folder(tmp_path / ".tmp-1", "new")
    swap.swap(new, old)
    assert (old / "file").read_text("utf-8") == "new"
    assert _names(tmp_path) == ["run"]


@pytest.mark.usefixtures("exchange")
def test_swap_that_fails_leaves_the_old_folder(tmp_path: Path) -> None:
    old = _folder(tmp_path / "run", "old")
    with pytest.raises(FileNotFoundError):
        swap.swap(tmp_path / "absent", old)
    assert (old / "file").read_text("utf-8") == "old"
    assert _names(tmp_path) == ["run"]


def test_this_disk_exchanges_two_names_at_once(tmp_path: Path) -> None:
    """Where the disk cannot do it, `swap` does it in two steps, which the tests above prove."""
    one, other = _folder(tmp_path / "one", "1"), _folder(tmp_path / "other", "2")
    if not swap._exchange(one, other):
        pytest.skip("this system or disk cannot exchange two names")
    assert [(path / "file").read_text("utf-8") for path in (one, other)] == ["2", "1"]


def test_old_folder_that_stepped_aside_comes_back(tmp_path: Path) -> None:
    _folder(tmp_path / f"{swap.ASIDE}run", "old")
    swap.restore(tmp_path)
    assert (tmp_path / "run" / "file").read_text("utf-8") == "old"
    assert _names(tmp_path) == ["run"]


def test_old_folder_behind_a_finished_swap_is_removed(tmp_path: Path) -> None:
    _folder(tmp_path / f"{swap.ASIDE}run", "old")
    _folder(tmp_path / "run", "new")
    swap.restore(tmp_path)
    assert (tmp_path / "run" / "file").read_text("utf-8") == "new"
    assert _names(tmp_path) == ["run"]


def test_written_file_replaces_the_old_one_and_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "pack.yml"
    file.write_bytes(b"old")
    file.chmod(0o640)
    swap.write_file(file, b"new")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", 0o640)
    assert list(tmp_path.iterdir()) == [file]


def test_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "pack.yml"
    file.write_bytes(b"old")

    def full(path: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(swap, "sync", full)
    with pytest.raises(OSError, match="No space left"):
        swap.write_file(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]
