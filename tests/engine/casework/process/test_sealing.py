"""Sealing: nothing that was said stays readable, figures stay, and only who checks may read."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import String, select
from sqlalchemy.orm import Session

from engine.casework import audit, cases, four_eyes
from engine.casework.audit_models import AuditEntry
from engine.casework.case_models import Case, CaseKind, CaseScan
from engine.casework.database import Casework
from engine.casework.models import Base, Role, User
from engine.casework.process import moving, notes, requests, sealing, tasks, weighing
from engine.casework.process.models import Act, CaseHit, Seal, Transition, Weighing
from engine.casework.process.states import Outcome, State
from engine.casework.scrubbing import scrub
from engine.casework.users import sign_in
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW, on_sqlite
from tests.engine.casework.process.conftest import SHED, WHY, Somebody, meet_everything

MARK = "kenmerk-van-een-vrije-tekst"
KEPT = {
    "case": {"kind", "state", "outcome", "origin"},
    "case_transition": {"from_state", "to_state", "outcome", "role", "checks"},
    "case_weighing": {"step"},
    "privacy_check": {"step"},
    "case_request": {"answer"},
    "task": {"kind"},
    "case_link": {"kind"},
    "approval": {"act"},
    "agenda_item": {"purpose", "portfolio_holder", "confidentiality"},
}
"""What may be read of a sealed signal beside numbers, days and people of the municipality."""


def _say_everything(session: Session, case: Case, user: User) -> None:
    """The mark in every text that a signal can have."""
    meet_everything(session, case, user)
    weighing.weigh(session, case, "1", user=user, answers={"latent": True}, reason=MARK, now=NOW)
    asked = requests.ask(session, case, user=user, partner=MARK, question=MARK, now=NOW)
    asked.content = MARK
    notes.add(session, case, user=user, text=MARK, now=NOW)
    tasks.add(session, case, user=user, title=MARK, due_on=NOW.date(), now=NOW)
    session.add(hit(case, NOW.date()))
    session.add(scan(case, user, NOW.date()))
    four_eyes.ask(session, Act.OPEN_NAME, user=user, case=case, subject=MARK, reason=MARK, now=NOW)


def hit(case: Case, found_on: date) -> CaseHit:
    return CaseHit(
        case_id=case.id, place_id=case.place_id, rule_id="GEN-01", version="1", family="GEN",
        role="signal", explanation=MARK, run="run-1", found_on=found_on, newest=None,
        evidence=[MARK],
    )  # fmt: skip


def scan(case: Case, user: User, as_of: date) -> CaseScan:
    return CaseScan(
        case=case, run="run-1", as_of=as_of, scanned_by=user, scanned_at=NOW,
        outcomes=[{"rule_id": "GEN-01", "outcome": "HIT", "explanation": MARK}], not_judged={},
    )  # fmt: skip


def close(session: Session, case: Case, user: User) -> Transition:
    outcome, reason = Outcome.UNFOUNDED, f"{WHY} {MARK}"
    return moving.move(
        session, case, State.CLOSED, user=user, reason=reason, outcome=outcome, now=NOW
    )


@pytest.fixture
def sealed(session: Session, signal: Case, riec: User) -> Case:
    _say_everything(session, signal, riec)
    close(session, signal, riec)
    return signal


def test_req_ret_1_signal_that_was_not_taken_on_is_sealed_when_it_closes(
    session: Session, sealed: Case
) -> None:
    found = session.scalars(select(Seal)).one()
    assert (found.case_id, found.destroy_on) == (sealed.id, date(2027, 11, 2))
    assert MARK.encode() not in found.sealed
    assert (sealed.state, sealed.outcome, sealed.purpose) == (State.CLOSED, Outcome.UNFOUNDED, "")
    assert [step.to_state for step in moving.history(session, sealed)] == ["NIEUW", "AFGESLOTEN"]
    assert session.scalars(select(Weighing.is_met)).all()
    names = session.scalars(select(AuditEntry.actie_naam).order_by(AuditEntry.seq)).all()
    assert names[-2:] == ["Zaak van NIEUW naar AFGESLOTEN (onterecht)", "Signaal verzegeld"]
    assert audit.verify(session) == len(names)


def test_every_text_of_every_table_of_a_case_is_empty(session: Session, sealed: Case) -> None:
    """A table that refers to a case must say in `sealing.CONTENT` what of it is sealed."""
    looked = 0
    for table in Base.metadata.sorted_tables:
        at = table.c.id if table.name == "case" else table.c.get("case_id")
        if at is None or table.name == "case_seal" or table.name.startswith("bibob"):
            continue
        texts = [c for c in table.columns if isinstance(c.type, String) or "JSON" in str(c.type)]
        for row in session.execute(table.select().where(at == sealed.id)).mappings():
            left = {c.name for c in texts if row[c.name] not in (None, "", [], {})}
            assert left <= KEPT.get(table.name, set()), table.name
            looked += 1
    assert looked >= 15


@pytest.mark.usefixtures("sealed")
def test_nothing_of_it_is_told_any_more(session: Session, riec: User) -> None:
    waiting = [task.title for task in tasks.waiting(session, user=riec)]
    assert waiting == []
    other = cases.open_case(
        session, user=riec, kind=CaseKind.SIGNAL, location=SHED, purpose="Later.", now=NOW
    )
    tasks.add(session, other, user=riec, title="Bellen", due_on=NOW.date(), now=NOW)
    assert [task.title for task in tasks.waiting(session, user=riec)] == ["Bellen"]
    assert cases.open_at(session, SHED.bag_ids) == [other]


@pytest.mark.usefixtures("sealed")
def test_question_of_a_sealed_signal_waits_for_nobody(session: Session, somebody: Somebody) -> None:
    adviser = somebody(Role.DRIEHOEK_ADVISER)
    assert four_eyes.waiting(session, user=adviser, now=NOW) == []


def test_privacy_officer_reads_it_with_a_reason_and_that_is_logged(
    session: Session, sealed: Case, somebody: Somebody
) -> None:
    told = sealing.read(
        session, sealed, user=somebody(Role.PRIVACY_OFFICER), reason="Verzoek om inzage.", now=NOW
    )
    assert told["case"] == [{"id": sealed.id, "purpose": "Iets gezien."}]
    assert [one["text"] for one in told["case_note"]] == [MARK]
    assert told["case_hit"][0]["evidence"] == [MARK]
    assert told["case_scan"][0]["outcomes"][0]["explanation"] == MARK
    assert told["case_transition"][1]["reason"].endswith(MARK)
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert last is not None
    assert (last.gebruiker, last.actie_naam) == (
        "u.privacy_officer", "Verzegeld signaal gelezen: Verzoek om inzage.",
    )  # fmt: skip


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PRIVACY_OFFICER}))
def test_nobody_else_reads_it(
    session: Session, sealed: Case, somebody: Somebody, role: Role
) -> None:
    with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
        sealing.read(session, sealed, user=somebody(role), reason="Nieuwsgierig.", now=NOW)


def test_reading_needs_a_reason_a_seal_and_the_same_key(
    session: Session, sealed: Case, somebody: Somebody, riec: User
) -> None:
    officer = somebody(Role.PRIVACY_OFFICER)
    with pytest.raises(CaseworkError, match="een reden is nodig"):
        sealing.read(session, sealed, user=officer, reason=" ", now=NOW)
    session.info["key"] = lambda: b"x" * 32
    with pytest.raises(CaseworkError, match="een andere sleutel"):
        sealing.read(session, sealed, user=officer, reason="Inzage.", now=NOW)
    other = cases.open_case(
        session, user=riec, kind=CaseKind.SIGNAL, location=SHED, purpose="Later.", now=NOW
    )
    with pytest.raises(CaseworkError, match="is niet verzegeld"):
        sealing.read(session, other, user=officer, reason="Inzage.", now=NOW)


def test_seal_of_another_case_does_not_open(
    session: Session, sealed: Case, somebody: Somebody, riec: User
) -> None:
    other = cases.open_case(
        session, user=riec, kind=CaseKind.SIGNAL, location=SHED, purpose="Later.", now=NOW
    )
    close(session, other, riec)
    mine, theirs = session.get_one(Seal, sealed.id), session.get_one(Seal, other.id)
    mine.sealed, mine.wrapped = theirs.sealed, theirs.wrapped
    officer = somebody(Role.PRIVACY_OFFICER)
    with pytest.raises(CaseworkError, match="beschadigd"):
        sealing.read(session, sealed, user=officer, reason="Inzage.", now=NOW)


def test_what_was_taken_on_is_not_sealed(session: Session, signal: Case, riec: User) -> None:
    signal.state = State.WEIGHING_3
    meet_everything(session, signal, riec)
    moving.move(session, signal, State.DESK_RESEARCH, user=riec, reason=WHY, now=NOW)
    assert close(session, signal, riec).reason.startswith(WHY)
    assert sealing.of_case(session, signal) is None
    assert signal.purpose == "Iets gezien."


@pytest.mark.parametrize(
    ("found_on", "destroy_on"),
    [
        pytest.param(date(2026, 11, 1), date(2027, 11, 2), id="a fresh hit changes nothing"),
        pytest.param(date(2025, 11, 1), date(2027, 11, 2), id="24 months end a day before"),
        pytest.param(date(2025, 10, 31), date(2027, 11, 1), id="the hit goes first"),
    ],
)
def test_hit_in_a_seal_is_kept_no_longer_than_a_hit(
    session: Session, signal: Case, riec: User, found_on: date, destroy_on: date
) -> None:
    session.add(hit(signal, found_on))
    session.flush()
    close(session, signal, riec)
    assert session.get_one(Seal, signal.id).destroy_on == destroy_on


def test_without_a_key_nothing_is_closed(casework: Casework, riec_signal: int) -> None:
    def no_key() -> bytes:
        raise CaseworkError("geen sleutel")

    locked = Casework(casework.engine, casework.settings, no_key)

    def attempt() -> None:
        with locked.writing() as session:
            case = cases.find(session, riec_signal)
            close(session, case, case.opened_by)

    with pytest.raises(CaseworkError, match="geen sleutel"):
        attempt()
    with casework.reading() as session:
        case = cases.find(session, riec_signal)
        assert (case.state, case.purpose) == (State.NEW, "Iets gezien.")


@pytest.fixture
def riec_signal(casework: Casework) -> int:
    with casework.writing() as session:
        who = sign_in(session, subject="ri", role=Role.RIEC_LIAISON, now=NOW)
        return cases.open_case(
            session, user=who, kind=CaseKind.SIGNAL, location=SHED, purpose="Iets gezien.", now=NOW
        ).id


@on_sqlite
def test_no_text_is_left_in_the_file(casework: Casework, tmp_path: Path, riec_signal: int) -> None:
    with casework.writing() as session:
        case = cases.find(session, riec_signal)
        _say_everything(session, case, case.opened_by)
    file = tmp_path / "state" / "casework.sqlite"
    assert MARK.encode() in file.with_name("casework.sqlite-wal").read_bytes()
    with casework.writing() as session:
        case = cases.find(session, riec_signal)
        close(session, case, case.opened_by)
    scrub(casework)
    left = b"".join(found.read_bytes() for found in sorted(file.parent.iterdir()))
    assert MARK.encode() not in left
    assert json.dumps(MARK).encode() not in left


def test_time_does_not_change_what_was_sealed(session: Session, sealed: Case) -> None:
    before = session.get_one(Seal, sealed.id).sealed
    with pytest.raises(CaseworkError, match="is gesloten"):
        cases.to_change(session, sealed.id, user=sealed.opened_by, now=NOW + timedelta(days=1))
    assert session.get_one(Seal, sealed.id).sealed == before
