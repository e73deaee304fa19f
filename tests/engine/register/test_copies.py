"""Copies of live sources: encrypted, resumable, and gone when nothing needs them any more."""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from connectors.items import Note
from engine.errors import RunError, SourceUnavailable
from engine.register.copies import CopyStore, SourceCopies
from engine.register.pseudonyms import Pseudonyms
from engine.register.vault import Vault

KEY = bytes(range(32))
NOW = datetime(2026, 10, 31, 6, 0, tzinfo=UTC)
URL = "https://kvk.example/api"
DAY = timedelta(days=1)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault(tmp_path / "vault.sqlite", KEY) as vault:
        yield vault


@pytest.fixture
def store(vault: Vault) -> CopyStore:
    return CopyStore(vault)


def _fetch(store: CopyStore, now: datetime = NOW, **contents: bytes) -> SourceCopies:
    """A complete fetch that adds these files to the ones before."""
    fetched = store.begin("kvk", URL, now=now)
    copies = store.of("kvk", fetched, now=now)
    for name, content in contents.items():
        copies.put(f"{name}.json", content)
    store.finish(fetched, [Note("answers", len(contents))], now=now)
    return copies


def test_copy_comes_back_as_it_went_in(store: CopyStore) -> None:
    copies = _fetch(store, a=b'{"kvkNummer": "99000001"}', b=b"")
    assert copies.names() == ["a.json", "b.json"]
    assert copies.get("a.json") == b'{"kvkNummer": "99000001"}'
    assert copies.get("b.json") == b""
    assert copies.asked_at("a.json") == NOW


def test_nothing_of_a_copy_is_readable_in_the_file(store: CopyStore, vault: Vault) -> None:
    _fetch(store, a=b"Verzonnen Handel B.V. te Nergenshuizen " * 40)
    stored = b"".join(part.read_bytes() for part in vault.file.parent.iterdir())
    assert b"Nergenshuizen" not in stored


def test_next_fetch_starts_with_the_copies_of_the_last(store: CopyStore) -> None:
    _fetch(store, a=b"1", b=b"1")
    later = store.of("kvk", store.begin("kvk", URL, now=NOW + DAY), now=NOW + DAY)
    later.put("b.json", b"2")
    later.drop("a.json")
    later.drop("never.json")
    assert (later.names(), later.get("b.json")) == (["b.json"], b"2")
    latest = store.latest("kvk")
    assert latest is not None
    before = store.of("kvk", latest, now=NOW)
    assert (before.names(), before.get("b.json")) == (["a.json", "b.json"], b"1")


def test_unknown_name_is_a_key_error(store: CopyStore) -> None:
    copies = _fetch(store, a=b"1")
    for ask in (copies.get, copies.asked_at):
        with pytest.raises(KeyError):
            ask("b.json")


@pytest.mark.parametrize("name", ["", "../a.json", "a/b.json", "a\\b.json", ".hidden", "a\0b"])
def test_name_must_be_a_plain_file_name(name: str, store: CopyStore) -> None:
    copies = _fetch(store)
    with pytest.raises(ValueError, match="not a plain file name"):
        copies.put(name, b"1")


def test_fetch_under_way_is_not_seen_by_a_run(store: CopyStore) -> None:
    store.of("kvk", store.begin("kvk", URL, now=NOW), now=NOW).put("a.json", b"1")
    assert store.latest("kvk") is None
    broken = store.broken("kvk", URL)
    assert broken is not None
    assert store.of("kvk", broken, now=NOW).names() == ["a.json"]
    assert store.broken("kvk", "https://elsewhere.example") is None


def test_run_reads_the_newest_fetch_on_or_before_its_day(store: CopyStore) -> None:
    for days in range(3):
        _fetch(store, NOW + days * DAY, a=str(days).encode())
    found = [store.latest("kvk", as_of=date(2026, 10, 30) + days * DAY) for days in range(4)]
    assert [None if f is None else f.day for f in found] == [
        None, date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 2),
    ]  # fmt: skip
    assert found[1] is not None
    assert found[1].notes == (Note("answers", 1),)


