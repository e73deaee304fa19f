"""REQ-TRN-3: who asks is told all that is processed about them, and nothing of anybody else."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy.orm import Session

from engine.casework import audit, cases, four_eyes, holds, places, users
from engine.casework.audit import ProcessedObject
from engine.casework.bibob import people as bibob_people
from engine.casework.bibob.acting import By
from engine.casework.bibob.files import HookGiven, open_file
from engine.casework.bibob.people import PartyGiven
from engine.casework.bibob.words import PartyRole
from engine.casework.case_models import Case, CaseKind
from engine.casework.database import Casework
from engine.casework.models import Role, User
from engine.casework.process import moving
from engine.casework.process.models import Act
from engine.casework.process.states import Outcome, State
from engine.errors import CaseworkError, PaperError
from engine.exports.papers import access_person, produce, texts
from engine.exports.papers.access_person import Ground
from engine.exports.papers.draft import Draft
from engine.exports.papers.produce import Order, Produced
from engine.exports.papers.texts import Format
from engine.register.vault import Vault
from engine.settings import SHIPPED_RULES
from engine.snapshot import Run
from tests.engine.exports.conftest import HOUSE, SOLE_TRADER_KVK, YARD
from tests.engine.exports.papers import person_world as world
from tests.engine.exports.papers.conftest import NOW, REASON
from tests.engine.exports.papers.person_world import ANNA, BRAM, CLARA, GONE, NAMESAKE

WHY = "Verzonnen reden: de toezichthouder vroeg om mee te kijken op deze plek."
TEXTS = texts.load(SHIPPED_RULES, access_person.CONTRACT)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return world.make(tmp_path_factory.mktemp("people") / "runs")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault(tmp_path / "vault.sqlite", world.KEY) as made:
        made.put(world.NAMES)
        yield made


def _draft(session: Session, run: Run, vault: Vault, *people: str) -> Draft:
    return access_person.draft(session, run, people=people, vault=vault, texts=TEXTS, now=NOW)


def _said(session: Session, run: Run, vault: Vault, *people: str) -> dict[str, str]:
    """What each section says."""
    filled = _draft(session, run, vault, *people).filled
    return {name: repr(list(blocks)) for name, blocks in filled.items()}


def _document(casework: Casework, run: Run, vault: Vault, folder: Path, *people: str) -> str:
    """All text of the document that is made."""
    (file,) = _produce(casework, run, vault, folder, *people).files
    document = Document(str(file))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def _produce(
    casework: Casework, run: Run, vault: Vault, folder: Path, *people: str,
    format_: Format = Format.DOCX, role: Role = Role.PRIVACY_OFFICER, reason: str = REASON,
) -> Produced:  # fmt: skip
    order = Order("f.gegevens", role, reason, ("verzoeker",), (format_,), folder)
    return produce.produce(
        casework, access_person.CONTRACT, order,
        lambda session, _, found: access_person.draft(
            session, run, people=people, vault=vault, texts=found, now=NOW
        ),
        now=NOW,
    )  # fmt: skip


def test_req_trn_3_a_person_is_told_every_fact_with_its_register_and_days(
    session: Session, run: Run, vault: Vault
) -> None:
    said = _said(session, run, vault, ANNA)
    for part in (
        "is functionaris van (bestuurder)", "Kas en Co B.V. (KVK 90000019)", "1 september 2026",
        "heeft een recht op (eigendom; aandeel 1/2)", "titles:title:T-1", "1 april 2019",
        "is overgedragen aan u (verkoop; 450000 euro)", "exploiteert", "is leidinggevende van",
        "Poort G1: eigen gegevens van de gemeente",
    ):  # fmt: skip
        assert part in said["facts"], part
    assert "Kadaster: verkoop', 'verkoper', '2 mei 2020', 'Dorpsstraat 2" in said["records"]
    assert "degene om wie het gaat" in said["records"]
    assert "transfers:transfer:K-1" not in said["records"]
    for location, label in ((YARD, "Polderpad 1"), (HOUSE, "Dorpsstraat 2")):
        assert f"('{location}', '{label}, Oud Ade')" in said["locations"]
    assert "GEN-01, versie 1.0.0" in said["rules"]
    assert "DRG-05" not in said["rules"]
    assert "versleuteld bewaard" in said["names"]


def test_no_rule_tells_what_it_saw_at_a_location(session: Session, run: Run, vault: Vault) -> None:
    everything = "".join(_said(session, run, vault, ANNA).values())
    assert "4 bedrijven begonnen hier" not in everything
    assert "Band" not in everything


def test_paper_says_that_no_person_has_a_score(
    casework: Casework, run: Run, vault: Vault, tmp_path: Path
) -> None:
    told = _document(casework, run, vault, tmp_path / "uit", ANNA)
    assert "u heeft geen score" in told


def test_nobody_else_and_no_name_stands_in_the_document_or_its_manifest(
    casework: Casework, run: Run, vault: Vault, tmp_path: Path
) -> None:
    told = _document(casework, run, vault, tmp_path / "uit", ANNA)
    (manifest,) = (tmp_path / "uit").glob("*.json")
    for text in (told, manifest.read_text("utf-8"), manifest.name):
        assert set(re.findall(r"P[0-9a-f]{20}", text)) <= {ANNA}
        for name in world.NAMES:
            assert name.name not in text
        for other in (NAMESAKE, BRAM, CLARA):
            assert other[:6] not in text


def test_pseudonym_of_somebody_else_within_a_key_becomes_a_word(
    session: Session, run: Run, vault: Vault
) -> None:
    _mention(session, f"Over {BRAM} en x")
    said = _said(session, run, vault, ANNA)
    assert f"licence_managers:licence_manager:A-1/{ANNA}/2021-01-01" in said["facts"]
    assert "Over persoon en x" in said["received"]


def test_number_of_a_sole_trader_is_told_to_the_owner_only(
    session: Session, run: Run, vault: Vault
) -> None:
    told = _said(session, run, vault, ANNA)["facts"]
    assert "functionaris van (gevolmachtigde)" in told
    assert "eenmanszaak van een ander (afgeschermd)" in told
    assert SOLE_TRADER_KVK not in told
    assert f"eenmanszaak (KVK {SOLE_TRADER_KVK})" in _said(session, run, vault, BRAM)["facts"]


def _mention(session: Session, name: str, *further: ProcessedObject) -> None:
    objects = (ProcessedObject("persoon", "pseudoniem", ANNA, "wie"), *further)
    audit.append(session, audit.Processing(name, "stap", "ri", objects), now=NOW)


def test_several_pseudonyms_of_one_person_are_told_together(
    session: Session, run: Run, vault: Vault
) -> None:
    both = _draft(session, run, vault, NAMESAKE, ANNA)
    assert both.values["person"] == f"{ANNA}, {NAMESAKE}"
    told = repr(both.filled["facts"])
    assert "titles:title:T-1" in told
    assert "titles:title:T-2" in told
    assert "titles:title:T-2" not in _said(session, run, vault, ANNA)["facts"]


def _bibob(session: Session, run: Run) -> int:
    """An open Bibob file at the yard that names Anna as its subject."""
    officer = users.sign_in(session, subject="b.officier", role=Role.BIBOB_OFFICER, now=NOW)
    file = open_file(
        session, user=officer, location=places.states(run, [YARD])[YARD],
        given=HookGiven("application", "exploitatie_horeca", "Z-1", NOW.date()),
        purpose="Aanvraag ontvangen.", now=NOW,
    )  # fmt: skip
    given = PartyGiven(PartyRole.SUBJECT, "Anna Verzonnen", is_natural=True)
    bibob_people.name(session, file.case_id, By(officer, file.case.version, NOW), given)
    return file.case_id


def _open_case(session: Session, run: Run) -> int:
    liaison = users.sign_in(session, subject="ri", role=Role.RIEC_LIAISON, now=NOW)
    return cases.open_case(
        session, user=liaison, kind=CaseKind.CASE, location=places.states(run, [YARD])[YARD],
        purpose=WHY, now=NOW,
    ).id  # fmt: skip


def _closed_case(session: Session, run: Run) -> int:
    number = _open_case(session, run)
    liaison = users.sign_in(session, subject="ri", role=Role.RIEC_LIAISON, now=NOW)
    moving.move(
        session, cases.find(session, number), State.CLOSED, user=liaison,
        outcome=Outcome.REPAIRED, reason=WHY, now=NOW,
    )  # fmt: skip
    return number


def _victim(session: Session, run: Run) -> int:
    number = _closed_case(session, run)
    session.get_one(Case, number).is_victim = True
    session.flush()
    return number


def _mask(session: Session, run: Run) -> int:
    number = _closed_case(session, run)
    liaison = users.sign_in(session, subject="ri", role=Role.RIEC_LIAISON, now=NOW)
    holds.mask(
        session, user=liaison, location=places.states(run, [YARD])[YARD],
        reason="mogelijk slachtoffer", now=NOW,
    )  # fmt: skip
    return number


def _beside(session: Session, run: Run) -> int:
    """A case that ended where another one is open."""
    number = _closed_case(session, run)
    _open_case(session, run)
    return number


def _gone(session: Session, run: Run) -> int:
    """A case of which nobody can say any more what it was."""
    del session, run
    return 404


@pytest.mark.parametrize(
    ("happen", "ground"),
    [
        (_bibob, Ground.BIBOB),
        (_open_case, Ground.OPEN_CASE),
        (_beside, Ground.OPEN_CASE),
        (_victim, Ground.VICTIM),
        (_mask, Ground.VICTIM),
        (_gone, Ground.BIBOB),
    ],
)
def test_req_trn_3_what_is_withheld_of_a_person_has_its_ground_and_leaves_no_trace(
    session: Session,
    run: Run,
    vault: Vault,
    happen: Callable[[Session, Run], int],
    ground: Ground,
) -> None:
    before = _said(session, run, vault, ANNA)
    number = happen(session, run)
    _mention(session, "Naam geopend", ProcessedObject("zaak", "nummer", str(number), "zaak"))
    assert _said(session, run, vault, ANNA) == before
    assert TEXTS.of.phrases[ground] in before["withheld"]


def test_every_ground_names_its_article_and_stands_in_every_answer(
    session: Session, run: Run, vault: Vault
) -> None:
    nobody = _said(session, run, vault)["withheld"]
    assert nobody == _said(session, run, vault, ANNA)["withheld"]
    for part in ("AVG art. 23", "UAVG art. 41", "Wet Bibob art. 28", "AVG art. 15 lid 4"):
        assert part in nobody
    assert nobody.count("te verifiëren") == len(Ground)


def test_what_was_done_in_a_case_that_ended_is_told_without_who_did_it(
    session: Session, run: Run, vault: Vault, liaison: User
) -> None:
    number = _open_case(session, run)
    case = cases.find(session, number)
    four_eyes.ask(
        session, Act.OPEN_NAME, user=liaison, case=case, subject=ANNA, reason=WHY, now=NOW
    )
    opened = ProcessedObject("persoon", "pseudoniem of KVK-nummer", ANNA, "wiens naam")
    cases.log(session, case, user=liaison, name="Naam geopend", now=NOW, further=(opened,))
    assert "Naam geopend" not in _said(session, run, vault, ANNA)["received"]
    moving.move(
        session, case, State.CLOSED, user=liaison, outcome=Outcome.REPAIRED, reason=WHY,
        now=NOW + timedelta(hours=1),
    )  # fmt: skip
    told = _said(session, run, vault, ANNA)
    assert "('2 november 2026', 'Naam geopend', '')" in told["received"]
    assert "Goedkeuring gevraagd" in told["received"]
    assert "m.jansen" not in "".join(told.values())
    assert WHY not in "".join(told.values())
    assert "Naam geopend" not in _said(session, run, vault, BRAM)["received"]


def test_source_behind_a_gate_leaves_no_trace(
    session: Session, run: Run, vault: Vault, tmp_path: Path
) -> None:
    said = _said(session, run, vault, ANNA)
    open_rows = {name: rows for name, rows in world.PEOPLE.items()
                 if name not in ("bibob_register", "contract")}  # fmt: skip
    without = world.make(tmp_path / "runs", {**open_rows, "bibob_register": (), "contract": ()})
    assert _said(session, without, vault, ANNA) == said
    assert "contracts" not in said["names"]


def test_who_stands_behind_a_gate_only_is_as_unknown_as_nobody(
    session: Session, run: Run, vault: Vault
) -> None:
    refused = []
    for person in (CLARA, "P" + "0" * 20):
        with pytest.raises(PaperError, match="hier niets bekend") as error:
            _draft(session, run, vault, person)
        refused.append(str(error.value).replace(person, "P"))
    assert refused[0] == refused[1]


def test_name_that_is_kept_is_told_when_the_run_says_nothing_any_more(
    session: Session, run: Run, vault: Vault
) -> None:
    said = _said(session, run, vault, GONE)
    assert "permits" in said["names"]
    for part in ("facts", "records", "locations", "rules", "received"):
        assert "Niets." in said[part]
    vault.destroy(GONE)
    assert "vernietigd" in _said(session, run, vault, GONE)["names"]


def test_nobody_is_an_answer_that_says_so(
    casework: Casework, run: Run, vault: Vault, tmp_path: Path
) -> None:
    told = _document(casework, run, vault, tmp_path / "uit")
    assert "Onder uw naam vonden wij niets" in told
    assert "Wat wij niet vertellen" in told
    assert "Wat registers over u zeggen" not in told


def test_same_input_gives_the_same_bytes(
    casework: Casework, run: Run, vault: Vault, tmp_path: Path
) -> None:
    with casework.reading() as session:
        first = _draft(session, run, vault, ANNA, NAMESAKE)
        assert _draft(session, run, vault, NAMESAKE, ANNA, ANNA) == first
    made = [_produce(casework, run, vault, tmp_path / "uit", ANNA, format_=one) for one in Format
            if one is not Format.XLSX]  # fmt: skip
    assert sorted(file.suffix for one in made for file in one.files) == [".docx", ".pdf"]


def test_paper_is_logged_with_whom_it_is_about(
    casework: Casework, run: Run, vault: Vault, tmp_path: Path
) -> None:
    _produce(casework, run, vault, tmp_path / "uit", ANNA)
    with casework.reading() as session:
        (entry,) = audit.search(session, object_ids=[ANNA])
        assert entry.actie_naam == f"Stuk uitgebracht: {TEXTS.of.label}, {ANNA[:6]}"
        assert entry.soort_afnemer_id == "betrokkene"
        assert "Stuk uitgebracht" in _said(session, run, vault, ANNA)["received"]


@pytest.mark.parametrize(
    ("person", "role", "reason", "error", "told"),
    [
        ("Pabc", Role.PRIVACY_OFFICER, REASON, PaperError, "geen pseudoniem"),
        ("P" + "0" * 20, Role.PRIVACY_OFFICER, REASON, PaperError, "hier niets bekend"),
        (ANNA, Role.RIEC_LIAISON, REASON, CaseworkError, "mag u dit niet"),
        (ANNA, Role.PRIVACY_OFFICER, "kort", CaseworkError, "30 is het minste"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    casework: Casework, run: Run, vault: Vault, tmp_path: Path, person: str, role: Role,
    reason: str, error: type[Exception], told: str,
) -> None:  # fmt: skip
    with pytest.raises(error, match=told):
        _produce(casework, run, vault, tmp_path / "uit", person, role=role, reason=reason)
    assert not (tmp_path / "uit").exists()


def test_vault_of_another_installation_is_refused(
    session: Session, run: Run, tmp_path: Path
) -> None:
    with (
        Vault(tmp_path / "andere.sqlite", b"x" * 32) as other,
        pytest.raises(CaseworkError, match="andere sleutel"),
    ):
        _draft(session, run, other, ANNA)
