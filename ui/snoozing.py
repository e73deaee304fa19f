"""Keeping a location off the next lists for a while, with a reason and a last day."""

from datetime import date

from engine.casework import holds, places
from engine.casework.models import HoldKind
from engine.errors import CaseworkError
from engine.snapshot import Run
from ui import acting, state, victims
from ui.language import tr


def snooze(run: Run, location_id: str, *, until: date, reason: str) -> None:
    """Keep a location off the list up to and including a day.

    Raises:
        CaseworkError: the role may not, or not this location; the day is not in the future; or
            there is no reason.
    """
    victims.refuse_hidden(run, location_id)
    location = places.states(run, [location_id])[location_id]
    with acting.signed_in() as me:
        holds.snooze(
            me.session, user=me.user, location=location, until=until, reason=reason, now=me.now
        )


def wake(bag_ids: tuple[str, ...]) -> None:
    """End the snoozes that stand at a location.

    Raises:
        CaseworkError: the role may not, or none stands.
    """
    with acting.signed_in() as me:
        standing = holds.holds_of(me.session, bag_ids, as_of=state.today())
        snoozed = [hold for hold in standing if hold.kind is HoldKind.SNOOZED]
        if not snoozed:
            raise CaseworkError(tr("deze locatie is niet meer uitgesteld"))
        for hold in snoozed:
            holds.lift(me.session, hold, user=me.user, now=me.now)
