"""Kept versions: never overwritten, checked by lint, and counted only with their record."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.errors import RulePackError
from engine.rules import loader, versions
from engine.rules.versions import Record, content_hash
from tests.engine.rules.world import complaints, write

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return write(tmp_path)


def _keep(rules: Path, version: str, content: bytes, *, proposal: int | None = 1) -> None:
    versions.keep_text(rules, "AAA", version, content)
    sha = content_hash(content)
    record = Record(pack="AAA", version=version, sha256=sha, reason="omdat", proposal=proposal)
    versions.keep_record(rules, record)


def _pack(rules: Path) -> bytes:
    return (rules / "packs" / "aaa.yml").read_bytes()


def test_folder_without_versions_has_none_and_no_findings(rules: Path) -> None:
    assert versions.kept(rules) == ()
    assert loader.lint(rules) == []


def test_pack_as_published_lints_clean_whatever_its_line_ends(rules: Path) -> None:
    _keep(rules, "1.0.0", _pack(rules))
    assert loader.lint(rules) == []
    (rules / "packs" / "aaa.yml").write_bytes(_pack(rules).replace(b"\n", b"\r\n"))
    assert loader.lint(rules) == []


def test_pack_that_changed_under_a_published_version_does_not_load(rules: Path) -> None:
    _keep(rules, "1.0.0", _pack(rules))
    changed = _pack(rules).replace(b"Proefpack", b"Anders")
    (rules / "packs" / "aaa.yml").write_bytes(changed)
    (finding,) = loader.lint(rules)
    assert finding.what == (
        "version 1.0.0 of AAA was published with other content: put versions/AAA/1.0.0.yml back "
        "and propose the change, or raise the version"
    )
    line = changed[: changed.index(b"version:")].count(b"\n") + 1
    assert (finding.file.name, finding.line, finding.severity) == ("aaa.yml", line, "error")
    with pytest.raises(RulePackError, match="was published with other content"):
        loader.load(rules)


def test_raised_version_is_a_way_out(rules: Path) -> None:
    _keep(rules, "1.0.0", _pack(rules))
    changed = _pack(rules).replace(b"Proefpack", b"Anders").replace(b"1.0.0", b"1.0.1")
    (rules / "packs" / "aaa.yml").write_bytes(changed)
    assert loader.lint(rules) == []


def test_published_version_is_never_overwritten(rules: Path) -> None:
    _keep(rules, "1.0.0", b"een")
    with pytest.raises(RulePackError, match="is published already and never changes"):
        versions.keep_text(rules, "AAA", "1.0.0", b"twee")
    versions.keep_text(rules, "AAA", "1.0.0", b"een")
    with pytest.raises(RulePackError, match="proposal 1 published version"):
        _keep(rules, "1.0.0", b"een", proposal=2)
    found = versions.find(rules, "AAA", "1.0.0")
    assert found is not None
    assert (found.file.read_bytes(), found.is_whole) == (b"een", True)


def test_version_without_its_record_was_broken_off_and_may_be_written_again(rules: Path) -> None:
    versions.keep_text(rules, "AAA", "1.0.1", b"half")
    assert [(f.severity, "broken off" in f.what) for f in loader.lint(rules)] == [("warning", True)]
    versions.keep_text(rules, "AAA", "1.0.1", b"heel")
    assert versions.path(rules, "AAA", "1.0.1").read_bytes() == b"heel"


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        pytest.param("1.0.0.yml", b"anders", "a published version was changed", id="text"),
        pytest.param("1.0.0.json", b"{}", "not a readable record", id="record"),
        pytest.param("oud.yml", b"x", "holds <version>.yml", id="other name"),
        pytest.param("1.0.0.txt", b"x", "holds <version>.yml", id="other kind"),
    ],
)
def test_folder_that_was_tampered_with_is_told(
    rules: Path, name: str, content: bytes, complaint: str
) -> None:
    _keep(rules, "1.0.0", _pack(rules))
    (rules / "versions" / "AAA" / name).write_bytes(content)
    assert any(complaint in told for told in complaints(rules))


def test_left_over_part_of_a_killed_write_is_no_finding(rules: Path) -> None:
    _keep(rules, "1.0.0", _pack(rules))
    (rules / "versions" / "AAA" / ".1.0.1.yml.part").write_bytes(b"ha")
    assert loader.lint(rules) == []


def test_versions_come_in_the_order_of_their_numbers(rules: Path) -> None:
    for version in ("1.10.0", "1.9.0", "1.0.0"):
        _keep(rules, version, version.encode())
    assert [one.version for one in versions.kept(rules)] == ["1.0.0", "1.9.0", "1.10.0"]


def test_record_tells_who_and_when(rules: Path) -> None:
    versions.keep_text(rules, "AAA", "1.0.1", b"x")
    record = Record(
        pack="AAA",
        version="1.0.1",
        sha256=content_hash(b"x"),
        reason="te zwaar",
        proposal=3,
        proposed_by="a",
        proposed_at=NOW,
        published_by="b",
        published_at=NOW,
        report_kind="backtest",
        report_sha256="f" * 64,
    )
    versions.keep_record(rules, record)
    found = versions.find(rules, "AAA", "1.0.1")
    assert found is not None
    assert found.record == record
    assert versions.find(rules, "AAA", "9.9.9") is None
