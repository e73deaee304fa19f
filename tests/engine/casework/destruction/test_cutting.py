"""Cutting the log: after its term, what is left verifies, and a cut by somebody else is found."""

from datetime import date

import pytest
from sqlalchemy import func, select

from engine.casework import audit
from engine.casework.audit_models import AuditEntry
from engine.casework.destruction import cutting, listing
from engine.errors import CaseworkError
from tests.engine.casework.destruction.conftest import World

DAY = date(2026, 11, 2)
OVER = date(2028, 11, 3)


@pytest.mark.parametrize(
    ("term", "day", "end"),
    [
        ("P24M", date(2026, 11, 2), date(2028, 11, 2)),
        ("P2Y", date(2024, 2, 29), date(2026, 2, 28)),
        ("P30D", date(2026, 11, 2), date(2026, 12, 2)),
    ],
)
def test_req_ret_1_term_of_the_log(term: str, day: date, end: date) -> None:
    assert cutting.ends_on(day, term) == end


@pytest.fixture
def cut(world: World) -> World:
    """Five entries of which three were cut, by two persons."""
    for day in (DAY, DAY, DAY, OVER):
        world.case(day)
    assert world.lines(date(2028, 11, 2), listing.LOG) == []
    (line,) = world.lines(OVER, listing.LOG)
    assert line.startswith("logregels tot en met 3 (")
    assert line.endswith("; vanaf 2028-11-03; aantal 3")
    world.allow(OVER, listing.LOG)
    assert world.destroy(OVER) == [line]
    return world


def _first(world: World) -> int | None:
    with world.casework.reading() as session:
        return session.scalar(select(func.min(AuditEntry.seq)))


def _verify(world: World) -> int:
    with world.casework.reading() as session:
        return audit.verify(session)


def test_log_that_was_cut_verifies_and_grows_on(cut: World) -> None:
    assert _first(cut) == 4
    last = _verify(cut)
    cut.case(OVER)
    assert _verify(cut) == last + 1
    with cut.casework.reading() as session:
        entry = audit.search(session, object_ids=["3"])[-1]
        assert (entry.actie_naam, entry.gebruiker) == ("Logboek ingekort", "ri")


def test_log_is_cut_again_and_the_newest_anchor_counts(cut: World) -> None:
    later = date(2030, 11, 4)
    cut.allow(later, listing.LOG)
    assert len(cut.destroy(later)) == 1
    assert (_first(cut) or 0) > 4
    _verify(cut)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM audit_entry WHERE seq = 4", "regel 4 ontbreekt"),
        ("UPDATE audit_entry SET gebruiker = 'x' WHERE seq = 4", "regel 4 is niet meer zoals"),
        ("DELETE FROM audit_entry WHERE actie_naam = 'Logboek ingekort'", "regel 1 ontbreekt"),
        (
            "UPDATE audit_entry SET verwerkte_objecten = replace(verwerkte_objecten, '\"3\"', "
            "'\"4\"') WHERE actie_naam = 'Logboek ingekort'",
            "regel 5 ontbreekt|is niet meer zoals zij is geschreven",
        ),
        (
            "UPDATE audit_entry SET verwerkte_objecten = '[]' "
            "WHERE actie_naam = 'Logboek ingekort'",
            "is niet meer zoals zij is geschreven",
        ),
    ],
    ids=["one more cut", "changed", "anchor gone", "anchor moved", "anchor emptied"],
)
def test_tampering_with_a_cut_log_is_found(cut: World, statement: str, told: str) -> None:
    if cut.casework.engine.dialect.name != "sqlite":
        statement = statement.replace("replace(verwerkte_objecten,", "replace(objects::text,")
        statement = statement.replace("objects", "verwerkte_objecten").replace("\"')", "\"')::json")
    with cut.casework.engine.connect() as raw:
        raw.exec_driver_sql(statement)
        raw.commit()
    with pytest.raises(CaseworkError, match=told):
        _verify(cut)


def test_log_that_is_not_whole_is_kept_to_be_looked_at(world: World) -> None:
    for day in (DAY, DAY, DAY, OVER):
        world.case(day)
    world.allow(OVER, listing.LOG)
    with world.casework.engine.connect() as raw:
        raw.exec_driver_sql("UPDATE audit_entry SET gebruiker = 'x' WHERE seq = 2")
        raw.commit()
    with pytest.raises(CaseworkError, match="regel 2 is niet meer zoals"):
        world.destroy(OVER)
    assert _first(world) == 1


def test_young_entry_keeps_what_follows_it(world: World) -> None:
    for day in (DAY, OVER, DAY):
        world.case(day)
    (line,) = world.lines(OVER, listing.LOG)
    assert "tot en met 1 (" in line
