"""The register of papers: a named decision, a row and a log entry together, or nothing."""

import dataclasses

import pytest
from sqlalchemy.orm import Session

from engine.casework import audit, paper_register
from engine.casework.models import Role, User
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW
from tests.engine.casework.invented_paper import DOCUMENT, WHY


def test_document_is_registered_and_logged(session: Session, user: User) -> None:
    (entry,) = paper_register.register(session, [DOCUMENT], user=user, reason=WHY, now=NOW)
    assert (entry.user, entry.role, entry.cases) == (user, "riec_liaison", [7])
    (logged,) = audit.search(session)
    assert (logged.soort_afnemer_id, logged.afnemer_id) == ("functie", "beoordelaars")
    assert [item["objectId"] for item in logged.verwerkte_objecten] == ["a" * 64, "7", "v1"]


def test_name_is_registered_once_per_folder(session: Session, user: User) -> None:
    elsewhere = dataclasses.replace(DOCUMENT, folder="/elders")
    for document in (DOCUMENT, elsewhere):
        paper_register.register(session, [document], user=user, reason=WHY, now=NOW)
    with pytest.raises(CaseworkError, match=r"a\.docx staat al in het register"):
        paper_register.register(session, [DOCUMENT], user=user, reason=WHY, now=NOW)
    assert len(paper_register.with_hash(session, "a" * 64)) == 2
    assert [entry.name for entry in paper_register.in_folder(session, "/uit")] == ["a.docx"]


def test_newest_papers_are_found_by_kind_and_case(session: Session, user: User) -> None:
    for name, kind, cases in (
        ("a", "weekly", ()), ("b", "riec", (7,)), ("c", "riec", (70, 8)), ("d", "riec", (8, 7)),
    ):  # fmt: skip
        one = dataclasses.replace(DOCUMENT, name=name, kind=kind, cases=cases)
        paper_register.register(session, [one], user=user, reason=WHY, now=NOW)

    def found(*kinds: str, most: int = 9, case: int | None = None) -> str:
        entries = paper_register.newest(session, kinds=kinds, most=most, case=case)
        return "".join(entry.name for entry in entries)

    assert found("weekly", "riec") == "dcba"
    assert found("riec", case=7) == "db"
    assert found("riec", case=7, most=1) == "d"
    assert (found(), found("annual"), found("riec", case=1)) == ("", "", "")


@pytest.mark.parametrize("name", ["a\x00.docx", "\ud800.docx"])
def test_name_that_no_database_holds_is_refused(session: Session, user: User, name: str) -> None:
    document = dataclasses.replace(DOCUMENT, name=name)
    with pytest.raises(CaseworkError, match="kan niet in het register"):
        paper_register.register(session, [document], user=user, reason=WHY, now=NOW)


@pytest.mark.parametrize(
    ("roles", "reason", "told"),
    [
        ({Role.BIBOB_OFFICER}, WHY, "als RIEC-liaison mag u dit niet"),
        ({Role.RIEC_LIAISON}, "kort", "de reden heeft 4 tekens; 30 is het minste"),
        ({Role.RIEC_LIAISON}, f"{WHY} 111222333", "op een BSN lijkt"),
        ({Role.RIEC_LIAISON}, "   ", "een reden is nodig"),
    ],
)
def test_decision_that_nobody_may_take_is_refused(
    session: Session, user: User, roles: set[Role], reason: str, told: str
) -> None:
    with pytest.raises(CaseworkError, match=told):
        paper_register.check_decision(session, user=user, roles=frozenset(roles), reason=reason)
