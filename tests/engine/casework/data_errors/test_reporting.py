"""Reporting a wrong fact: what is kept, who may, and what is refused."""

import pytest
from sqlalchemy.orm import Session

from engine.casework import audit, data_errors, holds, places
from engine.casework.data_errors import ErrorState, Said, fitting
from engine.casework.models import Role, User
from engine.casework.users import MAY_REPORT_ERRORS, sign_in
from engine.errors import CaseworkError, RoleRefused
from engine.snapshot import Run
from engine.tables import TABLES
from tests.engine.casework.conftest import NOW
from tests.engine.casework.data_errors.conftest import BRANCH, OFFICER, PERMIT, PERSON, Report


def test_report_keeps_what_where_and_who(report: Report, user: User) -> None:
    made = report(value=" 4 ")
    assert (made.source, made.table, made.record_id) == ("vth", "permit", "Z:1")
    assert (made.record_key, made.subject) == (PERMIT, "permit:Z:1:capacity")
    assert (made.register, made.value, made.state) == ("VTH", "4", ErrorState.OPEN)
    assert (made.place.bag_ids, made.user, made.text) == (("v1",), user, "Er wonen er minder.")


def test_whole_record_is_reported_without_a_value(report: Report) -> None:
    made = report(column=None)
    assert (made.column, made.subject, made.value) == (None, None, None)
    with pytest.raises(CaseworkError, match="kies een gegeven"):
        report(column=None, value="4")


def test_record_that_lies_elsewhere_is_reported_there(
    session: Session, run: Run, user: User
) -> None:
    said = Said(PERMIT, "capacity", "Klopt niet.")
    made = data_errors.report(session, run, said, user=user, location_id="L2", now=NOW)
    assert made.place.location_id == "L1"


def test_log_has_number_and_place_and_never_the_record(session: Session, report: Report) -> None:
    made = report(OFFICER, "role")
    (entry,) = audit.search(session, object_ids=[str(made.id)])
    assert (entry.actie_naam, entry.gebruiker) == ("Fout in gegevens gemeld", "m.jansen")
    assert "v1" in str(entry.verwerkte_objecten)
    assert PERSON not in str(entry.verwerkte_objecten)


@pytest.mark.parametrize("role", sorted(Role))
def test_roles_that_work_with_the_facts_may_report(
    session: Session, report: Report, role: Role
) -> None:
    who = sign_in(session, subject="iemand", role=role, now=NOW)
    if role in MAY_REPORT_ERRORS:
        assert report(by=who).user is who
        return
    with pytest.raises(RoleRefused):
        report(by=who)


@pytest.mark.parametrize(
    ("key", "column", "value", "told"),
    [
        ("vth:permit", "capacity", None, "dit is geen record"),
        ("vth:location:L1", "kind", None, "dit is geen record"),
        ("vth:niets:1", "kind", None, "dit is geen record"),
        ("x:bibob_register:1", "kind", None, "buiten een zaak"),
        ("vth:permit:Z9", "capacity", None, "staat niet in deze run"),
        ("vth:permit:" + "9" * 300, "capacity", None, "te lang nummer"),
        (PERMIT, "niets", None, "heeft geen gegeven niets"),
        (PERMIT, "place_score", None, "heeft geen gegeven"),
        (PERMIT, "capacity", "veel", "geheel getal"),
        (PERMIT, "capacity", "123456782", "lijkt|looks like a BSN"),
        (PERMIT, "decided_on", "2026-11-03", "toekomst"),
        (PERMIT, "kind", "bouw", "kies een van de woorden"),
        (PERMIT, "object_id", "7", "16 cijfers"),
        (PERMIT, "applicant_id", "90000001", "geen juiste waarde gevraagd"),
        (PERMIT, "permit_id", "Z2", "geen juiste waarde gevraagd"),
        (BRANCH, "shop_name", "x", "geen juiste waarde gevraagd"),
        (BRANCH, "enterprise_id", "90000001", "geen juiste waarde gevraagd"),
        (OFFICER, "party_id", PERSON, "geen juiste waarde gevraagd"),
    ],
)
def test_what_cannot_be_reported_is_refused(
    session: Session, report: Report, key: str, column: str, value: str | None, told: str
) -> None:
    with pytest.raises(CaseworkError, match=told):
        report(key, column, value)
    assert data_errors.by_source(session) == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [(" ", "nodig"), ("nummer 123456782", "BSN"), ("x" * 4001, "4.000"), ("a\x00", "een teken")],
    ids=["empty", "citizen number", "too long", "no text"],
)
def test_what_is_wrong_is_told_in_plain_words(report: Report, text: str, told: str) -> None:
    with pytest.raises(CaseworkError, match=told):
        report(text=text)


@pytest.mark.parametrize("column", ["applicant_id", "permit_id"])
def test_column_without_a_value_can_be_reported(report: Report, column: str) -> None:
    assert report(column=column).column == column


@pytest.mark.parametrize(
    ("column", "value"), [("capacity", ""), ("decided_on", "2026-11-02"), ("object_id", "1" * 16)]
)
def test_right_value_may_be_empty_today_or_another_place(
    report: Report, column: str, value: str
) -> None:
    assert report(column=column, value=value).value == value


def test_same_fact_is_reported_once_until_it_ends(
    session: Session, report: Report, user: User, second: User
) -> None:
    first = report()
    with pytest.raises(CaseworkError, match=f"al gemeld: melding {first.id}"):
        report(by=second)
    assert report(value="4", by=second).id != first.id
    data_errors.settle(session, first, ErrorState.WITHDRAWN, user=user, reason="Dubbel.", now=NOW)
    assert report().id > first.id


def test_masked_location_is_kept_from_who_may_not_see_it(
    session: Session, run: Run, report: Report, user: User, second: User
) -> None:
    made = report()
    holds.mask(session, user=user, location=places.states(run, ["L1"])["L1"], reason="r", now=NOW)
    with pytest.raises(CaseworkError, match="afgeschermd"):
        report(column="status", by=second)
    today = NOW.date()
    assert data_errors.open_ones(session, user=second, as_of=today) == []
    assert data_errors.open_ones(session, user=user, as_of=today) == [made]


@pytest.mark.parametrize("name", sorted(name for name in TABLES if not TABLES[name].derived))
def test_no_column_that_tells_somebody_takes_a_value(name: str) -> None:
    table = TABLES[name]
    people = {"name", "owner", "title", "enterprise_id", "party_id", "shop_name", "powers"}
    assert not fitting.proposable(table) & (people | {f"{role}_id" for role in table.roles})
    assert fitting.proposable(table) <= set(fitting.columns(table))
