"""Documents in a folder: whatever step breaks off, none is half there and none is an orphan."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from engine.casework import audit, paper_register, users
from engine.casework.database import Casework
from engine.casework.models import Role
from engine.casework.paper_register import Document
from engine.errors import CaseworkError, PaperError
from engine.exports.papers import manifest, publish
from engine.exports.papers.publish import File
from tests.engine.exports.papers.conftest import NOW, REASON

FILE = File("stuk.docx", b"document", b"manifest")


def _register(folder: Path, file: File = FILE) -> Callable[[Session], None]:
    def register(session: Session) -> None:
        user = users.sign_in(session, subject="m.jansen", role=Role.RIEC_LIAISON, now=NOW)
        document = Document(
            kind="weekly", title="weekly", folder=str(folder.resolve()), name=file.name,
            sha256=manifest.sha256(file.content), manifest_sha256=manifest.sha256(file.manifest),
            run="run", cases=(), recipient="beoordelaars", recipient_kind="functie",
            legal_basis="AVG", destroy_on=date(2027, 5, 1), objects=(),
        )  # fmt: skip
        paper_register.register(session, [document], user=user, reason=REASON, now=NOW)

    return register


def _state(casework: Casework, folder: Path) -> tuple[list[str], list[str], int]:
    """Files in the folder, names in the register, entries of the log."""
    with casework.reading() as session:
        names = [entry.name for entry in paper_register.in_folder(session, str(folder.resolve()))]
        entries = audit.verify(session)
    return sorted(file.name for file in folder.iterdir()), names, entries


def test_document_is_there_with_manifest_row_and_log_entry(
    casework: Casework, tmp_path: Path
) -> None:
    folder = tmp_path / "uit"
    (made,) = publish.publish(casework, folder, [FILE], _register(folder))
    assert made.read_bytes() == b"document"
    assert made.stat().st_mode & 0o077 == 0
    names = ["stuk.docx", "stuk.docx.manifest.json"]
    assert _state(casework, folder) == (names, ["stuk.docx"], 1)


def _broken(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one step fail as a full disk or a pulled plug would."""
    failing = {
        "write": (os, "fsync"), "folder": (publish, "sync"), "name": (Path, "replace"),
    }[step]  # fmt: skip

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "geen ruimte")

    monkeypatch.setattr(*failing, fail)


@pytest.mark.parametrize("step", ["write", "folder"])
def test_failure_before_registering_leaves_nothing(
    casework: Casework, tmp_path: Path, step: str
) -> None:
    folder = tmp_path / "uit"
    with pytest.MonkeyPatch.context() as monkeypatch:
        _broken(step, monkeypatch)
        with pytest.raises(PaperError, match="geen ruimte"):
            publish.publish(casework, folder, [FILE], _register(folder))
    assert _state(casework, folder) == ([], [], 0)


def test_refusal_while_registering_leaves_nothing(casework: Casework, tmp_path: Path) -> None:
    def refuse(session: Session) -> None:
        _register(tmp_path / "uit")(session)
        raise CaseworkError("nee")

    with pytest.raises(CaseworkError, match="nee"):
        publish.publish(casework, tmp_path / "uit", [FILE], refuse)
    assert _state(casework, tmp_path / "uit") == ([], [], 0)


def test_failure_after_registering_is_finished_by_the_next_start(
    casework: Casework, tmp_path: Path
) -> None:
    folder = tmp_path / "uit"
    with pytest.MonkeyPatch.context() as monkeypatch:
        _broken("name", monkeypatch)
        with pytest.raises(PaperError, match="krijgt zijn naam bij de volgende keer"):
            publish.publish(casework, folder, [FILE], _register(folder))
    found = publish.sweep(casework, folder)
    assert found.finished == ("stuk.docx", "stuk.docx.manifest.json")
    assert (found.removed, found.missing) == ((), ())
    assert (folder / "stuk.docx").read_bytes() == b"document"


def test_part_that_is_not_what_was_registered_is_removed(
    casework: Casework, tmp_path: Path
) -> None:
    publish.publish(casework, tmp_path, [FILE], _register(tmp_path))
    (tmp_path / "stuk.docx").unlink()
    (tmp_path / ".paper-999999-stuk.docx.part").write_bytes(b"half")
    (tmp_path / ".paper-999999-ander.docx.part").write_bytes(b"document")
    found = publish.sweep(casework, tmp_path)
    assert found.removed == ("ander.docx", "stuk.docx")
    assert found.missing == ("stuk.docx",)


def test_part_of_a_running_program_is_left_alone(casework: Casework, tmp_path: Path) -> None:
    part = tmp_path / f".paper-{os.getppid()}-stuk.docx.part"
    part.write_bytes(b"bezig")
    assert publish.sweep(casework, tmp_path) == publish.Swept((), (), ())
    assert part.exists()


def test_existing_document_is_never_overwritten(casework: Casework, tmp_path: Path) -> None:
    (tmp_path / "stuk.docx").write_bytes(b"van een ander")
    with pytest.raises(PaperError, match="wordt niet overschreven"):
        publish.publish(casework, tmp_path, [FILE], _register(tmp_path))
    assert (tmp_path / "stuk.docx").read_bytes() == b"van een ander"
    assert not list(tmp_path.glob(".paper-*"))


def test_name_in_the_register_is_not_used_again(casework: Casework, tmp_path: Path) -> None:
    folder = tmp_path / "uit"
    publish.publish(casework, folder, [FILE], _register(folder))
    shutil.rmtree(folder)
    with pytest.raises(CaseworkError, match="staat al in het register"):
        publish.publish(casework, folder, [FILE], _register(folder))


_KILLED = """
import sys, time
from pathlib import Path
from engine.casework.database import open_casework
from engine.exports.papers import publish
from engine.settings import load_settings
from tests.engine.exports.papers.test_publish import FILE, _register
url, folder, step = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
casework = open_casework(url, settings=load_settings())
def hang(*_):
    print("ready", flush=True)
    time.sleep(60)
if step == "before":
    publish.publish(casework, folder, [FILE], hang)
publish._name = hang
publish.publish(casework, folder, [FILE], _register(folder))
"""


@pytest.mark.parametrize(("step", "names"), [("before", []), ("after", ["stuk.docx"])])
def test_killed_program_leaves_all_or_nothing(
    casework: Casework, tmp_path: Path, step: str, names: list[str]
) -> None:
    url, folder = f"sqlite:///{tmp_path / 'casework.sqlite'}", tmp_path / "uit"
    process = subprocess.Popen(
        [sys.executable, "-c", _KILLED, url, str(folder), step],
        stdout=subprocess.PIPE, text=True, cwd=Path(__file__).resolve().parents[4],
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    publish.sweep(casework, folder)
    files, known, _ = _state(casework, folder)
    assert known == names
    assert files == [name + end for name in names for end in ("", ".manifest.json")]