def test_day_of_a_fetch_is_the_day_in_the_netherlands(store: CopyStore) -> None:
    _fetch(store, datetime(2026, 6, 30, 22, 30, tzinfo=UTC), a=b"1")
    latest = store.latest("kvk")
    assert latest is not None
    assert latest.day == date(2026, 7, 1)


def test_another_address_starts_without_the_old_copies(store: CopyStore) -> None:
    _fetch(store, a=b"1")
    fetched = store.begin("kvk", "https://kvk.example/v2", now=NOW + DAY)
    assert store.of("kvk", fetched, now=NOW).names() == []


def test_old_copies_are_destroyed_and_the_newest_fetch_stays(
    store: CopyStore, vault: Vault
) -> None:
    _fetch(store, NOW, a=b"old", b=b"kept")
    _fetch(store, NOW + DAY, a=b"new")
    assert store.purge(now=NOW + 90 * DAY, keep_days=90) == 0
    assert store.purge(now=NOW + 91 * DAY, keep_days=90) == 1
    assert store.purge(now=NOW + 999 * DAY, keep_days=90) == 0
    latest = store.latest("kvk")
    assert latest is not None
    copies = store.of("kvk", latest, now=NOW)
    assert [copies.get(name) for name in copies.names()] == [b"new", b"kept"]
    assert vault.db.execute("SELECT count(*) FROM copy").fetchone() == (2,)


def test_destroyed_copy_is_gone_from_earlier_fetches_too(store: CopyStore, vault: Vault) -> None:
    before = _fetch(store, a=b"1", b=b"1")
    after = _fetch(store, NOW + DAY, a=b"2")
    after.destroy("a.json")
    assert before.names() == after.names() == ["b.json"]
    assert vault.db.execute("SELECT DISTINCT name FROM copy").fetchall() == [("b.json",)]


def test_month_has_a_limit_that_outlives_the_fetch(store: CopyStore) -> None:
    _fetch(store).spend("2026-10", 2)
    _fetch(store).spend("2026-10", 2)
    with pytest.raises(SourceUnavailable, match="the 2 requests of 2026-10 are spent"):
        _fetch(store).spend("2026-10", 2)
    _fetch(store).spend("2026-11", 2)
    _fetch(store).spend("2026-10", None)


def test_questions_of_several_threads_are_all_counted(store: CopyStore, vault: Vault) -> None:
    copies = _fetch(store)

    def spend() -> None:
        for _ in range(50):
            copies.spend("2026-10", 500)

    threads = [threading.Thread(target=spend) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert vault.db.execute("SELECT asked FROM spent").fetchone() == (400,)


def test_pseudonym_is_the_one_that_intake_makes(store: CopyStore) -> None:
    born = date(1980, 1, 2)
    made = _fetch(store).pseudonym("A. Voorbeeld", born)
    assert made == Pseudonyms(KEY).from_birth("a voorbeeld", born)


def test_damaged_copy_is_told_with_the_way_out(store: CopyStore, vault: Vault) -> None:
    copies = _fetch(store, a=b"1")
    vault.db.execute("UPDATE copy SET sealed = CAST(sealed || x'00' AS BLOB)")
    with pytest.raises(RunError, match=r"cannot be opened: damaged.*fetch the source again"):
        copies.get("a.json")


def test_copy_moved_to_another_name_does_not_open(store: CopyStore, vault: Vault) -> None:
    copies = _fetch(store, a=b"1", b=b"2")
    vault.db.execute("UPDATE fetch_copy SET copy_id = 2 WHERE name = 'a.json'")
    with pytest.raises(RunError, match="moved"):
        copies.get("a.json")


def test_locked_vault_is_an_error_of_ours(store: CopyStore, vault: Vault) -> None:
    copies = _fetch(store, a=b"1")
    vault.db.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(vault.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(RunError, match="cannot be used: database is locked"):
        copies.put("b.json", b"2")
    other.close()
