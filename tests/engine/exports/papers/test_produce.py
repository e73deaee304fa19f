"""Making a paper: who may, to whom, why; what is told of it; and what a change of it betrays."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from engine.casework import audit
from engine.casework.audit_models import AuditEntry
from engine.casework.database import Casework
from engine.casework.models import Role
from engine.errors import CaseworkError, PaperError
from engine.exports.papers import dossier_paper, letter, manifest, produce
from engine.exports.papers.produce import Build
from engine.snapshot import Run
from tests.engine.exports.conftest import HOUSE
from tests.engine.exports.papers.conftest import NOW, REASON, order


def _letter(area: str = "Veenderveld") -> Build:
    return lambda *_: letter.to_entrepreneurs(area=area)


def _dossier(run: Run) -> Build:
    return lambda session, who, _: dossier_paper.draft(session, run, location=HOUSE, user=who)


def _entries(casework: Casework) -> list[AuditEntry]:
    with casework.reading() as session:
        audit.verify(session)
        found = audit.search(session)
        session.expunge_all()
        return found


def _forbidden(*_: object) -> None:
    raise AssertionError("read before it was allowed")


def test_paper_is_logged_with_its_recipient(casework: Casework, tmp_path: Path) -> None:
    made = produce.produce(
        casework, letter.ENTREPRENEURS, order(tmp_path / "uit", "ondernemers"), _letter(), now=NOW
    )
    (entry,) = _entries(casework)
    assert (entry.soort_afnemer_id, entry.afnemer_id) == ("ondernemers", "ondernemers")
    assert entry.gebruiker == "m.jansen"
    told = manifest.verify(made.files[0])
    assert told["document"]["sha256"] == entry.verwerkte_objecten[0]["objectId"]
    assert told["decision"]["reason"] == REASON
    assert told["run"] is None


def test_manifest_names_run_rules_template_and_term(
    casework: Casework, village: Run, tmp_path: Path
) -> None:
    made = produce.produce(
        casework, dossier_paper.CONTRACT, order(tmp_path, "beoordelaars"), _dossier(village),
        now=NOW,
    )  # fmt: skip
    told = manifest.verify(made.files[0])
    assert told["run"]["result_hash"] == village.result_hash
    assert told["locations"] == [HOUSE]
    assert told["template"]["file"] == "templates/paper.docx"
    assert told["keep"]["until"] == "2027-05-02"
    assert told["legal_basis"]["verified"] is False


def test_every_recipient_and_format_gets_its_own_document(
    casework: Casework, tmp_path: Path
) -> None:
    asked = order(tmp_path, "ondernemers", "ondernemers", formats=("docx", "pdf"))
    made = produce.produce(casework, letter.ENTREPRENEURS, asked, _letter(), now=NOW)
    assert [file.suffix for file in made.files] == [".docx", ".pdf"]
    assert len(_entries(casework)) == 2


@pytest.mark.parametrize(
    ("to", "reason", "role", "formats", "told"),
    [
        (("raad",), REASON, Role.RIEC_LIAISON, ("docx",), "gaat niet naar 'raad'"),
        ((), REASON, Role.RIEC_LIAISON, ("docx",), "noem ten minste één ontvanger"),
        (("ondernemers",), REASON, Role.RIEC_LIAISON, ("xlsx",), "is er niet als xlsx"),
        (("ondernemers",), "te kort", Role.RIEC_LIAISON, ("docx",), "de reden heeft 7 tekens; 30"),
        (("ondernemers",), " " * 40, Role.RIEC_LIAISON, ("docx",), "een reden is nodig"),
        (("ondernemers",), REASON, Role.ADMINISTRATOR, ("docx",), "als beheerder mag u dit niet"),
        (("ondernemers",), REASON, Role.BIBOB_OFFICER, ("docx",), "als Bibob-medewerker mag u"),
    ],
)
def test_what_nobody_may_decide_is_refused_before_anything_is_read(
    casework: Casework,
    tmp_path: Path,
    to: tuple[str, ...],
    reason: str,
    role: Role,
    formats: tuple[str, ...],
    told: str,
) -> None:
    asked = order(tmp_path / "uit", *to, role=role, reason=reason, formats=formats)
    with pytest.raises((PaperError, CaseworkError), match=told):
        produce.produce(casework, letter.ENTREPRENEURS, asked, _forbidden, now=NOW)  # type: ignore[arg-type]
    assert not (tmp_path / "uit").exists()
    assert _entries(casework) == []


def test_reason_of_exactly_the_least_length_is_enough(casework: Casework, tmp_path: Path) -> None:
    asked = order(tmp_path, "ondernemers", reason="x" * 30)
    assert produce.produce(casework, letter.ENTREPRENEURS, asked, _letter(), now=NOW).files
    short, later = order(tmp_path, "ondernemers", reason="x" * 29), NOW + timedelta(seconds=1)
    with pytest.raises(CaseworkError, match="29 tekens"):
        produce.produce(casework, letter.ENTREPRENEURS, short, _letter(), now=later)


def test_same_paper_at_the_same_moment_is_the_same_document(
    casework: Casework, tmp_path: Path
) -> None:
    hashes = {
        manifest.sha256(file.read_bytes())
        for name in ("een", "twee")
        for file in produce.produce(
            casework, letter.ENTREPRENEURS, order(tmp_path / name, "ondernemers"), _letter(),
            now=NOW,
        ).files
    }  # fmt: skip
    assert len(hashes) == 1


def test_changed_document_is_told(casework: Casework, tmp_path: Path) -> None:
    (file,) = produce.produce(
        casework, letter.ENTREPRENEURS, order(tmp_path, "ondernemers"), _letter(), now=NOW
    ).files
    file.write_bytes(file.read_bytes() + b"x")
    with pytest.raises(PaperError, match="gewijzigd"):
        manifest.verify(file)
    file.unlink()
    with pytest.raises(PaperError, match="het stuk ontbreekt"):
        manifest.verify(file)


@pytest.mark.parametrize("content", ["", "[]", "{", '{"form": "dijkwacht-paper/1"}'])
def test_what_is_no_manifest_is_refused(tmp_path: Path, content: str) -> None:
    document = tmp_path / "a.docx"
    document.write_bytes(b"x")
    with pytest.raises(PaperError, match="manifest ontbreekt"):
        manifest.verify(document)
    manifest.beside(document).write_text(content, "utf-8")
    with pytest.raises(PaperError, match="manifest"):
        manifest.verify(document)


def test_dangerous_names_stay_out_of_the_file_name(casework: Casework, tmp_path: Path) -> None:
    draft = letter.to_entrepreneurs(area="../../x")
    build: Build = lambda *_: type(draft)(  # noqa: E731
        "../../etc/\x00passwd", draft.values, {}, draft.origin
    )
    (file,) = produce.produce(
        casework, letter.ENTREPRENEURS, order(tmp_path, "ondernemers"), build, now=NOW
    ).files
    assert file.parent == tmp_path
    assert file.name == "letter-entrepreneurs-etc-passwd-ondernemers-20261102-103005.docx"
    assert json.loads(manifest.beside(file).read_text("utf-8"))["document"]["name"] == file.name
