"""The file from which Streamlit reads the provider: private, whole, and gone afterwards."""

import os
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from pydantic import SecretStr

from engine.casework.signing_in import secrets_file
from engine.casework.signing_in.provider import Provider
from engine.errors import SettingsError

ODD = 'a"b\\c\n\x7f[é]'
PROVIDER = Provider(
    metadata_url="https://x/.well-known/openid-configuration",
    client_id="dijkwacht",
    client_secret=SecretStr(ODD),
    app_url="https://dijkwacht.example.nl",
)


def test_file_says_everything_is_private_and_goes_at_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "sign-in"
    with secrets_file.written(PROVIDER, within=folder) as file:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        auth = tomllib.loads(file.read_text("utf-8"))["auth"]
        assert auth["client_secret"] == ODD
        assert auth["redirect_uri"] == "https://dijkwacht.example.nl/oauth2callback"
        assert len(auth["cookie_secret"]) >= 64
    assert [*folder.iterdir()] == []


def test_file_goes_when_the_server_breaks_off(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), secrets_file.written(PROVIDER, within=tmp_path):
        raise KeyboardInterrupt
    assert [*tmp_path.iterdir()] == []


def test_cookies_of_an_earlier_server_are_worth_nothing(tmp_path: Path) -> None:
    seen = set()
    for _ in range(2):
        with secrets_file.written(PROVIDER, within=tmp_path) as file:
            seen.add(tomllib.loads(file.read_text("utf-8"))["auth"]["cookie_secret"])
    assert len(seen) == 2


def test_what_a_killed_server_left_is_removed_and_that_of_another_one_stays(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = tmp_path / f"dijkwacht-sign-in-{dead.pid}-x"
    other = tmp_path / f"dijkwacht-sign-in-{os.getppid()}-x"
    for folder in (left, other):
        folder.mkdir()
        (folder / "secrets.toml").touch()
    with secrets_file.written(PROVIDER, within=tmp_path):
        assert not left.exists()
        assert other.exists()


def test_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    with (
        pytest.raises(SettingsError, match="cannot be written"),
        secrets_file.written(PROVIDER, within=tmp_path / "x" / "y"),
    ):
        pass
