"""`dijkwacht serve`: the app on the runs of a folder."""

import os
from pathlib import Path
from typing import Annotated

import typer

from engine.casework.signing_in import provider as providers
from engine.casework.signing_in import rules as sign_in_rules
from engine.casework.signing_in.provider import Provider
from engine.commands import serving
from engine.commands.options import DEFAULT_RUNS, casework_url, papers_folder, vault_file
from engine.commands.serving import LOOPBACK, Files, Port
from engine.errors import RunError, SettingsError

Address = Annotated[
    str, typer.Option("--address", help="To listen on; another than this needs sign-in.")
]
_WAY_OUT = (
    "set DIJKWACHT_OIDC_METADATA_URL, _CLIENT_ID, _CLIENT_SECRET and _APP_URL (docs/sign-in.md), "
    "or look at invented data with `dijkwacht demo`"
)


def serve(
    out: Annotated[Path, typer.Option("--out", help="Folder of runs.")] = DEFAULT_RUNS,
    port: Port = 8501,
    address: Address = LOOPBACK,
) -> None:
    """Open the app; without sign-in only on 127.0.0.1 and only on invented data."""
    provider = providers.from_environment(os.environ)
    if provider is None:
        _refuse_others(address)
        serving.require_invented(out, way_out=_WAY_OUT)
        serving.invented(_given(serving.beside(out)), port)
    else:
        sign_in_rules.load(sign_in_rules.named_file(os.environ))
        _require_safe(provider, address)
        files = Files(out, vault_file(), papers_folder(), casework_url())
        serving.signed_in(files, address, port)


def _refuse_others(address: str) -> None:
    if address != LOOPBACK:
        raise RunError(f"without sign-in the app listens on {LOOPBACK} only; {_WAY_OUT}")


def _require_safe(provider: Provider, address: str) -> None:
    """Refuse sign-in over a connection that others on the network can read."""
    if not providers.is_loopback(address) and not provider.app_url.startswith("https://"):
        name = providers.NAMES["app_url"]
        raise SettingsError(f"{name} must begin with https:// to listen on {address}")


def _given(files: Files) -> Files:
    """Files of invented data, as far as the environment does not name others."""
    return Files(
        files.runs,
        vault_file() if os.environ.get("DIJKWACHT_VAULT") else files.vault,
        papers_folder() if os.environ.get("DIJKWACHT_PAPERS") else files.papers,
        casework_url() if os.environ.get("DIJKWACHT_CASEWORK") else files.casework,
    )
