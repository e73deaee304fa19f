"""People of the Handelsregister: one pseudonym, whether from a message or from its copy."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from lxml import etree

from connectors.delivery import Item
from connectors.hr import people
from connectors.hr.elements import strip
from engine.register.vault import Vault
from tests.connectors.hr.answers import (
    OTHER,
    bv,
    function,
    owned,
    person,
    read,
    read_files,
    registration,
    write,
)
from tests.engine.register.taken import PSEUDONYMS, take

TABLES = ("activity", "branch", "enterprise", "insolvency", "officer")


def _parties(folder: Path, items: Sequence[Item]) -> list[tuple[object, ...]]:
    with take(folder, items, *TABLES) as taken:
        return taken.rows("officer", "enterprise_id", "role", "party_id", "party_kind")


def _copied(folder: Path, *messages: str) -> list[Item]:
    """What is read from copies of messages."""
    copies = []
    for message in messages:
        root = etree.fromstring(message)
        strip(root)
        people.hide_births(root, PSEUDONYMS.from_birth)
        for born in list(root.iter("geboortedatum")):
            born.getparent().remove(born)  # type: ignore[union-attr]
        copies.append(etree.tostring(root))
    return read_files(*write(folder, *copies))


def test_person_has_one_pseudonym_from_message_and_copy(tmp_path: Path) -> None:
    message = registration(owned(bv(function(who=person()))))
    (delivered,) = _parties(tmp_path, read(tmp_path, message))
    (copied,) = _parties(tmp_path, _copied(tmp_path, message))
    assert delivered == copied
    assert delivered[2] == PSEUDONYMS.from_birth("Noor Verzonnen", date(1980, 2, 29))


def test_person_is_known_again_in_another_company_and_a_namesake_is_not(tmp_path: Path) -> None:
    first = registration(owned(bv(function(who=person("NOOR")))))
    namesake = function("overigeFunctionaris", "08", who=person(born="19810228"))
    second = registration(owned(bv(function(), namesake)), number=OTHER)
    parties = {(n, r): p for n, r, p, _ in _parties(tmp_path, read(tmp_path, first, second))}
    assert len(set(parties.values())) == 2
    assert parties["90000012", "director"] == parties[OTHER, "director"]
    assert parties[OTHER, "sole_shareholder"] != parties[OTHER, "director"]


def test_person_without_a_birth_date_is_known_within_one_record_only(tmp_path: Path) -> None:
    vague = function(who=person(born="19800000"))
    both = [registration(owned(bv(vague)), number=number) for number in ("90000012", OTHER)]
    assert len({party for _, _, party, _ in _parties(tmp_path, read(tmp_path, *both))}) == 2


def test_names_are_in_the_vault_and_no_birth_date_is_anywhere(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault", b"k" * 32)
    message = registration(owned(person()), owned(person()))
    with take(tmp_path, read(tmp_path, message), *TABLES, vault=vault) as taken:
        stored = [
            str(taken.con.execute(f"FROM {table}").fetchall()) for table in (*TABLES, "quarantine")
        ]
    assert not any("Noor" in text or "1980" in text for text in stored)
