"""Opening a file: only on a legal hook that fits and is valid, one file for one hook."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework import audit, cases
from engine.casework.bibob import acting, files, people
from engine.casework.bibob.acting import By
from engine.casework.bibob.people import PartyGiven
from engine.casework.bibob.words import BibobState, EventKind, PartyRole
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import Role
from engine.errors import CaseworkError
from tests.engine.casework.bibob.desk import HOOK, NOW, TODAY, WHERE, Desk, officer, opened


def test_file_is_a_case_with_a_hook_and_starts_the_decision_term(desk: Desk) -> None:
    assert desk.file.case.kind is CaseKind.BIBOB
    assert (desk.file.state, desk.file.open_reference) == (BibobState.HOOK, "z-2026-0001")
    (received,) = desk.known.events
    assert (received.kind, received.dated_on) == (EventKind.APPLICATION_RECEIVED, HOOK.on)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "gevoel"}, "haak gevoel is onbekend; bekend: application"),
        ({"permit_kind": "kermis"}, "soort beschikking kermis is onbekend"),
        ({"trigger": "score"}, "aanleiding score is onbekend"),
        ({"permit_kind": "opkoper"}, "geen Bibob-dossier mogelijk .meldplicht"),
        ({"permit_kind": "vastgoed"}, "haak application past niet; wel: property_deal"),
        ({"kind": "tender"}, "haak tender past niet"),
        ({"reference": " "}, "het nummer van de haak heeft letters"),
        ({"reference": "111222333"}, "lijkt op een BSN"),
        ({"reference": "Z-straße"}, "heeft letters, cijfers"),
        ({"reference": "Z" * 65}, "hooguit 64 tekens"),
        ({"on": TODAY + timedelta(days=1)}, "die dag moet nog komen"),
        ({"until": HOOK.on - timedelta(days=1)}, "ligt voor de haak"),
        ({"until": TODAY - timedelta(days=1)}, "de haak is verlopen op 1 november 2026"),
        ({"decision_weeks": 53, "decision_reason": "APV"}, "1 tot 52 weken"),
        ({"decision_weeks": 12}, "zeg waar een andere beslistermijn staat"),
    ],
)
def test_hook_that_is_not_right_opens_nothing(
    session: Session, changes: dict[str, object], told: str
) -> None:
    with pytest.raises(CaseworkError, match=told):
        opened(session, replace(HOOK, **changes))  # type: ignore[arg-type]
    assert session.query(Case).count() == 0


def test_hook_has_one_open_file_however_it_is_written(desk: Desk) -> None:
    again = replace(HOOK, reference="  z-2026-0001 ")
    with pytest.raises(CaseworkError, match=rf"al een open Bibob-dossier \({desk.number}\)"):
        opened(desk.session, again)


def test_closed_file_frees_its_hook(desk: Desk) -> None:
    desk.step(BibobState.WITHDRAWN)
    desk.step(BibobState.CLOSED)
    assert desk.file.case.closed_at == NOW
    assert opened(desk.session).number != desk.number


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.BIBOB_OFFICER}))
def test_other_roles_neither_open_see_list_nor_change(desk: Desk, role: Role) -> None:
    who = officer(desk.session, "u", role)
    with pytest.raises(CaseworkError, match="mag u dit niet; wel: Bibob-medewerker"):
        files.open_file(desk.session, user=who, location=WHERE, given=HOOK, purpose="x", now=NOW)
    with pytest.raises(CaseworkError, match="mag u dit niet; wel: Bibob-medewerker"):
        files.seen(desk.session, desk.number, user=who, now=NOW)
    with pytest.raises(CaseworkError, match="mag u dit niet; wel: Bibob-medewerker"):
        files.listed(desk.session, user=who)
    desk.user = who
    with pytest.raises(CaseworkError, match="mag u dit niet; wel: Bibob-medewerker"):
        desk.subject()


def test_bibob_case_is_not_opened_nor_closed_beside_its_file(desk: Desk) -> None:
    with pytest.raises(CaseworkError, match="vraagt een haak: dijkwacht bibob open"):
        cases.open_case(
            desk.session, user=desk.user, kind=CaseKind.BIBOB, location=WHERE, purpose="x", now=NOW
        )
    with pytest.raises(CaseworkError, match="sluit met zijn laatste stap"):
        cases.close_case(desk.session, desk.file.case, user=desk.user, now=NOW)


def test_conflict_says_who_changed_it_and_when(desk: Desk) -> None:
    old = desk.by
    desk.user = officer(desk.session, "tweede")
    desk.subject()
    with pytest.raises(CaseworkError, match=r"gewijzigd door tweede \(2 november 2026 om 10:30\)"):
        files.close_hook(desk.session, desk.number, old, on=TODAY, reason="x")


def test_every_change_makes_a_new_version_within_one_moment(desk: Desk) -> None:
    versions = [desk.file.case.version]
    for _ in range(3):
        desk.other()
        versions.append(desk.file.case.version)
    assert versions == sorted(set(versions))


def test_log_names_the_act_and_nobody_in_the_file(desk: Desk) -> None:
    desk.subject()
    desk.other("Bedachte Geldgever")
    files.seen(desk.session, desk.number, user=desk.user, now=NOW)
    entries = [audit.to_vng(entry) for entry in audit.search(desk.session)]
    names = [entry["actieNaam"] for entry in entries]
    assert names == [
        "Zaak geopend: Bibob-dossier", "Bibob: persoon vastgelegd", "Bibob: persoon vastgelegd",
        "Bibob: dossier ingezien",
    ]  # fmt: skip
    assert "Geldgever" not in str(entries)
    assert "Horeca" not in str(entries)
    assert audit.verify(desk.session) == 4


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("  ", "de naam ontbreekt"),
        ("Jan 111222333", "op een BSN lijkt"),
        ("Jan, geboren 1-2-1980", "geboortedatum"),
        ("Jan geb. op 3 maart 1980", "geboortedatum"),
        ("x" * 201, "hooguit 200 tekens"),
    ],
)
def test_name_is_needed_and_holds_no_number_of_a_person(desk: Desk, name: str, told: str) -> None:
    with pytest.raises(CaseworkError, match=told) as error:
        desk.do(people.name, PartyGiven(PartyRole.RELATION, name, is_natural=True))
    assert "Jan" not in str(error.value)


def test_subject_is_named_once_and_a_kvk_number_has_eight_digits(desk: Desk) -> None:
    desk.subject()
    with pytest.raises(CaseworkError, match="betrokkene staat al in het dossier"):
        desk.subject()
    wrong = PartyGiven(PartyRole.RELATION, "Iemand", is_natural=False, kvk_number="123")
    with pytest.raises(CaseworkError, match="8 cijfers"):
        desk.do(people.name, wrong)


def test_hook_is_closed_once_and_not_before_it_began(desk: Desk) -> None:
    with pytest.raises(CaseworkError, match="ligt voor de haak"):
        desk.do(files.close_hook, on=date(2026, 10, 1), reason="Vervallen.")
    desk.do(files.close_hook, on=TODAY, reason="Vervallen.")
    with pytest.raises(CaseworkError, match="al gesloten op 2 november 2026"):
        desk.do(files.close_hook, on=TODAY, reason="Vervallen.")
    with pytest.raises(CaseworkError, match="is gesloten"):
        desk.do(files.extend_hook, until=None)


def test_expired_hook_lets_nothing_be_investigated_until_it_is_extended(desk: Desk) -> None:
    desk.do(files.extend_hook, until=TODAY)
    desk.other()
    desk.later(1)
    with pytest.raises(CaseworkError, match="verlopen op 2 november 2026; zonder geldige haak"):
        desk.other()
    desk.do(files.extend_hook, until=None)
    desk.other()


def test_file_that_is_not_there_is_named(session: Session) -> None:
    with pytest.raises(CaseworkError, match="geen Bibob-dossier 7"):
        acting.find(session, 7)
    with pytest.raises(CaseworkError, match="geen Bibob-dossier 7"):
        files.close_hook(session, 7, By(officer(session), 1, NOW), on=TODAY, reason="x")


def test_open_and_closed_files_are_listed_apart(desk: Desk) -> None:
    second = opened(desk.session, replace(HOOK, reference="Z-2"))
    assert [f.case_id for f in files.listed(desk.session, user=desk.user)] == [
        second.number, desk.number,
    ]  # fmt: skip
    second.step(BibobState.WITHDRAWN)
    second.step(BibobState.CLOSED)
    assert files.listed(desk.session, user=desk.user) == [desk.file]
    assert files.listed(desk.session, user=desk.user, closed=True) == [second.file]
