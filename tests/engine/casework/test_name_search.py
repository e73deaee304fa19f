"""Finding who asks by their name: logged before it is read, several stay several, none is shown."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from engine.casework import audit, name_search
from engine.casework.audit_models import AuditEntry
from engine.casework.database import Casework
from engine.casework.models import Role
from engine.casework.name_search import Asker, Bearers
from engine.errors import CaseworkError, RunError
from engine.register.vault import Name, Vault
from engine.snapshot import Run
from tests.engine.casework.conftest import NOW
from tests.engine.exports.papers import person_world as world
from tests.engine.exports.papers.person_world import ANNA, BRAM, NAMESAKE

WHY = "Verzoek om inzage; de identiteit is vastgesteld aan de balie."
FG = frozenset({Role.PRIVACY_OFFICER})


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return world.make(tmp_path_factory.mktemp("people") / "runs")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault(tmp_path / "vault.sqlite", world.KEY) as made:
        made.put(world.NAMES)
        yield made


def _search(
    casework: Casework, vault: Vault, run: Run, name: str,
    role: Role = Role.PRIVACY_OFFICER, reason: str = WHY,
) -> Bearers:  # fmt: skip
    asker = Asker("f.gegevens", role, reason)
    return name_search.search(casework, vault, name, run=run, asker=asker, roles=FG, now=NOW)


def _log(casework: Casework) -> list[dict[str, Any]]:
    with casework.reading() as session:
        audit.verify(session)
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.seq))
        return [audit.to_vng(entry) for entry in entries]


def _whose(entry: dict[str, Any]) -> list[str]:
    return [one["objectId"] for one in entry["verwerkteObjecten"]]


def test_none_one_and_two_of_a_name(casework: Casework, vault: Vault, run: Run) -> None:
    assert not _search(casework, vault, run, "Niemand Hier").people
    assert list(_search(casework, vault, run, "bram BEDACHT").people) == [BRAM]
    assert list(_search(casework, vault, run, "Anna Verzonnen").people) == [ANNA, NAMESAKE]


def test_search_is_logged_under_a_mark_and_never_with_the_name(
    casework: Casework, vault: Vault, run: Run
) -> None:
    found = _search(casework, vault, run, "Anna Verzonnen")
    asked, shown = _log(casework)
    assert _whose(asked) == [found.mark]
    assert _whose(shown) == [found.mark, ANNA, NAMESAKE]
    assert shown["gebruiker"] == "f.gegevens"
    assert "verzonnen" not in json.dumps([asked, shown]).casefold()
    assert _search(casework, vault, run, "ANNA VERZONNÉN").mark == found.mark
    assert _search(casework, vault, run, "Bram Bedacht").mark != found.mark


def test_search_is_in_the_log_before_the_vault_is_read(
    casework: Casework, vault: Vault, run: Run
) -> None:
    vault.db.execute("UPDATE entry SET sealed = x'00'")
    with pytest.raises(RunError):
        _search(casework, vault, run, "Anna Verzonnen")
    (entry,) = _log(casework)
    assert entry["actieNaam"] == "Naam gezocht voor een verzoek om inzage"


def test_name_beside_a_company_is_no_person(casework: Casework, vault: Vault, run: Run) -> None:
    found = _search(casework, vault, run, "bakkerij verzonnen")
    assert not found.people
    assert found.others == ("kvk:enterprise:90000027",)


def test_who_stands_behind_a_gate_only_is_not_found(
    casework: Casework, vault: Vault, run: Run
) -> None:
    vault.put([
        Name("90000043", "Clara Schijn", "subject", "bibob_registers"),
        Name("bibob_registers:bibob_register:B-1", "Clara Schijn", "role", "bibob_registers"),
    ])  # fmt: skip
    found = _search(casework, vault, run, "Clara Schijn")
    assert (dict(found.people), found.others) == ({}, ())
    assert _whose(_log(casework)[-1]) == [found.mark]


def test_role_in_doubt_is_told_of_who_stands_in_an_open_source_too(
    casework: Casework, vault: Vault, run: Run
) -> None:
    (kept,) = _search(casework, vault, run, "Bram Bedacht").people.values()
    assert [(one.role, one.source) for one in kept] == [("party", "officers")]
    anna = _search(casework, vault, run, "Anna Verzonnen").people[ANNA]
    assert [one.source for one in anna] == ["officers"]


@pytest.mark.parametrize(
    ("name", "role", "reason", "told"),
    [
        ("", Role.PRIVACY_OFFICER, WHY, "geef de naam"),
        (" -. ", Role.PRIVACY_OFFICER, WHY, "geef de naam"),
        ("x" * 201, Role.PRIVACY_OFFICER, WHY, "geef de naam"),
        ("Anna Verzonnen", Role.RIEC_LIAISON, WHY, "mag u dit niet"),
        ("Anna Verzonnen", Role.PRIVACY_OFFICER, "kort", "30 is het minste"),
    ],
)
def test_search_that_is_refused_is_not_logged(
    casework: Casework, vault: Vault, run: Run, name: str, role: Role, reason: str, told: str
) -> None:
    with pytest.raises(CaseworkError, match=told):
        _search(casework, vault, run, name, role, reason)
    assert _log(casework) == []


def test_vault_of_another_installation_is_refused(
    casework: Casework, run: Run, tmp_path: Path
) -> None:
    with (
        Vault(tmp_path / "andere.sqlite", b"x" * 32) as other,
        pytest.raises(CaseworkError, match="andere sleutel"),
    ):
        _search(casework, other, run, "Anna Verzonnen")
