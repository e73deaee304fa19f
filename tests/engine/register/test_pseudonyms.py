"""Pseudonyms: keyed, per record from a name alone, and a key that is kept to oneself."""

import base64
import os
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import SettingsError
from engine.register import pseudonyms
from engine.register.pseudonyms import PATTERN, PUBLIC_SAMPLE_KEY, Pseudonyms, normalise_name

PEOPLE = Pseudonyms(PUBLIC_SAMPLE_KEY)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(pseudonyms.ENVIRONMENT, raising=False)
    monkeypatch.setattr(pseudonyms, "state_folder", lambda: tmp_path / "state")
    return tmp_path / "state" / "key"


@given(st.text(), st.text())
def test_every_pseudonym_looks_like_one(name: str, scope: str) -> None:
    assert PATTERN.fullmatch(PEOPLE.from_name(name, scope=scope))


def test_pseudonym_stays_the_same_over_versions() -> None:
    made = PEOPLE.from_name("A. Voorbeeld", scope="vth:permit:Z1:applicant")
    assert made == "P5d7dcb1deb42c1fd8fcc"


def test_one_name_in_two_records_is_two_pseudonyms() -> None:
    first = PEOPLE.from_name("A. Voorbeeld", scope="vth:permit:Z1:applicant")
    assert first != PEOPLE.from_name("A. Voorbeeld", scope="vth:permit:Z2:applicant")


def test_reference_joins_within_a_source_only() -> None:
    first = PEOPLE.from_reference("77", source="alc")
    assert first == PEOPLE.from_reference(" 77 ", source="alc")
    assert first != PEOPLE.from_reference("77", source="vth")


def test_name_with_birth_date_joins_everywhere_and_either_alone_parts() -> None:
    first = PEOPLE.from_birth("Á. Voorbeeld", date(1980, 1, 2))
    assert first == PEOPLE.from_birth("a voorbeeld", date(1980, 1, 2))
    assert first != PEOPLE.from_birth("a voorbeeld", date(1980, 1, 3))
    assert first != PEOPLE.from_birth("b voorbeeld", date(1980, 1, 2))


def test_kinds_of_pseudonym_never_meet() -> None:
    assert PEOPLE.from_name("x", scope="y") != PEOPLE.from_reference("x", source="y")


def test_another_key_gives_another_pseudonym_and_fingerprint() -> None:
    other = Pseudonyms(bytes(32))
    assert other.from_name("x", scope="y") != PEOPLE.from_name("x", scope="y")
    assert other.fingerprint != PEOPLE.fingerprint


def test_fingerprint_does_not_hold_the_key() -> None:
    assert re.fullmatch("[0-9a-f]{16}", PEOPLE.fingerprint)
    assert PEOPLE.fingerprint not in PUBLIC_SAMPLE_KEY.hex()


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("  De  Vries-Jansen, P.J. ", "de vries jansen p j"),
        ("Müller", "muller"),
        ("MU\u0308LLER", "muller"),
        ("", ""),
        ("d'Ancona", "d ancona"),
    ],
)
def test_name_is_brought_to_one_form(written: str, plain: str) -> None:
    assert normalise_name(written) == plain


@given(st.text())
def test_form_of_a_name_does_not_depend_on_how_it_is_composed(name: str) -> None:
    once = normalise_name(name)
    assert normalise_name(once) == once
    assert normalise_name(unicodedata.normalize("NFD", name.casefold())) == once


@pytest.mark.parametrize(
    "text",
    [
        "ab" * 32,
        "AB" * 32 + "\n",
        base64.b64encode(b"\xab" * 32).decode(),
    ],
    ids=["hex", "capital hex with line end", "base64"],
)
def test_key_comes_from_the_environment(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(pseudonyms.ENVIRONMENT, text)
    assert pseudonyms.load_key() == b"\xab" * 32


@pytest.mark.parametrize("text", ["", "ab" * 31, "geheim!", "é" * 40, "ab" * 32 + "a"])
def test_bad_key_is_refused_without_being_shown(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(pseudonyms.ENVIRONMENT, text)
    with pytest.raises(SettingsError, match=r"DIJKWACHT_KEY holds no key.*openssl") as caught:
        pseudonyms.load_key()
    assert not text or text not in str(caught.value)


def test_key_file_is_made_once_and_private(state: Path) -> None:
    first = pseudonyms.load_key()
    assert len(first) == 32
    assert state.stat().st_mode & 0o777 == 0o600
    assert pseudonyms.load_key() == first
    assert [file.name for file in state.parent.iterdir()] == ["key"]


def test_key_file_that_others_can_read_is_refused(state: Path) -> None:
    pseudonyms.load_key()
    state.chmod(0o640)
    with pytest.raises(SettingsError, match="chmod 600"):
        pseudonyms.load_key()


def test_damaged_key_file_is_refused(state: Path) -> None:
    pseudonyms.load_key()
    state.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="cannot be read"):
        pseudonyms.load_key()


def test_state_folder_that_cannot_be_made_is_a_clear_error(state: Path) -> None:
    state.parent.write_text("a file stands where the folder should be")
    with pytest.raises(SettingsError, match="set DIJKWACHT_KEY"):
        pseudonyms.load_key()


def test_two_first_runs_at_once_share_one_key(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def another_was_first(part: Path, file: Path) -> None:
        file.write_text("cd" * 32)
        file.chmod(0o600)
        raise FileExistsError(17, "File exists", str(part))

    monkeypatch.setattr(os, "link", another_was_first)
    assert pseudonyms.load_key() == b"\xcd" * 32
    assert [file.name for file in state.parent.iterdir()] == ["key"]


def test_key_stands_in_the_state_folder_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/elsewhere/state")
    assert pseudonyms.state_folder() == Path("/elsewhere/state/dijkwacht")
