"""Destroying: exactly what two persons saw, logged, whole or not at all, and nothing is left."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from engine.casework import audit, cases, four_eyes
from engine.casework.audit_models import AuditEntry
from engine.casework.case_models import CaseKind
from engine.casework.destruction import carrying_out, erasing, extending, listing
from engine.casework.destruction.carrying_out import Names
from engine.casework.meetings.models import AgendaItem
from engine.casework.models import Base, Role
from engine.casework.process import moving
from engine.casework.process.models import Seal
from engine.casework.process.states import Origin, Outcome, State
from engine.casework.users import sign_in
from engine.errors import CaseworkError, RunError
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.register.vault import Name, Vault
from tests.engine.casework import filling
from tests.engine.casework.conftest import NOW, on_sqlite
from tests.engine.casework.destruction.conftest import MARK, World, at, later, riec
from tests.engine.casework.process.conftest import WHY

DAY = date(2026, 11, 2)
YEAR_ON = date(2027, 11, 2)


def _names(world: World) -> list[str]:
    with world.casework.reading() as session:
        audit.verify(session)
        return list(session.scalars(select(AuditEntry.actie_naam).order_by(AuditEntry.seq)))


def test_nothing_goes_before_a_second_person_allowed_it(world: World) -> None:
    number = world.signal_that_ended(DAY)
    assert world.destroy(YEAR_ON) == []
    with world.casework.writing() as session:
        for part in listing.parts(session, day=YEAR_ON, unmentioned=()):
            listing.ask(session, part, user=riec(session), reason=WHY, now=at(YEAR_ON))
    assert world.destroy(YEAR_ON) == []
    assert world.state(number) is State.CLOSED


def test_req_ret_1_sealed_signal_is_destroyed_with_its_key(world: World) -> None:
    number = world.signal_that_ended(DAY)
    world.allow(YEAR_ON)
    assert world.destroy(YEAR_ON) == [f"verzegeld signaal {number}; vanaf 2027-11-02; aantal 1"]
    with world.casework.reading() as session:
        assert session.scalars(select(Seal)).all() == []
        case = cases.find(session, number)
        assert (case.state, case.outcome) == (State.DESTROYED, Outcome.UNFOUNDED)
        assert (case.place.location_id, case.place.bag_ids) == (erasing.NOWHERE, ())
        last = moving.history(session, case)[-1]
        assert (last.from_state, last.user, last.role) == (State.CLOSED, None, None)
        assert last.reason == "Bewaartermijn van een niet opgepakt signaal verstreken."
    assert _names(world)[-3:] == [
        "Goedkeuring gebruikt: vernietigen",
        "Inhoud van zaak vernietigd: Bewaartermijn van een niet opgepakt signaal verstreken.",
        "Zaak van AFGESLOTEN naar VERNIETIGD (onterecht)",
    ]
    assert world.destroy(YEAR_ON) == []
    assert world.lines(date(2040, 1, 1)) == []


def test_no_row_of_any_table_belongs_to_a_destroyed_case(world: World) -> None:
    number = 1
    with world.casework.writing() as session:
        filling.fill(session.connection())
        _let_words_be_words(session.connection())
    long_after = date(2040, 1, 1)
    world.allow(long_after)
    assert world.destroy(long_after)
    with world.casework.reading() as session:
        case = cases.find(session, number)
        assert (case.state, case.purpose, case.owner) == (State.DESTROYED, "", None)
        for table in Base.metadata.sorted_tables:
            keys = [k.parent for k in table.foreign_keys if k.column.table.name == "case"]
            if not keys or table.name in ("case", "case_transition", "agenda_item"):
                continue
            mine = sa.select(sa.func.count()).where(sa.or_(*(k == number for k in keys)))
            assert session.scalar(mine) == 0, table.name
        assert session.get_one(AgendaItem, number).texts == {}


def _let_words_be_words(connection: sa.Connection) -> None:
    """Filled rows have numbered texts where the models want one of their words."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, sa.Enum):
                word = column.type.python_type
                value = next(iter(word))
                connection.execute(table.update().values({column.name: value}))
    for statement in (
        "UPDATE \"case\" SET kind = 'case', state = 'AFGESLOTEN', outcome = NULL",
        "UPDATE case_scan SET outcomes = '[]'",
        "DELETE FROM second_reading",
        "DELETE FROM judgement",
        "DELETE FROM listing_assignment",
        "DELETE FROM listing",
        "DELETE FROM audit_entry",
        f"UPDATE audit_head SET entries = 0, hash = '{'0' * 64}'",
    ):
        connection.execute(sa.text(statement))
    if connection.dialect.name == "postgresql":
        found = connection.exec_driver_sql("SELECT sequencename FROM pg_sequences").all()
        for (name,) in found:
            connection.exec_driver_sql(f"SELECT setval('public.{name}', 100)")


