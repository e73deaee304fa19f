"""What the page Netwerk asks: the network of a run as this reviewer may see it.

A network is built once per run and shared; every question gets a connection of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st
from sqlalchemy.orm import Session

from engine.casework import cases, places, users
from engine.casework.bibob import hook
from engine.casework.case_models import Case
from engine.casework.models import User
from engine.casework.names import Reach
from engine.errors import NetworkError, UnknownNode
from engine.exports.network import access as rights
from engine.exports.network import build, measured, texts
from engine.exports.network import reach as reaching
from engine.exports.network.access import Access
from engine.exports.network.build import Ask
from engine.exports.network.measured import Measured
from engine.exports.network.view import ChangesView, NetworkView
from engine.network import graph
from engine.network.graph import Graph
from engine.network.lookup import NodeRef
from engine.network.schema import NODES
from engine.settings import load_settings
from engine.snapshot import Run
from engine.tables import Gate
from engine.translatable import mark
from ui import acting, state, victims
from ui.language import tr

PATH_HOPS = 6
_EMPTY = mark("Dit netwerk kent geen {what}. Zoek een locatie op adres, of geef een KVK-nummer.")
_NODE = mark("knoop")


@dataclass(frozen=True, slots=True)
class Choice:
    """A node that can be chosen: its key and its name."""

    key: str
    text: str


def may_see_people(run: Run, case_number: str | None, start: str | None) -> bool:
    """Whether a case of the reviewer opens people (gate G2) here; what is seen is logged.

    It does so while it is open, for a role that may open such a case, and around its own
    location only: one case does not open all people of the municipality. A Bibob case does so
    only with a valid hook.
    """
    if case_number is None or not case_number.isdecimal():
        return False
    with state.casework().writing() as session:
        user = users.sign_in(session, subject=state.reviewer(), role=state.role(), now=state.now())
        case = session.get(Case, int(case_number))
        if case is None or not case.is_open or user.role not in users.MAY_OPEN[case.kind]:
            return False
        if Gate.G2 not in load_settings().cases.opens[case.kind.value]:
            return False
        if hook.reading_problem(session, case, state.today()) is not None:
            return False
        if places.locate(run, case.place) != start:
            return False
        _log_once(session, case, user, run)
    return True


def _log_once(session: Session, case: Case, user: User, run: Run) -> None:
    """Log that the people around a case were looked at, once while the page is open."""
    seen = f"network_seen_{case.id}_{run.path.name}"
    if st.session_state.get(seen):
        return
    st.session_state[seen] = True
    cases.log(
        session,
        case,
        user=user,
        name="Netwerk van een zaak ingezien",
        now=state.now(),
        source=run.path.name,
        kinds=("netwerk", "functionarissen"),
    )


def access(run: Run, case_number: str | None, start: str | None) -> Access:
    """The rights of the reviewer in a view: people within an open case, masked places by role.

    Raises:
        RoleRefused: the role does not see who is connected to whom.
        RunError: the run does not have the location of the case.
    """
    acting.require(users.MAY_SEE_NETWORK)
    return Access(may_see_people(run, case_number, start), victims.hidden(run))


def around(run: Run, start: str, ask: Ask, seen: Access) -> NetworkView:
    """The surroundings of a node.

    Raises:
        NetworkError: there is no such node, or the reviewer may not see it.
    """
    _built(run)
    return _told(lambda: _around(str(run.path), start, ask, seen))


def between(run: Run, one: str, other: str, ask: Ask, seen: Access) -> NetworkView:
    """All shortest paths between two nodes.

    Raises:
        NetworkError: there is no such node, or the reviewer may not see it.
    """
    _built(run)
    return _told(lambda: _between(str(run.path), one, other, ask, seen))


def changes(run: Run, start: str, before: date, after: date, ask: Ask, seen: Access) -> ChangesView:
    """What began and ended around a node between two days.

    Raises:
        NetworkError: the days do not follow each other.
    """
    with_graph = _built(run).opened()
    try:
        return build.between_days(with_graph, start, before, after, ask, seen)
    finally:
        with_graph.close()


def measures(run: Run, start: str, ask: Ask, seen: Access) -> Measured:
    """Figures about the surroundings of a node.

    Raises:
        NetworkError: there is no such node, or the reviewer may not see it.
    """
    _built(run)
    return _measures(str(run.path), start, ask, seen)


def reach(run: Run, location_id: str, seen: Access) -> Reach:
    """Whose names a case at this location can open for this reviewer."""
    _built(run)
    return _reach(str(run.path), location_id, seen)


def sources(run: Run) -> tuple[str, ...]:
    """Ids of the sources that tell a relation, sorted."""
    return _built(run).adjacency.sources


def licences(run: Run, seen: Access) -> tuple[Choice, ...]:
    """Licences that the reviewer may see, by name."""
    network = _built(run).opened()
    try:
        rows = network.con.execute("SELECT id FROM node_licence ORDER BY id").fetchall()
        found = [NodeRef("Licence", row[0]) for row in rows]
        concealed = rights.hidden(network, seen)
        named = texts.describe(network, [ref for ref in found if concealed.why(ref) is None])
    finally:
        network.close()
    choices = [Choice(f"{ref.label}:{ref.id}", name.text) for ref, name in named.items()]
    return tuple(sorted(choices, key=lambda choice: (choice.text, choice.key)))


def _told(ask: Callable[[], NetworkView]) -> NetworkView:
    """The answer; a node that is not there is told as the page speaks, without ids of others."""
    try:
        return ask()
    except UnknownNode as error:
        word = tr(NODES[error.label].word if error.label in NODES else _NODE)
        raise NetworkError(tr(_EMPTY).format(what=f"{word} {error.node_id}")) from error


@st.cache_resource(max_entries=64, show_spinner=False)
def _around(path: str, start: str, ask: Ask, seen: Access) -> NetworkView:
    network = _graph(path).opened()
    try:
        return build.around(network, start, ask, seen)
    finally:
        network.close()


@st.cache_resource(max_entries=64, show_spinner=False)
def _between(path: str, one: str, other: str, ask: Ask, seen: Access) -> NetworkView:
    network = _graph(path).opened()
    try:
        return build.between(network, one, other, ask, seen, max_hops=PATH_HOPS)
    finally:
        network.close()


@st.cache_resource(max_entries=64, show_spinner=False)
def _measures(path: str, start: str, ask: Ask, seen: Access) -> Measured:
    network = _graph(path).opened()
    try:
        return measured.measured(network, start, ask, seen)
    finally:
        network.close()


@st.cache_resource(max_entries=16, show_spinner=False)
def _reach(path: str, location_id: str, seen: Access) -> Reach:
    network = _graph(path).opened()
    try:
        return reaching.reach(network, state.opened(path), location_id, seen)
    finally:
        network.close()


def _built(run: Run) -> Graph:
    """The network of a run; it is said that it is built, outside what is cached."""
    with st.spinner(tr("Het netwerk van deze run wordt opgebouwd.")):
        return _graph(str(run.path))


def _close(network: Graph) -> None:
    network.close()


@st.cache_resource(max_entries=3, on_release=_close, show_spinner=False)
def _graph(path: str) -> Graph:
    return graph.build_run(state.opened(path), settings=load_settings())
