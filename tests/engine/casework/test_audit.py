"""The processing log: fields, order, and what happens when somebody tampers with it."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from engine.casework import audit
from engine.casework.audit_models import AuditEntry
from engine.casework.database import Casework
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW

VNG_FIELDS = {
    "actieId", "actieNaam", "handelingNaam", "verwerkingId", "verwerkingNaam",
    "verwerkingsactiviteitId", "verwerkingsactiviteitUrl", "vertrouwelijkheid", "bewaartermijn",
    "uitvoerder", "systeem", "gebruiker", "gegevensbron", "soortAfnemerId", "afnemerId",
    "verwerkingsactiviteitIdAfnemer", "tijdstip", "tijdstipRegistratie", "verwerkteObjecten",
}  # fmt: skip
OBJECT_FIELDS = {
    "objecttype", "soortObjectId", "objectId", "betrokkenheid", "verwerkteSoortenGegevens",
}  # fmt: skip


def _processing(number: int = 0, user: str = "m.jansen") -> audit.Processing:
    item = audit.ProcessedObject("locatie", "BAG", f"v{number}", "locatie", ("band",))
    return audit.Processing(f"bekeken {number}", "beoordelen", user, (item,), "run-1")


@pytest.fixture
def written(casework: Casework) -> Casework:
    """Four entries."""
    for number in range(4):
        with casework.writing() as session:
            audit.append(session, _processing(number), now=NOW + timedelta(minutes=number))
    return casework


def _tamper(casework: Casework, *statements: str) -> None:
    """Change it behind the program's back."""
    with casework.engine.connect() as raw:
        for statement in statements:
            raw.exec_driver_sql(statement)
        raw.commit()


def test_req_log_1_entry_has_every_field_of_the_standard(written: Casework) -> None:
    with written.reading() as session:
        entry = audit.to_vng(audit.search(session)[0])
    assert set(entry) == VNG_FIELDS
    objects = entry["verwerkteObjecten"]
    assert isinstance(objects, list)
    assert set(objects[0]) == OBJECT_FIELDS
    assert entry["tijdstip"] == "2026-11-02T09:30:00+00:00"
    assert entry["bewaartermijn"] == "P24M"


def test_empty_and_whole_chains_verify(casework: Casework, written: Casework) -> None:
    with written.reading() as session:
        assert audit.verify(session) == 4
    with casework.writing() as session:
        session.execute(text("DELETE FROM audit_entry"))
        session.execute(text("UPDATE audit_head SET entries = 0, hash = :h"), {"h": "0" * 64})
    with casework.reading() as session:
        assert audit.verify(session) == 0


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE audit_entry SET gebruiker = 'x' WHERE seq = 2", "regel 2 is niet meer zoals"),
        (
            "UPDATE audit_entry SET tijdstip = '2020-01-01' WHERE seq = 3",
            "regel 3 is niet meer zoals",
        ),
        ("UPDATE audit_entry SET gegevensbron = NULL WHERE seq = 1", "regel 1 is niet meer zoals"),
        ("UPDATE audit_entry SET verwerkte_objecten = '[]' WHERE seq = 4", "regel 4 is niet meer"),
        ("DELETE FROM audit_entry WHERE seq = 2", "regel 2 ontbreekt"),
        ("DELETE FROM audit_entry WHERE seq = 1", "regel 1 ontbreekt"),
        (
            "DELETE FROM audit_entry WHERE seq = 4",
            "eindigt bij regel 3, maar regel 4 is het laatst",
        ),
        ("DELETE FROM audit_entry", "eindigt bij regel 0, maar regel 4 is het laatst"),
        ("UPDATE audit_head SET entries = 9", "eindigt bij regel 4, maar regel 9 is het laatst"),
        ("UPDATE audit_entry SET hash = previous_hash WHERE seq = 3", "regel 3 is niet meer zoals"),
        ("UPDATE audit_entry SET seq = 9 WHERE seq = 4", "regel 4 ontbreekt"),
        ("DELETE FROM audit_head", "einde van de keten is weg"),
    ],
)
def test_req_log_1_tampering_is_found(written: Casework, statement: str, message: str) -> None:
    _tamper(written, statement)
    with written.reading() as session, pytest.raises(CaseworkError, match=message):
        audit.verify(session)


def test_swapped_entries_are_found(written: Casework) -> None:
    statements = [f"UPDATE audit_entry SET seq = {new} WHERE seq = {old}" for old, new in
                  ((2, 20), (3, 2), (20, 3))]  # fmt: skip
    _tamper(written, *statements)
    with written.reading() as session, pytest.raises(CaseworkError, match="regel 2 is niet meer"):
        audit.verify(session)


def test_change_that_is_sealed_again_breaks_the_next_entry(written: Casework) -> None:
    with written.writing() as session:
        entry = session.get_one(AuditEntry, 2)
        entry.gebruiker = "x"
        forged = audit._seal(entry)
        session.expunge(entry)
        session.execute(
            text("UPDATE audit_entry SET gebruiker = 'x', hash = :h WHERE seq = 2"), {"h": forged}
        )
    with written.reading() as session, pytest.raises(CaseworkError, match="regel 3 is niet meer"):
        audit.verify(session)


def test_program_cannot_change_or_take_out_an_entry(written: Casework) -> None:
    with (
        pytest.raises(CaseworkError, match="kan niet worden gewijzigd"),
        written.writing() as session,
    ):
        session.get_one(AuditEntry, 1).gebruiker = "x"
    with (
        pytest.raises(CaseworkError, match="kan niet worden gewijzigd"),
        written.writing() as session,
    ):
        session.delete(session.get_one(AuditEntry, 1))
    with written.reading() as session:
        assert audit.verify(session) == 4


def test_entry_of_a_failed_transaction_is_not_there(written: Casework) -> None:
    def fail() -> None:
        with written.writing() as session:
            audit.append(session, _processing(), now=NOW)
            raise CaseworkError("stop")

    with pytest.raises(CaseworkError, match="stop"):
        fail()
    with written.reading() as session:
        assert audit.verify(session) == 4


def test_log_can_be_searched_by_user_object_and_period(written: Casework) -> None:
    with written.writing() as session:
        audit.append(session, _processing(1, user="ander"), now=NOW + timedelta(hours=1))

        def found(**terms: object) -> list[int]:
            return [entry.seq for entry in audit.search(session, **terms)]  # type: ignore[arg-type]

        assert found(user="ander") == [5]
        assert found(object_ids=["v1"]) == [2, 5]
        assert found(object_ids=["v1", "v2"]) == sorted({2, 5, *found(object_ids=["v2"])})
        assert found(object_ids=[]) == []
        assert found(since=NOW + timedelta(minutes=1), until=NOW + timedelta(minutes=3)) == [2, 3]
        assert found(user="niemand") == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1)
)
def test_any_text_seals_and_verifies(casework: Casework, name: str) -> None:
    with casework.writing() as session:
        audit.append(session, audit.Processing(name, name, name, ()), now=NOW)
    with casework.reading() as session:
        assert audit.verify(session) >= 1


def test_log_tells_since_when_only_after_it_was_cut(written: Casework) -> None:
    with written.reading() as session:
        assert audit.cut_until(session) is None
    _tamper(written, "DELETE FROM audit_entry WHERE seq <= 2")
    with written.reading() as session:
        assert audit.cut_until(session) == NOW + timedelta(minutes=2)
    _tamper(written, "DELETE FROM audit_entry")
    with written.reading() as session:
        assert audit.cut_until(session) is None
