"""What every page needs to know: which run, which folder, who is looking.

State that matters stands in the URL as plain text (`run`, `location`, `bron`, `regel`) and is
validated here; nothing else is kept between visits.
"""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import streamlit as st

from connectors.dates import dutch_day
from engine import snapshot
from engine.casework import places
from engine.casework.database import Casework, open_casework
from engine.casework.models import Role
from engine.casework.signing_in.invented import is_invented
from engine.errors import CaseworkError, RunError
from engine.register import pseudonyms
from engine.register.vault import Vault
from engine.settings import SHIPPED_RULES, load_settings
from engine.snapshot import Run
from ui import sign_in
from ui.language import tr

RUN, LOCATION, SOURCE, RULE = "run", "location", "bron", "regel"


def runs_folder() -> Path:
    """Folder of runs: `DIJKWACHT_RUNS`, else `runs`."""
    return Path(os.environ.get("DIJKWACHT_RUNS") or "runs")


def papers_folder() -> Path:
    """Folder of the papers that the app makes: `DIJKWACHT_PAPERS`.

    Raises:
        CaseworkError: it is not set.
    """
    given = os.environ.get("DIJKWACHT_PAPERS")
    if not given:
        raise CaseworkError("DIJKWACHT_PAPERS ontbreekt; start de app met `dijkwacht serve`")
    return Path(given)


def is_sample() -> bool:
    """True when the app shows the invented municipality."""
    return bool(os.environ.get("DIJKWACHT_SAMPLE"))


def reviewer() -> str:
    """Who judges: the subject of the sign-in.

    Raises:
        SignInError: nobody is signed in, or not any more.
    """
    return sign_in.reviewer().subject


def role() -> Role:
    """Role in which the reviewer works.

    Raises:
        SignInError: nobody is signed in, or not any more.
        CaseworkError: there is no such role; the message lists the known ones.
    """
    return sign_in.reviewer().role


def now() -> datetime:
    """The moment, for what people do."""
    return datetime.now(UTC)


def today() -> date:
    """The day in the Netherlands."""
    return dutch_day(now())


def rules_folder() -> Path:
    """Folder of packs: `DIJKWACHT_RULES`, else the packs of the installation."""
    return Path(os.environ.get("DIJKWACHT_RULES") or SHIPPED_RULES)


def chosen_run() -> Run:
    """The run named in the URL, else the newest.

    Raises:
        RunError: there is no run yet, the URL names one that is not there, or nobody signs in and
            it is of real deliveries.
    """
    name = st.query_params.get(RUN)
    found = snapshot.find(name, out=runs_folder()) if name else snapshot.newest(runs_folder())
    if not sign_in.is_on() and not is_invented(found):
        raise RunError(tr("deze run is van echte leveringen: daarvoor is inloggen nodig"))
    return opened(str(found.path))


def known_runs() -> list[Run]:
    """All runs, newest first."""
    return snapshot.list_runs(runs_folder())


def chosen_source() -> str | None:
    """The source named in the URL, not yet checked against the run."""
    return st.query_params.get(SOURCE)


@st.cache_resource
def casework() -> Casework:
    """The casework database of `DIJKWACHT_CASEWORK`, opened once.

    Raises:
        CaseworkError: it is not set or cannot be opened.
    """
    url = os.environ.get("DIJKWACHT_CASEWORK")
    if not url:
        raise CaseworkError("DIJKWACHT_CASEWORK ontbreekt; start de app met `dijkwacht serve`")
    return open_casework(url, settings=load_settings(), key=key)


def key() -> bytes:
    """The pseudonym key of the runs that are shown: that of the sample, or of this installation.

    Raises:
        SettingsError: there is no key to be read.
    """
    return pseudonyms.PUBLIC_SAMPLE_KEY if is_sample() else pseudonyms.load_key()


def vault() -> Vault | None:
    """The vault of `DIJKWACHT_VAULT`, to be closed; None when this app was started without one.

    Raises:
        SettingsError: it is no vault, or one of another key.
    """
    file = os.environ.get("DIJKWACHT_VAULT")
    return Vault(Path(file), key()) if file else None


def has_vault() -> bool:
    """True when this app was started with a vault that is there."""
    file = os.environ.get("DIJKWACHT_VAULT")
    return bool(file) and Path(file or "").is_file()


def identities(run: Run) -> dict[str, tuple[str, ...]]:
    """BAG ids by which casework knows each location, by location id."""
    return _identities(str(run.path))


@st.cache_resource(max_entries=4)
def _identities(path: str) -> dict[str, tuple[str, ...]]:
    return places.identities(opened(path))


@st.cache_resource(max_entries=8)
def opened(path: str) -> Run:
    """The run of a folder; runs never change, so one object keeps its run.json parsed."""
    return Run(Path(path))


def link(run: Run, location_id: str) -> dict[str, str]:
    """What the URL of a location's page holds."""
    return {RUN: run.path.name, LOCATION: location_id}


def put_url(run: Run, values: Mapping[str, Sequence[str]]) -> None:
    """Put a view of a run into the URL, instead of what stood there; nothing is drawn anew."""
    wanted = {RUN: [run.path.name], **{name: list(given) for name, given in values.items()}}
    if wanted != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(wanted)
