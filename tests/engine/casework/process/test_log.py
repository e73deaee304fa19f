"""Every act in a case is in the processing log, by who did it and about that case."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import audit, cases, four_eyes
from engine.casework.audit_models import AuditEntry
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import Role, User
from engine.casework.places import LocationState
from engine.casework.process import (
    assigning,
    evidence,
    joining,
    linking,
    measures,
    moving,
    needs,
    notes,
    privacy_checks,
    requests,
    splitting,
    tasks,
    weighing,
)  # fmt: skip
from engine.casework.process.definition import process_of
from engine.casework.process.models import Act, Answer
from engine.casework.process.states import State
from engine.casework.users import sign_in
from tests.engine.casework.conftest import NOW
from tests.engine.casework.process.conftest import BARN, SHED, WHY
from tests.engine.casework.process.evidence_world import hit, run_of

TODAY = NOW.date()
Do = Callable[[Session, Case, User], object]


def _check(s: Session, c: Case, u: User) -> object:
    texts = dict.fromkeys(process_of(s).privacy_checks["1"].questions, "Ja")
    return privacy_checks.record(s, c, "1", user=u, answers=texts, allows=True, now=NOW)


def _ask(s: Session, c: Case, u: User) -> object:
    return requests.ask(s, c, user=u, partner="politie", question="Iets?", now=NOW)


def _answer(s: Session, c: Case, u: User) -> None:
    asked = requests.ask(s, c, user=u, partner="politie", question="Iets?", now=NOW)
    requests.answer(s, c, asked, user=u, found=Answer.HIT, now=NOW)


def _content(s: Session, c: Case, u: User) -> None:
    asked = requests.ask(s, c, user=u, partner="politie", question="Iets?", now=NOW)
    requests.answer(s, c, asked, user=u, found=Answer.HIT, now=NOW)
    _check(s, c, u)
    requests.ask_content(s, c, asked, user=u, now=NOW)
    requests.receive(s, c, asked, user=u, content="Geheim.", now=NOW)


def _done(s: Session, c: Case, u: User) -> None:
    made = tasks.add(s, c, user=u, title="Bellen", due_on=TODAY, now=NOW)
    tasks.done(s, made, user=u, now=NOW)


def _measure(s: Session, c: Case, u: User) -> object:
    c.state = State.CASE
    return measures.record(s, c, user=u, instrument="LOD", decided_on=TODAY, reason=WHY, now=NOW)


def _approval(s: Session, c: Case, u: User) -> object:
    subject = needs.subject_of(c, needs.CLOSING)
    return four_eyes.ask(
        s, Act.CLOSE_WITH_MEASURE, user=u, case=c, subject=subject, reason=WHY, now=NOW
    )


def _other(s: Session, u: User) -> Case:
    return cases.open_case(
        s, user=u, kind=CaseKind.SIGNAL, location=BARN, purpose="Iets anders.", now=NOW
    )


def _undo(s: Session, c: Case, u: User) -> object:
    joining.merge(s, c, _other(s, u), user=u, reason=WHY, now=NOW)
    return joining.undo(s, c.id, user=u, reason=WHY, now=NOW)


def _split(s: Session, c: Case, u: User) -> object:
    assigning.add_place(s, c, user=u, location=BARN, now=NOW)
    return splitting.split(s, c, ["L2"], user=u, reason=WHY, now=NOW)


def _unlink(s: Session, c: Case, u: User) -> None:
    other = _other(s, u)
    linking.link(s, c, other, user=u, reason=WHY, now=NOW)
    linking.unlink(s, c, other, user=u, now=NOW)


ACTS: Mapping[str, tuple[Do, str]] = {
    "open": (
        lambda s, c, u: cases.open_case(
            s, user=u, kind=c.kind, location=SHED, purpose="Iets.", now=NOW
        ),
        "Zaak geopend: signaal",
    ),
    "move": (
        lambda s, c, u: moving.move(s, c, State.WEIGHING_1, user=u, reason=WHY, now=NOW),
        "Zaak van NIEUW naar WEGING_1",
    ),
    "weigh": (
        lambda s, c, u: weighing.weigh(s, c, "1", user=u, answers={}, reason=WHY, now=NOW),
        "Weging 1 vastgelegd",
    ),
    "check": (_check, "Privacytoets 1: toegestaan"),
    "ask": (_ask, "Bron gevraagd: hit of geen hit"),
    "answer": (_answer, "Antwoord vastgelegd: hit"),
    "content": (_content, "Inhoud ontvangen"),
    "note": (lambda s, c, u: notes.add(s, c, user=u, text="Geheim.", now=NOW), "Notitie gemaakt"),
    "task": (
        lambda s, c, u: tasks.add(s, c, user=u, title="Bellen", due_on=TODAY, now=NOW),
        "Taak gemaakt",
    ),
    "done": (_done, "Taak gedaan"),
    "measure": (_measure, "Maatregel vastgelegd"),
    "assign": (
        lambda s, c, u: assigning.assign(s, c, user=u, owner=u, now=NOW), "Trekker gewijzigd",
    ),
    "place": (
        lambda s, c, u: assigning.add_place(s, c, user=u, location=BARN, now=NOW),
        "Locatie toegevoegd",
    ),
    "approval": (_approval, "Goedkeuring gevraagd: sluiten met een maatregel"),
    "link": (
        lambda s, c, u: linking.link(s, c, _other(s, u), user=u, reason=WHY, now=NOW),
        "Zaak 1 hoort bij zaak 2",
    ),
    "unlink": (_unlink, "Koppeling met zaak 2 weg"),
    "merge": (
        lambda s, c, u: joining.merge(s, c, _other(s, u), user=u, reason=WHY, now=NOW),
        "Zaak 1 opgegaan in zaak 2",
    ),
    "undo": (_undo, "Zaak 1 weer gehaald uit zaak 2"),
    "split": (_split, "Zaak afgesplitst van zaak 1"),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_act_is_logged_last_by_who_did_it_without_its_text(
    session: Session, signal: Case, act: str
) -> None:
    user = sign_in(session, subject="die.het.deed", role=Role.RIEC_LIAISON, now=NOW)
    deed, name = ACTS[act]
    deed(session, signal, user)
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.seq)).all()
    assert (entries[-1].actie_naam, entries[-1].gebruiker) == (name, "die.het.deed")
    assert entries[-1].tijdstip == NOW
    kinds = {one["objecttype"] for one in entries[-1].verwerkte_objecten}
    assert kinds & {"zaak", "goedkeuring"}
    told = str([entry.verwerkte_objecten for entry in entries])
    assert "Geheim" not in told
    assert WHY not in told
    assert audit.verify(session) == len(entries)


def test_kept_hits_are_logged_with_their_run_and_records(
    session: Session, riec: User, tmp_path: Path
) -> None:
    run = run_of(tmp_path / "runs", hit("GEN-01", location_id="L4"), listed=())
    signal = cases.open_case(
        session, user=riec, kind=CaseKind.SIGNAL, location=LocationState("L4", (), "low", ()),
        purpose="Iets gezien.", now=NOW,
    )  # fmt: skip
    evidence.keep(session, signal, run, user=riec, now=NOW)
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert last is not None
    assert (last.actie_naam, last.gegevensbron) == (
        "Treffers van de weekscan in de zaak bewaard", run.path.name,
    )  # fmt: skip
