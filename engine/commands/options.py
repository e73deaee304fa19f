"""Options that several commands share, and where a user's own files are."""

import os
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_state_path

from connectors.dates import LOCAL
from engine.errors import RulePackError, SettingsError
from engine.settings import SHIPPED_RULES

DEFAULT_RUNS = Path("runs")

RunsFolder = Annotated[Path, typer.Option("--out", help="Folder of runs.")]
RulesFolder = Annotated[
    Path | None, typer.Option("--rules", help="Folder of packs; default: the shipped packs.")
]


def parse_date(given: str | date) -> date:
    """A date as YYYY-MM-DD; typer turns the ValueError into a usage error (exit 2)."""
    return given if isinstance(given, date) else date.fromisoformat(given)


def rules_folder(rules: Path | None) -> Path:
    """The folder of packs that was named, or the shipped one.

    Raises:
        RulePackError: it has no packs.
    """
    folder = rules or SHIPPED_RULES
    if not (folder / "packs").is_dir():
        raise RulePackError("no folder of packs: it has packs/, features/ and tables/", file=folder)
    return folder


_DAY = {"parser": parse_date, "metavar": "YYYY-MM-DD", "help": "Last day that counts."}


def today() -> date:
    """The day in the Netherlands, wherever the machine's clock stands: fetches are dated so."""
    return datetime.now(LOCAL).date()


Today = Annotated[
    date, typer.Option("--as-of", default_factory=today, show_default="today", **_DAY)
]
Day = Annotated[date, typer.Option("--as-of", **_DAY)]


def state_folder() -> Path:
    """Where a user's key, vault and casework are kept: never under `--out`."""
    return user_state_path("dijkwacht")


def vault_file() -> Path:
    """The vault: `DIJKWACHT_VAULT`, else under the user's state folder."""
    return Path(os.environ.get("DIJKWACHT_VAULT") or state_folder() / "vault.sqlite")


def papers_folder() -> Path:
    """Where the app puts papers: `DIJKWACHT_PAPERS`, else under the user's state folder."""
    return Path(os.environ.get("DIJKWACHT_PAPERS") or state_folder() / "papers")


def casework_url() -> str:
    """The casework database: `DIJKWACHT_CASEWORK`, else SQLite under the user's state folder.

    Raises:
        SettingsError: the variable is set and not a database URL.
    """
    given = os.environ.get("DIJKWACHT_CASEWORK")
    if given and "://" not in given:
        raise SettingsError(
            f"DIJKWACHT_CASEWORK is a database URL such as sqlite:///x, not {given}"
        )
    return given or f"sqlite:///{state_folder() / 'casework.sqlite'}"