def test_hits_go_and_their_count_stays(world: World) -> None:
    number = world.case(DAY)
    for days in (0, 1, 300):
        world.hit(number, later(DAY, days))
    day = date(2028, 11, 4)
    world.allow(day)
    assert world.destroy(day) == [f"treffers van zaak {number}; vanaf 2028-11-03; aantal 2"]
    assert world.look(number, lambda case: case.hits_destroyed) == 2
    assert world.lines(day) == []
    assert world.lines(date(2029, 8, 30)) == [
        f"treffers van zaak {number}; vanaf 2029-08-30; aantal 1"
    ]


def test_list_that_changed_is_refused_and_stays(world: World) -> None:
    number = world.case(date(2020, 1, 1))
    world.signal_that_ended(date(2024, 1, 1))
    world.allow(DAY)
    with world.casework.writing() as session:
        cases.to_change(session, number, user=riec(session), now=at(DAY))
    with pytest.raises(CaseworkError, match="lijst zaken van 2 november 2026: wat weg moet is"):
        world.destroy(DAY)
    assert len(world.lines(DAY)) == 1
    world.allow(DAY)
    with pytest.raises(CaseworkError, match="Vraag het opnieuw"):
        world.destroy(DAY)
    assert world.lines(DAY) == []


def test_what_becomes_due_later_waits_for_the_next_list(world: World) -> None:
    first = world.signal_that_ended(DAY)
    second = world.signal_that_ended(later(DAY, 1))
    world.allow(YEAR_ON)
    world.destroy(later(YEAR_ON, 3))
    assert world.state(first) is State.DESTROYED
    assert world.state(second) is State.CLOSED


def test_approval_expires(world: World) -> None:
    world.signal_that_ended(DAY)
    world.allow(YEAR_ON)
    assert world.destroy(later(YEAR_ON, 15)) == []


def test_other_roles_may_not_destroy(world: World) -> None:
    world.signal_that_ended(DAY)
    world.allow(YEAR_ON)
    for role in sorted(set(Role) - {Role.RIEC_LIAISON, Role.BIBOB_OFFICER, Role.ADMINISTRATOR}):
        done = carrying_out.allowed(
            world.casework, subject="x", role=role, names=Names(None, frozenset), today=YEAR_ON,
            now=at(YEAR_ON),
        )  # fmt: skip
        with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
            list(done)


def test_crash_half_way_leaves_all_of_it_and_can_be_done_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = world.signal_that_ended(DAY), world.signal_that_ended(DAY)
    world.allow(YEAR_ON)
    real = erasing.erase

    def broken(session: object, one: object, **rest: object) -> None:
        if str(second) in str(one):
            raise CaseworkError("stroom weg")
        real(session, one, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(erasing, "erase", broken)
    with pytest.raises(CaseworkError, match="stroom weg"):
        world.destroy(YEAR_ON)
    monkeypatch.setattr(erasing, "erase", real)
    assert (world.state(first), world.state(second)) == (State.CLOSED, State.CLOSED)
    assert len(world.destroy(YEAR_ON)) == 2
    assert (world.state(first), world.state(second)) == (State.DESTROYED, State.DESTROYED)


@pytest.mark.parametrize(
    ("day", "is_gone"), [(date(2031, 11, 2), False), (date(2031, 11, 3), True)],
    ids=["five years to the day", "a day longer"],
)  # fmt: skip
def test_req_ret_2_what_came_from_the_riec_goes_on_its_day_without_asking(
    world: World, day: date, is_gone: bool
) -> None:
    number = world.case(DAY, origin=Origin.RIEC)
    with world.casework.writing() as session:
        cases.to_change(session, number, user=riec(session), now=at(date(2031, 10, 1)))
    told = [f"vernietigd: zaak van het RIEC {number}; vanaf 2031-11-03; aantal 1"]
    assert world.duties(day) == (told if is_gone else [])
    assert world.state(number) is (State.DESTROYED if is_gone else State.CASE)


def test_req_ret_2_extension_needs_a_reason_and_a_second_person(world: World) -> None:
    number, until = world.case(DAY, origin=Origin.RIEC), date(2032, 11, 2)
    with world.casework.writing() as session:
        case, who = cases.find(session, number), riec(session)
        with pytest.raises(CaseworkError, match="niet goedgekeurd"):
            extending.extend(session, case, until=until, user=who, now=at(DAY))
        with pytest.raises(CaseworkError, match="een reden is nodig"):
            extending.ask(session, case, until=until, user=who, reason="", now=at(DAY))
        asked = extending.ask(session, case, until=until, user=who, reason=WHY, now=at(DAY))
        officer = sign_in(session, subject="fg", role=Role.PRIVACY_OFFICER, now=NOW)
        four_eyes.decide(session, asked, user=officer, allow=True, reason="Ja.", now=at(DAY))
        assert extending.is_allowed(session, case, until)
        extending.extend(session, case, until=until, user=who, now=at(DAY))
    assert world.duties(until) == []
    assert len(world.duties(later(until, 1))) == 1


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (date(2031, 11, 2), "blijft tot en met 2 november 2031; kies een latere dag"),
        (date(2032, 11, 3), "uiterlijk 2 november 2032"),
    ],
    ids=["no later than now", "more than a year"],
)
def test_extension_has_a_measure(world: World, until: date, told: str) -> None:
    number = world.case(DAY, origin=Origin.RIEC)
    with world.casework.writing() as session, pytest.raises(CaseworkError, match=told):
        extending.ask(session, cases.find(session, number), until=until, user=riec(session),
                      reason=WHY, now=at(DAY))  # fmt: skip


