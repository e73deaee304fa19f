"""Who must be seen first, and who is kept off every list: what the page Zorg asks and does.

Routes and masks are for care and for whoever leads public order; the service refuses others.
"""

from engine.casework import holds, places, users
from engine.casework.models import HoldKind
from engine.errors import CaseworkError, RoleRefused
from engine.exports import routed as export
from engine.exports.routed import Routed
from engine.snapshot import Run
from ui import state


def is_open() -> bool:
    """True when the reviewer's role may see routes and masks."""
    return state.role() in users.MAY_MASK


def routed(run: Run) -> tuple[Routed, ...]:
    """Locations that a route sends to a person.

    Raises:
        CaseworkError: the role may not see them.
    """
    _refuse()
    return export.routed(run)


def _refuse() -> None:
    if not is_open():
        raise RoleRefused(
            "als {role} ziet u geen doorverwijzingen; vraag: {allowed}",
            role=users.named(state.role()),
            allowed=users.listed(users.MAY_MASK),
        )


def masked(run: Run) -> dict[str, str]:
    """Why a location of the run is masked today, by location id.

    Raises:
        CaseworkError: the role may not see them.
    """
    _refuse()
    return _masked(run)


def _masked(run: Run) -> dict[str, str]:
    identities = state.identities(run)
    with state.casework().reading() as session:
        return holds.masked(session, identities, as_of=state.today())


def hidden(run: Run) -> frozenset[str]:
    """Masked locations that the reviewer may not see in a list."""
    return frozenset() if is_open() else frozenset(_masked(run))


def refuse_hidden(run: Run, location_id: str) -> None:
    """Refuse a masked location to a role that may not see it.

    Raises:
        CaseworkError: with whom to ask.
    """
    if location_id in hidden(run):
        raise CaseworkError(
            "deze locatie is afgeschermd; vraag: {allowed}", allowed=users.listed(users.MAY_MASK)
        )


def mask(run: Run, location_id: str, *, reason: str) -> None:
    """Keep the location of a possible victim off every list, until it is lifted.

    Raises:
        CaseworkError: the role may not, or there is no reason.
    """
    location = places.states(run, [location_id])[location_id]
    with state.casework().writing() as session:
        user = users.sign_in(session, subject=state.reviewer(), role=state.role(), now=state.now())
        holds.mask(session, user=user, location=location, reason=reason, now=state.now())


def lift(run: Run, location_id: str) -> None:
    """End the masks of a location.

    Raises:
        CaseworkError: the role may not.
    """
    bag_ids = state.identities(run)[location_id]
    with state.casework().writing() as session:
        user = users.sign_in(session, subject=state.reviewer(), role=state.role(), now=state.now())
        for hold in holds.holds_of(session, bag_ids, as_of=state.today()):
            if hold.kind is HoldKind.MASKED:
                holds.lift(session, hold, user=user, now=state.now())
