"""Papers past their day: listed, struck from the register by two persons, gone from the folder."""

import dataclasses
import hashlib
from datetime import date
from pathlib import Path

import pytest

from engine.casework import audit, paper_register
from engine.casework.destruction import listing, papers
from engine.casework.paper_register import MANIFEST_SUFFIX, PaperEntry
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW
from tests.engine.casework.destruction.conftest import World, later, riec
from tests.engine.casework.invented_paper import DOCUMENT, WHY

LAST_DAY = date(2027, 5, 1)
"""The first day on which the paper of `DOCUMENT` may no longer be kept."""


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _made(world: World, folder: Path, name: str, destroy_on: date = LAST_DAY) -> Path:
    document, beside = folder / name, folder / (name + MANIFEST_SUFFIX)
    document.write_bytes(name.encode())
    beside.write_bytes(b"{}")
    one = dataclasses.replace(
        DOCUMENT, folder=str(folder), name=name, sha256=_hash(name.encode()),
        manifest_sha256=_hash(b"{}"), destroy_on=destroy_on,
    )  # fmt: skip
    with world.casework.writing() as session:
        paper_register.register(session, [one], user=riec(session), reason=WHY, now=NOW)
    return document


def _is_struck(world: World, number: int) -> bool:
    with world.casework.reading() as session:
        return session.get_one(PaperEntry, number).destroyed_at is not None


@pytest.mark.parametrize(("days", "lines"), [(-1, 0), (0, 1), (1, 1)])
def test_paper_is_listed_from_its_day(world: World, tmp_path: Path, days: int, lines: int) -> None:
    _made(world, tmp_path, "a.docx")
    assert len(world.lines(later(LAST_DAY, days), listing.PAPERS)) == lines


def test_line_tells_which_paper(world: World, tmp_path: Path) -> None:
    _made(world, tmp_path, "b.docx", later(LAST_DAY, 1))
    _made(world, tmp_path, "a.docx")
    first, second = world.lines(later(LAST_DAY, 1), listing.PAPERS)
    assert first.startswith(f"stuk 1 (weekly, {_hash(b'b.docx')}); vanaf 2027-05-02")
    assert second.startswith(f"stuk 2 (weekly, {_hash(b'a.docx')}); vanaf 2027-05-01")


def test_nothing_goes_before_a_second_person_allowed_it(world: World, tmp_path: Path) -> None:
    document = _made(world, tmp_path, "a.docx")
    assert world.destroy(LAST_DAY) == []
    assert list(papers.removed(world.casework)) == []
    assert document.is_file()


def test_req_ret_1_paper_goes_and_the_register_tells_when(world: World, tmp_path: Path) -> None:
    document = _made(world, tmp_path, "a.docx")
    kept = _made(world, tmp_path, "b.docx", later(LAST_DAY, 1))
    listed = world.lines(LAST_DAY, listing.PAPERS)
    world.allow(LAST_DAY, listing.PAPERS)
    assert world.destroy(LAST_DAY) == listed
    assert list(papers.removed(world.casework)) == [
        f"verwijderd: {document}", f"verwijderd: {document}{MANIFEST_SUFFIX}",
    ]  # fmt: skip
    assert sorted(tmp_path.glob("*.docx*")) == [kept, kept.with_name(kept.name + MANIFEST_SUFFIX)]
    assert (_is_struck(world, 1), _is_struck(world, 2)) == (True, False)
    assert world.lines(LAST_DAY, listing.PAPERS) == []
    with world.casework.reading() as session:
        audit.verify(session)
        assert audit.search(session)[-1].actie_naam == (
            "Stuk vernietigd: weekly, bewaartermijn verstreken"
        )
        assert [one.name for one in paper_register.in_folder(session, str(tmp_path))] == ["b.docx"]
    assert list(papers.removed(world.casework)) == []


def test_broken_off_after_the_register_is_finished_later(world: World, tmp_path: Path) -> None:
    document = _made(world, tmp_path, "a.docx")
    world.allow(LAST_DAY, listing.PAPERS)
    world.destroy(LAST_DAY)
    assert next(papers.removed(world.casework)) == f"verwijderd: {document}"
    assert list(papers.removed(world.casework)) == [f"verwijderd: {document}{MANIFEST_SUFFIX}"]


def test_changed_file_is_left_and_told(world: World, tmp_path: Path) -> None:
    document = _made(world, tmp_path, "a.docx")
    world.allow(LAST_DAY, listing.PAPERS)
    world.destroy(LAST_DAY)
    document.write_bytes(b"met een aantekening")
    told = list(papers.removed(world.casework))
    assert told[0] == (
        f"{document}: veranderd sinds het gemaakt is; kijk ernaar en verwijder het zelf"
    )
    assert document.is_file()


def test_folder_that_does_not_let_go_is_told(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, gone = _made(world, tmp_path, "a.docx"), _made(world, tmp_path, "b.docx")
    world.allow(LAST_DAY, listing.PAPERS)
    world.destroy(LAST_DAY)
    unlink = Path.unlink

    def refuse(file: Path) -> None:
        if file == kept:
            raise PermissionError(13, "Permission denied")
        unlink(file)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(
        CaseworkError, match=r"verwijderd: .*a\.docx \(Permission denied\); .*apply"
    ):
        list(papers.removed(world.casework))
    assert (kept.is_file(), gone.is_file()) == (True, False)
