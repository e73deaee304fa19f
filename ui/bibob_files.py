"""What the page Bibob asks and does: files with their clocks, one file, and every act in it.

Every change gives back the version that the officer looked at, so that nobody overwrites another.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from engine.casework import places, users
from engine.casework.bibob import acting as bibob
from engine.casework.bibob import files
from engine.casework.bibob.acting import By
from engine.casework.bibob.catalogue import Catalogue, load
from engine.casework.bibob.files import HookGiven
from engine.casework.case_models import CaseKind
from engine.errors import CaseworkError
from engine.exports.bibob import file as bibob_file
from engine.exports.bibob import hooks, registers
from engine.exports.bibob.file import FileView, Row
from engine.exports.bibob.hooks import Paper
from engine.exports.bibob.registers import Told
from engine.exports.calendar_file import calendar_file
from engine.snapshot import Run
from ui import state, victims
from ui.acting import signed_in
from ui.language import tr

FILE = "dossier"
"""The file in the URL."""
_TOLD = "bibob_registers"


def is_open() -> bool:
    """True when the reviewer's role may see Bibob files."""
    return state.role() in users.MAY_OPEN[CaseKind.BIBOB]


def law() -> Catalogue:
    """The rules on Bibob files.

    Raises:
        SettingsError: something in them is wrong.
    """
    return load(state.casework().settings.rules)


def chosen() -> int | None:
    """The number of the file in the URL; None: no file.

    Raises:
        CaseworkError: it is no number of a file.
    """
    given = st.query_params.get(FILE)
    if not given:
        return None
    if not given.isascii() or not given.isdecimal() or len(given) > 9:
        raise CaseworkError(tr("dit adres noemt geen nummer van een Bibob-dossier"))
    return int(given)


def rows(*, closed: bool = False) -> list[Row]:
    """Files with their open clocks, the newest first.

    Raises:
        CaseworkError: the role may not see them.
    """
    with signed_in() as me:
        found = files.listed(me.session, user=me.user, closed=closed)
        return [bibob_file.row(me.session, file, today=state.today()) for file in found]


def shown(number: int) -> FileView:
    """One file; looking is logged once for every version that the page shows.

    Raises:
        CaseworkError: there is no such file, or the role may not see it.
    """
    with signed_in() as me:
        bibob.require_officer(me.user)
        file = bibob.find(me.session, number)
        seen = f"bibob_seen_{number}_{file.case.version}"
        if not st.session_state.get(seen):
            files.seen(me.session, number, user=me.user, now=me.now)
            st.session_state[seen] = True
        return bibob_file.build(me.session, file, today=state.today())


def open_file(run: Run, location_id: str, given: HookGiven, *, purpose: str) -> None:
    """Open a file on a hook for a location of a run, and show it from now on.

    Raises:
        CaseworkError: the role may not, or the hook is not right.
        RunError: the run has no such location.
    """
    location = places.states(run, [location_id])[location_id]
    with signed_in() as me:
        file = files.open_file(
            me.session, user=me.user, location=location, given=given, purpose=purpose, now=me.now
        )
        number = file.case_id
    st.query_params[FILE] = str(number)


def hooks_found(run: Run, words: str) -> list[Paper]:
    """Applications and licences that words stand for, and whether a file may rest on them.

    Raises:
        CaseworkError: the role may not open a file.
    """
    with signed_in() as me:
        return hooks.find(me.session, run, words, user=me.user, masked=victims.hidden(run))


def registers_told(run: Run, number: int) -> Told:
    """What the registers say for a file; it is asked, and logged, once per version and run.

    Raises:
        CaseworkError: the role may not, or the hook is not valid.
        RunError: the run does not have the place of the file.
    """
    with signed_in() as me:
        version = bibob.find(me.session, number).case.version
        kept = st.session_state.get(_TOLD)
        asked = (number, version, run.path.name)
        if kept is None or kept[0] != asked:
            told = registers.told(me.session, run, number, user=me.user, now=me.now)
            st.session_state[_TOLD] = (asked, told)
        found: Told = st.session_state[_TOLD][1]
        return found


def change(file: FileView, act: Callable[..., Any], *given: Any, **named: Any) -> None:  # noqa: ANN401
    """Do one act of `engine.casework.bibob` in a file, from the version that is shown.

    Raises:
        CaseworkError: the act is refused, or somebody changed the file since.
    """
    with signed_in() as me:
        act(me.session, file.number, By(me.user, file.version, me.now), *given, **named)


def calendar() -> bytes:
    """Open clocks and tasks as an iCalendar file; making it is logged.

    Raises:
        CaseworkError: the role has no tasks.
    """
    with signed_in() as me:
        return calendar_file(me.session, user=me.user, now=me.now)
