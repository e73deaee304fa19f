"""Own registers in a Bibob file: within a valid hook, logged, with records, nobody by name."""

import re
from dataclasses import asdict
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.casework import audit_models
from engine.casework.bibob import files, people
from engine.casework.bibob.people import PartyGiven
from engine.casework.bibob.words import PartyRole, RelationType
from engine.errors import CaseworkError
from engine.exports.bibob import registers, ties
from engine.exports.bibob.registers import Told
from engine.exports.bibob.registers_text import to_text
from engine.snapshot import Run
from tests.engine.casework.bibob.desk import WHY, Desk
from tests.engine.exports.bibob.conftest import COMPANY, SUCCESSOR


def _company(desk: Desk, number: str, role: PartyRole = PartyRole.SUBJECT) -> int:
    return int(desk.do(people.name, PartyGiven(role, f"Bedacht {number}", False, "bv", number)).id)


def _told(desk: Desk, run: Run) -> Told:
    return registers.told(desk.session, run, desk.number, user=desk.user, now=desk.now)


def _logged(session: Session) -> int:
    return session.scalar(select(func.count(audit_models.AuditEntry.seq))) or 0


def test_company_is_told_from_every_register_with_its_record(desk: Desk, sample_run: Run) -> None:
    _company(desk, COMPANY)
    (one,) = _told(desk, sample_run).companies
    assert one.is_known
    by_table = {event.table: event for event in one.events}
    assert set(by_table) >= {"enterprise", "branch", "licence", "insolvency"}
    assert by_table["insolvency"].text == "faillissement"
    assert by_table["insolvency"].record_key == "insolvencies:insolvency:F.99/26/1"
    days = [event.on for event in one.events if event.on]
    assert days == sorted(days, reverse=True)


def test_ties_have_a_type_of_the_law_and_no_name(desk: Desk, sample_run: Run) -> None:
    _company(desk, COMPANY)
    found = _told(desk, sample_run).ties.ties
    direct = [one for one in found if one.is_direct]
    assert {one.type for one in direct} == {RelationType.LEADERSHIP}
    assert any(re.fullmatch(r"bestuurder: persoon P[0-9a-f]{5}", one.text) for one in direct)
    through = [one for one in found if not one.is_direct]
    assert through
    assert all(f"(KVK {SUCCESSOR}), via persoon P" in one.text for one in through)
    assert not any(re.search(r"P[0-9a-f]{6}", one.record_key + one.text) for one in found)


def test_ties_are_told_once_and_direct_ones_come_first(desk: Desk, sample_run: Run) -> None:
    _company(desk, "99000069")
    found = _told(desk, sample_run).ties.ties
    assert len(found) == len(set(found))
    assert [one.type for one in found] == [RelationType.LEADERSHIP, RelationType.CONTROL]
    assert all("Holding" in one.text for one in found)


def test_too_many_ties_are_counted(
    desk: Desk, sample_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _company(desk, COMPANY)
    every = len(_told(desk, sample_run).ties.ties)
    monkeypatch.setattr(ties, "MOST", 2)
    found = _told(desk, sample_run).ties
    assert (len(found.ties), found.left_out) == (2, every - 2)


def test_sources_count_records_and_tell_no_hit_too(desk: Desk, sample_run: Run) -> None:
    _company(desk, COMPANY)
    told = _told(desk, sample_run)
    counted = {one.kind: one.records for one in told.consulted}
    assert counted["cir"] == 1
    assert counted["bibobregister"] == 0
    assert "belasting" not in counted
    texts = {one.kind: registers.summary(one, told.as_of) for one in told.consulted}
    assert texts["cir"] == "1 record in de registers van 1 november 2026"
    assert texts["bibobregister"] == "geen record in de registers van 1 november 2026"


def test_number_that_no_register_knows_says_so(desk: Desk, sample_run: Run) -> None:
    _company(desk, "87654321")
    (one,) = _told(desk, sample_run).companies
    assert not one.is_known
    assert one.events == ()
    assert "niet in het Handelsregister van deze run" in to_text(_told(desk, sample_run))


def test_file_without_people_tells_its_place_only(desk: Desk, sample_run: Run) -> None:
    told = _told(desk, sample_run)
    assert told.companies == ()
    assert told.ties.ties == ()
    assert any("alcoholvergunning" in one.text for one in told.place)


def test_people_without_a_number_are_counted_not_looked_up(desk: Desk, sample_run: Run) -> None:
    desk.other()
    told = _told(desk, sample_run)
    assert told.unnamed == 1
    assert "Geldgever" not in str(asdict(told))


def test_looking_is_logged(desk: Desk, sample_run: Run) -> None:
    before = _logged(desk.session)
    _told(desk, sample_run)
    assert _logged(desk.session) == before + 1


def test_nothing_is_read_when_the_hook_fell_away(desk: Desk, sample_run: Run) -> None:
    _company(desk, COMPANY)
    desk.do(files.close_hook, on=desk.today, reason=WHY)
    desk.now += timedelta(days=1)
    before = _logged(desk.session)
    with pytest.raises(CaseworkError, match="de haak is gesloten"):
        _told(desk, sample_run)
    assert _logged(desk.session) == before


def test_answer_is_the_same_every_time(desk: Desk, sample_run: Run) -> None:
    _company(desk, COMPANY)
    _company(desk, SUCCESSOR, PartyRole.FINANCIER)
    assert _told(desk, sample_run) == _told(desk, sample_run)
