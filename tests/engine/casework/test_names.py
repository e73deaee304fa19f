"""Names inside a case: around its location, by two persons, once, and logged before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from engine.casework import audit, cases, four_eyes, names
from engine.casework.audit_models import AuditEntry
from engine.casework.case_models import CaseKind
from engine.casework.database import Casework
from engine.casework.models import Role
from engine.casework.names import Reach
from engine.casework.process.models import Approval
from engine.casework.process.states import State
from engine.casework.users import sign_in
from engine.errors import CaseworkError, RunError
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.register.vault import Name, Vault
from tests.engine.casework.conftest import NOW
from tests.engine.casework.process.conftest import SHED

PA, PB = "P" + "a" * 20, "P" + "b" * 20
KVK, RECORD = "90000001", "hr:enterprise:90000001"
REACH = Reach("run-1", {KVK: (KVK, RECORD), PA: (PA,), PB: (PB,)})
OPENERS = {Role.RIEC_LIAISON, Role.CARE_ADVISER}


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault(tmp_path / "vault.sqlite", PUBLIC_SAMPLE_KEY) as made:
        made.put([
            Name(PA, "Anna Verzonnen", "director", "hr"),
            Name(RECORD, "Bedacht Handelshuis", "statutory_name", "hr"),
        ])  # fmt: skip
        yield made


@pytest.fixture
def signal(casework: Casework) -> int:
    with casework.writing() as session:
        who = sign_in(session, subject="ri", role=Role.RIEC_LIAISON, now=NOW)
        return cases.open_case(
            session, user=who, kind=CaseKind.SIGNAL, location=SHED, purpose="Iets.", now=NOW
        ).id


def _ask(
    casework: Casework, number: int, key: str, role: Role = Role.RIEC_LIAISON, who: str = "ri"
) -> int:
    with casework.writing() as session:
        user = sign_in(session, subject=who, role=role, now=NOW)
        case = cases.find(session, number)
        asked = names.ask(
            session, case, reach=REACH, key=key, user=user, reason="Om te schrijven.", now=NOW
        )
        return asked.id


def _allow(casework: Casework, asked: int, *, allow: bool = True) -> None:
    with casework.writing() as session:
        other = sign_in(session, subject="da", role=Role.DRIEHOEK_ADVISER, now=NOW)
        question = session.get_one(Approval, asked)
        four_eyes.decide(session, question, user=other, allow=allow, reason="Gezien.", now=NOW)


def _show(
    casework: Casework, number: int, key: str, vault: Vault, role: Role = Role.RIEC_LIAISON
) -> list[str]:
    found = names.show(
        casework, number, reach=REACH, key=key, vault=vault, subject="ri", role=role, now=NOW
    )
    return [one.name for one in found]


def test_name_is_shown_once_after_a_second_person_allowed_it(
    casework: Casework, signal: int, vault: Vault
) -> None:
    asked = _ask(casework, signal, "Paaaaa")
    with pytest.raises(CaseworkError, match="tweede persoon heeft dit niet goedgekeurd"):
        _show(casework, signal, PA, vault)
    _allow(casework, asked)
    assert _show(casework, signal, PA, vault) == ["Anna Verzonnen"]
    with pytest.raises(CaseworkError, match="niet goedgekeurd"):
        _show(casework, signal, PA, vault)
    with casework.reading() as session:
        audit.verify(session)
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
        assert last is not None
        name = f"Naam geopend voor een signaal, goedkeuring {asked}"
        assert (last.actie_naam, last.gebruiker, last.gegevensbron) == (name, "ri", "run-1")
        ids = [one["objectId"] for one in last.verwerkte_objecten]
        assert ids == [*SHED.bag_ids, str(signal), PA]


def test_names_of_a_company_stand_under_its_records_too(
    casework: Casework, signal: int, vault: Vault
) -> None:
    _allow(casework, _ask(casework, signal, f"Enterprise:{KVK}"))
    assert _show(casework, signal, KVK, vault) == ["Bedacht Handelshuis"]


def test_approval_is_for_one_person_of_one_case(
    casework: Casework, signal: int, vault: Vault
) -> None:
    _allow(casework, _ask(casework, signal, PA))
    with pytest.raises(CaseworkError, match="niet goedgekeurd"):
        _show(casework, signal, PB, vault)
    with casework.writing() as session:
        who = sign_in(session, subject="ri", role=Role.RIEC_LIAISON, now=NOW)
        other = cases.open_case(
            session, user=who, kind=CaseKind.SIGNAL, location=SHED, purpose="Iets.", now=NOW
        ).id
    with pytest.raises(CaseworkError, match="niet goedgekeurd"):
        _show(casework, other, PA, vault)


def test_refused_name_is_not_shown(casework: Casework, signal: int, vault: Vault) -> None:
    _allow(casework, _ask(casework, signal, PA), allow=False)
    with pytest.raises(CaseworkError, match="niet goedgekeurd"):
        _show(casework, signal, PA, vault)


@pytest.mark.parametrize(
    ("key", "told"),
    [
        pytest.param("P" + "c" * 20, "niet in de omgeving", id="somebody elsewhere"),
        pytest.param("90000009", "niet in de omgeving", id="a company elsewhere"),
        pytest.param("P", "niet in de omgeving", id="too short to be anybody"),
        pytest.param("P%", "niet in de omgeving", id="a wildcard"),
        pytest.param("", "niet in de omgeving", id="nothing"),
    ],
)
def test_somebody_out_of_reach_is_refused(
    casework: Casework, signal: int, vault: Vault, key: str, told: str
) -> None:
    with pytest.raises(CaseworkError, match=told):
        _ask(casework, signal, key)
    with pytest.raises(CaseworkError, match=told):
        _show(casework, signal, key, vault)


def test_begin_that_two_share_is_refused() -> None:
    reach = Reach("r", {"Paaaaa" + "1" * 15: (), "Paaaaa" + "2" * 15: ()})
    with pytest.raises(CaseworkError, match="meer dan één begint zo"):
        reach.find("Paaaaa")
    assert reach.find("Paaaaa1") == "Paaaaa" + "1" * 15


@pytest.mark.parametrize("role", sorted(set(Role) - OPENERS))
def test_role_that_may_not_open_the_case_opens_no_name(
    casework: Casework, signal: int, vault: Vault, role: Role
) -> None:
    _allow(casework, _ask(casework, signal, PA))
    with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
        _ask(casework, signal, PB, role, "x")
    with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
        _show(casework, signal, PA, vault, role)


def test_closed_case_opens_no_name_that_was_allowed(
    casework: Casework, signal: int, vault: Vault
) -> None:
    _allow(casework, _ask(casework, signal, PA))
    with casework.writing() as session:
        cases.find(session, signal).state = State.CLOSED
    with pytest.raises(CaseworkError, match=f"zaak {signal} is gesloten"):
        _show(casework, signal, PA, vault)


def test_log_is_committed_before_the_vault_is_read(
    casework: Casework, signal: int, vault: Vault
) -> None:
    _allow(casework, _ask(casework, signal, PA))
    vault.destroy(PA)
    with pytest.raises(RunError, match="destroyed"):
        _show(casework, signal, PA, vault)
    with casework.reading() as session:
        newest = select(AuditEntry.actie_naam).order_by(AuditEntry.seq.desc()).limit(1)
        assert str(session.scalar(newest)).startswith("Naam geopend")


def test_no_name_stands_in_casework(casework: Casework, signal: int, vault: Vault) -> None:
    _allow(casework, _ask(casework, signal, PA))
    _show(casework, signal, PA, vault)
    with casework.reading() as session:
        for table in ("audit_entry", "approval", '"case"', "case_transition"):
            rows = session.connection().exec_driver_sql(f"SELECT * FROM {table}").all()
            assert "Verzonnen" not in repr(rows)
