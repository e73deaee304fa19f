"""Which delivery counts: the newest not after the day, and every file of it."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from connectors.delivery import Connector
from engine.errors import SettingsError, SourceUnavailable
from engine.register.deliveries import Chosen, choose
from engine.settings import Settings
from tests.engine.register.taken import DAY, SETTINGS, sources_file


def _stated(files: tuple[Path, ...], settings: Settings) -> date | None:
    """The date that the only line of a file states, None for `undated`."""
    del settings
    (file,) = files
    text = file.read_text()
    return None if text == "undated" else date.fromisoformat(text)


DATED = Connector(lambda _: iter(()), frozenset(), delivered_on=_stated)
PLAIN = Connector(lambda _: iter(()), frozenset())


def _choose(
    folder: Path, path: str, connector: Connector = DATED, more: str = "", as_of: date = DAY
) -> Chosen:
    text = f'municipality: "1884"\nsources:\n  - {{id: x, connector: c, path: {path}{more}}}\n'
    sources = sources_file(folder, text)
    return choose(sources, 0, connector=connector, as_of=as_of, settings=SETTINGS)


def _write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        file = folder / "d" / f"{name}.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)


def _names(chosen: Chosen) -> list[str]:
    return [one.name for one in chosen.inputs]


def test_newest_delivery_not_after_the_day_counts(tmp_path: Path) -> None:
    _write(tmp_path, a="2026-09-30", b="2026-10-31", c="2026-11-02")
    chosen = _choose(tmp_path, "d")
    assert (chosen.delivered_on, _names(chosen)) == (date(2026, 10, 31), ["d/b.txt"])
    assert [(n.delivered_on, n.names, n.reason) for n in chosen.not_used] == [
        (date(2026, 9, 30), ("d/a.txt",), "superseded"),
        (date(2026, 11, 2), ("d/c.txt",), "after as_of"),
    ]


def test_delivery_of_the_day_itself_counts(tmp_path: Path) -> None:
    _write(tmp_path, a="2026-11-01")
    assert _names(_choose(tmp_path, "d")) == ["d/a.txt"]


def test_parts_of_one_date_are_one_delivery_in_order_of_name(tmp_path: Path) -> None:
    _write(tmp_path, b="2026-10-31", a="2026-10-31")
    chosen = _choose(tmp_path, "d")
    assert chosen.delivery is not None
    assert [file.name for file in chosen.delivery.files] == ["a.txt", "b.txt"]


def test_only_later_deliveries_give_nothing_and_no_error(tmp_path: Path) -> None:
    _write(tmp_path, a="2026-11-02")
    chosen = _choose(tmp_path, "d")
    assert chosen.delivery is None
    assert chosen.delivered_on is None
    assert chosen.inputs == ()
    assert [n.reason for n in chosen.not_used] == ["after as_of"]


def test_undated_part_belongs_to_the_only_dated_delivery(tmp_path: Path) -> None:
    _write(tmp_path, a="2026-10-31", b="undated")
    chosen = _choose(tmp_path, "d", more=", delivered_on: 2026-11-01")
    assert (chosen.delivered_on, len(chosen.inputs)) == (date(2026, 10, 31), 2)


def test_undated_part_beside_two_deliveries_needs_delivered_on(tmp_path: Path) -> None:
    _write(tmp_path, a="2026-09-30", b="2026-10-31", c="undated")
    with pytest.raises(SettingsError, match=r"c\.txt does not say"):
        _choose(tmp_path, "d")
    chosen = _choose(tmp_path, "d", more=", delivered_on: 2026-10-31")
    assert _names(chosen) == ["d/b.txt", "d/c.txt"]


def test_delivery_that_never_states_a_date_takes_that_of_sources_yaml(tmp_path: Path) -> None:
    _write(tmp_path, a="anything")
    chosen = _choose(tmp_path, "d", PLAIN, more=", delivered_on: 2026-10-30")
    assert chosen.delivered_on == date(2026, 10, 30)


def test_nothing_says_when_names_line_and_way_out(tmp_path: Path) -> None:
    _write(tmp_path, a="anything")
    with pytest.raises(SettingsError, match=r"sources\.yaml:3: .*add delivered_on"):
        _choose(tmp_path, "d", PLAIN)


@pytest.mark.parametrize(
    "path", ["d", "d/*.txt", "'**/*.txt'", "[d/a.txt, d/b.txt]", "[d, d/a.txt]"]
)
def test_path_is_file_folder_pattern_or_list(tmp_path: Path, path: str) -> None:
    _write(tmp_path, a="2026-10-31", b="2026-10-31")
    assert _names(_choose(tmp_path, path)) == ["d/a.txt", "d/b.txt"]


def test_file_whose_name_looks_like_a_pattern_is_found(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text("2026-10-31")
    assert _names(_choose(tmp_path, "'a[1].txt'")) == ["a[1].txt"]


def test_what_programs_leave_behind_in_a_folder_is_no_delivery(tmp_path: Path) -> None:
    _write(tmp_path, a="2026-10-31")
    for name in (".DS_Store", "~$a.xlsx", "__MACOSX/._a", ".git/config"):
        file = tmp_path / "d" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("junk")
    assert _names(_choose(tmp_path, "d")) == ["d/a.txt"]


@pytest.mark.parametrize("path", ["gone.txt", "gone/*.txt", "[d, gone]", "empty"])
def test_missing_file_is_unavailable_and_names_the_path(tmp_path: Path, path: str) -> None:
    _write(tmp_path, a="2026-10-31")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceUnavailable, match=r"sources\.yaml:3: no file matches path"):
        _choose(tmp_path, path)


def test_source_without_path_is_an_error_of_sources_yaml(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="give path"):
        _choose(tmp_path, "[]")


def test_hash_and_size_are_those_of_the_bytes(tmp_path: Path) -> None:
    _write(tmp_path, a="2026-10-31")
    (one,) = _choose(tmp_path, "d").inputs
    assert (one.sha256, one.size) == (hashlib.sha256(b"2026-10-31").hexdigest(), 10)


def test_broken_link_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "a.txt").symlink_to(tmp_path / "nowhere")
    with pytest.raises(SourceUnavailable):
        _choose(tmp_path, "d")


def test_file_that_cannot_be_opened_is_unavailable(tmp_path: Path) -> None:
    _write(tmp_path, a="2026-10-31")

    def fails(files: tuple[Path, ...], settings: Settings) -> date | None:
        del settings
        raise PermissionError(13, "Permission denied", str(files[0]))

    closed = Connector(lambda _: iter(()), frozenset(), delivered_on=fails)
    with pytest.raises(SourceUnavailable, match=r"a\.txt: cannot be read: Permission denied"):
        _choose(tmp_path, "d", closed)
