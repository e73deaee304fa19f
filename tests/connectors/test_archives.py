"""Zips in zips are walked within limits; what leaves the archive or explodes is refused."""

import zipfile
from pathlib import Path

import pytest

from connectors.archives import entries, reading
from engine.errors import SourceChanged, SourceRefused, SourceUnavailable
from engine.register_settings import ArchiveSettings
from tests.connectors.bag.world import write, zipped

LIMITS = ArchiveSettings(
    source="test",
    verified=False,
    max_depth=4,
    max_unpacked_bytes=1_000_000,
    max_ratio=300,
    max_entries=100,
)


def walk(*files: Path, **limits: float) -> list[tuple[str, bytes]]:
    """Name and bytes of every entry that is not junk."""
    found = []
    for entry in entries(files, source="bag", limits=LIMITS.model_copy(update=limits)):
        if not entry.is_junk:
            with reading("bag", entry.name), entry.open() as stream:
                found.append((entry.name, stream.read()))
    return found


def nested(levels: int) -> bytes:
    """A file inside `levels` zips."""
    data = b"<x/>"
    for _ in range(levels):
        data = zipped({"in": data})
    return data


def test_loose_files_and_zips_of_zips_come_as_one_stream(tmp_path: Path) -> None:
    inner = zipped({"b.xml": b"<b/>"})
    files = write(tmp_path, {"a.xml": b"<a/>", "z.zip": zipped({"in.zip": inner, "c": b"<c/>"})})
    assert walk(*files) == [
        ("a.xml", b"<a/>"),
        ("z.zip!c", b"<c/>"),
        ("z.zip!in.zip!b.xml", b"<b/>"),
    ]


def test_a_zip_is_known_by_content_not_by_name(tmp_path: Path) -> None:
    files = write(tmp_path, {"a.dat": zipped({"b.bin": zipped({"c": b"x"})}), "d.zip": b"<d/>"})
    assert walk(*files) == [("a.dat!b.bin!c", b"x"), ("d.zip", b"<d/>")]


def test_junk_is_marked_and_folders_are_passed_over(tmp_path: Path) -> None:
    data = zipped({"__MACOSX/._a": b"1", ".DS_Store": b"2", "map/": b"", "map/a": b"3"})
    (file,) = write(tmp_path, {"a.zip": data})
    found = [(e.name, e.is_junk) for e in entries([file], source="bag", limits=LIMITS)]
    assert found == [
        ("a.zip!__MACOSX/._a", True),
        ("a.zip!.DS_Store", True),
        ("a.zip!map/a", False),
    ]


def test_equal_names_in_two_folders_stay_apart(tmp_path: Path) -> None:
    files = []
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        files += write(tmp_path / folder, {"a.xml": folder.encode()})
    assert walk(*files) == [("x/a.xml", b"x"), ("y/a.xml", b"y")]


@pytest.mark.parametrize(
    "name", ["../a.xml", "map/../../a.xml", "/etc/a", "C:\\a.xml", "..\\a.xml"]
)
def test_an_entry_that_leaves_the_archive_is_refused(name: str, tmp_path: Path) -> None:
    (file,) = write(tmp_path, {"a.zip": zipped({name: b"x"})})
    with pytest.raises(SourceRefused, match="points outside the archive"):
        walk(file)


def test_four_levels_are_read_and_five_are_refused(tmp_path: Path) -> None:
    four, five = write(tmp_path, {"4.zip": nested(4), "5.zip": nested(5)})
    assert walk(four) == [("4.zip!in!in!in!in", b"<x/>")]
    with pytest.raises(SourceRefused, match="deeper than 4 levels"):
        walk(five)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    (file,) = write(tmp_path, {"a.zip": zipped({"a": b"0" * 900_000})})
    with pytest.raises(SourceRefused, match="more than 300 times its size"):
        walk(file)


def test_the_ratio_counts_all_levels_together(tmp_path: Path) -> None:
    inner = zipped({str(n): bytes(20_000) for n in range(20)})
    (file,) = write(tmp_path, {"a.zip": zipped({"in.zip": inner})})
    by_level = (len(inner) / file.stat().st_size, 20 * 20_000 / len(inner))
    with pytest.raises(SourceRefused, match="times its size"):
        walk(file, max_ratio=2 * max(by_level))


def test_the_limit_of_bytes_is_closed_and_counts_over_files(tmp_path: Path) -> None:
    stored = zipped({"a": bytes(range(250)) * 2}, method=zipfile.ZIP_STORED)
    files = write(tmp_path, {"a.zip": stored, "b.zip": stored})
    assert len(walk(*files, max_unpacked_bytes=1000)) == 2
    with pytest.raises(SourceRefused, match="more than 999 bytes"):
        walk(*files, max_unpacked_bytes=999)


def test_the_limit_of_entries_is_closed_and_counts_over_levels(tmp_path: Path) -> None:
    (file,) = write(tmp_path, {"a.zip": zipped({"in.zip": zipped({"x": b"1", "y": b"2"})})})
    assert len(walk(file, max_entries=3)) == 2
    with pytest.raises(SourceRefused, match="more than 2 entries"):
        walk(file, max_entries=2)


def test_a_directory_that_lies_about_a_size_cannot_unpack_more(tmp_path: Path) -> None:
    data = zipped({"a": b"0" * 5000})
    lie = data.replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    (file,) = write(tmp_path, {"a.zip": lie})
    with pytest.raises(SourceChanged, match="truncated or damaged"):
        walk(file)


@pytest.mark.parametrize("keep", [0.3, 0.7, 0.95])
def test_a_truncated_zip_is_one_clear_error(keep: float, tmp_path: Path) -> None:
    data = zipped({"a": bytes(range(256)) * 50})
    (file,) = write(tmp_path, {"a.zip": data[: int(len(data) * keep)]})
    with pytest.raises(SourceChanged, match=r"a\.zip: cannot be unpacked, truncated or damaged"):
        walk(file)


def test_damage_inside_is_found_while_reading(tmp_path: Path) -> None:
    data = bytearray(zipped({"a": bytes(range(256)) * 50}))
    data[60] ^= 0xFF
    (file,) = write(tmp_path, {"a.zip": bytes(data)})
    with pytest.raises(SourceChanged, match=r"a\.zip!a: cannot be unpacked"):
        walk(file)


def test_an_encrypted_entry_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"a": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 0x1
    (file,) = write(tmp_path, {"a.zip": bytes(data)})
    with pytest.raises(SourceRefused, match="encrypted"):
        walk(file)


def test_a_missing_file_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match=r"gone\.zip: cannot be read"):
        walk(tmp_path / "gone.zip")
