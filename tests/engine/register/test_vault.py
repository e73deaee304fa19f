"""The vault: names go in encrypted, once, and can be destroyed for good."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import RunError, SettingsError
from engine.register.vault import Kept, Name, Vault

KEY = bytes(range(32))
ANNA = Name("P1", "Anna Verzonnen", "applicant", "vth")
BRAM = Name("P2", "Bram Bedacht", "holder", "alc")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "vault.sqlite"


@pytest.fixture
def vault(file: Path) -> Iterator[Vault]:
    with Vault(file, KEY) as vault:
        yield vault


def test_same_names_twice_add_nothing(vault: Vault) -> None:
    assert vault.put([ANNA, BRAM, ANNA]) == 2
    assert vault.put([ANNA, BRAM]) == 0
    assert vault.count() == 2


def test_one_subject_can_have_two_names(vault: Vault) -> None:
    assert vault.put([ANNA, Name("P1", "A. Verzonnen", "applicant", "vth")]) == 2


def test_no_name_stands_readable_in_the_file(vault: Vault, file: Path) -> None:
    vault.put([ANNA, BRAM])
    content = b"".join(part.read_bytes() for part in file.parent.iterdir())
    for word in (b"Anna", b"Verzonnen", b"Bram", b"Bedacht", KEY):
        assert word not in content


def test_file_is_private_also_when_it_was_not(file: Path) -> None:
    file.parent.mkdir()
    file.touch(mode=0o644)
    with Vault(file, KEY):
        assert file.stat().st_mode & 0o777 == 0o600


def test_destroyed_name_does_not_come_back_with_the_next_delivery(vault: Vault) -> None:
    vault.put([ANNA, BRAM])
    assert vault.destroy("P1") == 1
    assert vault.destroy("P1") == 0
    assert vault.put([ANNA]) == 0
    assert vault.count() == 1


def test_destroying_leaves_no_key_of_the_name_in_the_file(vault: Vault, file: Path) -> None:
    vault.put([ANNA])
    with sqlite3.connect(file) as other:
        wrapped = other.execute("SELECT wrapped FROM entry_key").fetchone()[0]
    other.close()
    vault.destroy("P1")
    assert wrapped not in file.read_bytes()


def test_all_names_of_a_batch_or_none(vault: Vault) -> None:
    def stream() -> Iterator[Name]:
        yield ANNA
        raise RuntimeError("the source broke off")

    with pytest.raises(RuntimeError):
        vault.put(stream())
    assert vault.count() == 0


def test_vault_of_another_key_is_refused(vault: Vault, file: Path) -> None:
    vault.put([ANNA])
    with pytest.raises(SettingsError, match="made with key"):
        Vault(file, bytes(32))


def test_file_that_is_no_vault_is_refused_and_left_alone(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"this is no database at all, it is only a text" * 50)
    before = file.read_bytes()
    with pytest.raises(SettingsError, match="cannot be opened"):
        Vault(file, KEY)
    assert file.read_bytes() == before


def test_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="cannot be opened"):
        Vault(tmp_path / "file" / "vault.sqlite", KEY)


def test_vault_that_cannot_be_written_is_a_clear_error(vault: Vault, file: Path) -> None:
    with sqlite3.connect(file) as other:
        other.execute("DROP TABLE entry")
    other.close()
    with pytest.raises(RunError, match="cannot be written"):
        vault.put([ANNA])


def test_names_of_a_subject_are_read_by_role(vault: Vault) -> None:
    vault.put([BRAM, Name("P1", "A. Verzonnen", "owner", "brk"), ANNA])
    assert vault.open_names("P1") == [ANNA, Name("P1", "A. Verzonnen", "owner", "brk")]
    assert vault.open_names("P9") == []


def test_destroyed_names_say_so_and_what_is_left_is_read(vault: Vault, file: Path) -> None:
    vault.put([ANNA, BRAM])
    vault.destroy("P1")
    with pytest.raises(RunError, match="every name of P1 in the vault was destroyed"):
        vault.open_names("P1")
    assert vault.open_names("P2") == [BRAM]
    vault.close()
    with Vault(file, KEY) as again:
        assert again.open_names("P2") == [BRAM]


def test_name_that_was_moved_to_somebody_else_does_not_open(vault: Vault) -> None:
    vault.put([ANNA])
    vault.db.execute("UPDATE entry SET subject = 'P2'")
    with pytest.raises(RunError, match="a name of P2 in the vault is damaged, moved"):
        vault.open_names("P2")


def test_forgotten_name_leaves_nothing_and_can_come_back(vault: Vault, file: Path) -> None:
    vault.put([ANNA, BRAM])
    assert vault.subjects() == ["P1", "P2"]
    assert vault.forget(["P1", "P9"]) == 1
    assert vault.subjects() == ["P2"]
    assert b"P1" not in file.read_bytes()
    assert vault.put([ANNA]) == 1
    assert vault.open_names("P1") == [ANNA]


def test_names_are_forgotten_all_or_none(vault: Vault) -> None:
    vault.put([ANNA, BRAM])
    vault.db.execute("CREATE TRIGGER stop BEFORE DELETE ON entry WHEN old.subject = 'P2' "
                     "BEGIN SELECT RAISE(ABORT, 'full'); END")  # fmt: skip
    with pytest.raises(RunError, match="cannot be written: full"):
        vault.forget(["P1", "P2"])
    assert vault.subjects() == ["P1", "P2"]
    assert vault.count() == 2


def test_what_is_kept_is_told_without_a_name(vault: Vault) -> None:
    vault.put([ANNA, Name("P1", "A. Verzonnen", "applicant", "vth"), BRAM])
    assert vault.kept("P1") == [Kept("P1", "applicant", "vth", is_readable=True)]
    vault.destroy("P1")
    assert vault.kept("P1") == [Kept("P1", "applicant", "vth", is_readable=False)]
    assert vault.kept("P9") == []


def test_bearers_of_one_name_stay_several(vault: Vault) -> None:
    vault.put([ANNA, BRAM, Name("P3", "ANNA  verzónnen.", "holder", "alc")])
    found = [one.subject for one in vault.bearing("anna-verzonnen")]
    assert found == ["P1", "P3"]
    vault.destroy("P1")
    assert [one.subject for one in vault.bearing("Anna Verzonnen")] == ["P3"]


@pytest.mark.parametrize("name", ["", " . ", "Anna", "Verzonnen Anna", "Anna Verzonnen jr"])
def test_part_of_a_name_or_nothing_bears_nobody(vault: Vault, name: str) -> None:
    vault.put([ANNA, Name("P4", "---", "holder", "alc")])
    assert vault.bearing(name) == []


def test_damaged_name_stops_the_search(vault: Vault) -> None:
    vault.put([ANNA, BRAM])
    vault.db.execute("UPDATE entry SET sealed = x'00' WHERE subject = 'P2'")
    with pytest.raises(RunError, match="nobody can be found by name") as error:
        vault.bearing("Anna Verzonnen")
    assert "P2" not in str(error.value)