def test_only_what_came_from_the_riec_is_extended(world: World) -> None:
    number = world.case(DAY)
    with world.casework.writing() as session, pytest.raises(CaseworkError, match="niet van het RI"):
        extending.ask(session, cases.find(session, number), until=date(2032, 1, 1),
                      user=riec(session), reason=WHY, now=at(DAY))  # fmt: skip


def test_signal_of_before_sealing_is_sealed_by_itself(world: World) -> None:
    number = world.case(DAY, kind=CaseKind.SIGNAL)
    with world.casework.writing() as session:
        case = cases.find(session, number)
        case.state, case.closed_at = State.CLOSED, at(DAY)
    assert world.duties(later(DAY, 40)) == [f"zaak {number} verzegeld"]
    assert world.duties(later(DAY, 40)) == []
    assert world.look(number, lambda case: case.purpose) == ""
    assert len(world.lines(YEAR_ON)) == 1


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = Vault(tmp_path / "vault.sqlite", PUBLIC_SAMPLE_KEY)
    made.put([Name("P1", "Verzonnen Een", "director", "hr"),
              Name("P2", "Verzonnen Twee", "director", "hr")])  # fmt: skip
    return made


def test_names_go_once_a_second_person_allowed_exactly_these(world: World, vault: Vault) -> None:
    names = Names(vault, lambda: frozenset({"P1"}))
    world.allow(DAY, listing.NAMES, unmentioned=frozenset({"P1", "P2"}))
    with pytest.raises(CaseworkError, match="lijst namen van 2 november 2026"):
        world.destroy(DAY, names)
    assert vault.subjects() == ["P1", "P2"]
    world.allow(later(DAY, 1), listing.NAMES, unmentioned=frozenset({"P1"}))
    with pytest.raises(CaseworkError, match="lijst namen van 2 november 2026"):
        world.destroy(later(DAY, 1), names)
    assert vault.subjects() == ["P2"]
    assert "Vernietigd: namen in de kluis, aantal 1" in _names(world)
    vault.close()


def test_names_are_logged_before_they_go_and_stay_due_when_that_breaks_off(
    world: World, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(subjects: object) -> int:
        raise RunError(f"geen schijf voor {subjects}")

    monkeypatch.setattr(vault, "forget", broken)
    world.allow(DAY, listing.NAMES, unmentioned=frozenset({"P1"}))
    with pytest.raises(RunError, match="geen schijf"):
        world.destroy(DAY, Names(vault, lambda: frozenset({"P1"})))
    assert _names(world)[-1] == "Vernietigd: namen in de kluis, aantal 1"
    assert vault.subjects() == ["P1", "P2"]
    vault.close()


@on_sqlite
def test_nothing_of_what_was_destroyed_is_left_in_the_files(
    world: World, files: Callable[[], bytes]
) -> None:
    number = world.case(date(2020, 1, 1))
    for days in range(30):
        world.hit(number, later(DAY, days))
    assert MARK.encode() in files()
    world.allow(DAY)
    world.destroy(DAY)
    carrying_out.clean(world.casework)
    assert MARK.encode() not in files()


def test_cleaning_works_on_every_database(world: World) -> None:
    number = world.case(DAY)
    carrying_out.clean(world.casework)
    assert world.state(number) is State.CASE
