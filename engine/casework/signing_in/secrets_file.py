"""Streamlit reads how to sign in from a TOML file only: written for one process, then removed."""

import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from engine.casework.signing_in.provider import Provider
from engine.errors import SettingsError

_PREFIX = "dijkwacht-sign-in-"


@contextmanager
def written(provider: Provider, *, within: Path) -> Iterator[Path]:
    """The file, in a folder that only this user reads; both are gone at the end.

    Its cookie secret is new every time, so that a cookie is worth nothing after a restart. What a
    killed process left in the folder is removed first.

    Args:
        provider: to sign in with.
        within: made when it is not there, mode 0700.

    Raises:
        SettingsError: it cannot be written.
    """
    try:
        within.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(within)
        folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=within))
    except OSError as error:
        raise SettingsError(f"cannot be written: {error.strerror}", file=within) from error
    try:
        file = folder / "secrets.toml"
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as toml:
            toml.write(_text(provider))
        yield file
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _text(provider: Provider) -> str:
    values = {
        "redirect_uri": provider.callback_url,
        "cookie_secret": secrets.token_urlsafe(48),
        "client_id": provider.client_id,
        "client_secret": provider.client_secret.get_secret_value(),
        "server_metadata_url": provider.metadata_url,
    }
    return _table("auth", values)


def _table(name: str, values: Mapping[str, str]) -> str:
    """A table of TOML; a JSON string of plain letters is a basic string of TOML too."""
    lines = (f"{key} = {_string(value)}" for key, value in values.items())
    return "\n".join([f"[{name}]", *lines, ""])


def _string(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _sweep(within: Path) -> None:
    """Remove folders of processes that are not there any more."""
    for folder in within.glob(f"{_PREFIX}*"):
        pid = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if not (pid.isdecimal() and _runs(int(pid))):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
