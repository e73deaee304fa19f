"""Who looks at which location of the week's list, and giving one to a colleague."""

from engine.casework import assigning, users
from engine.scoring import weeks
from engine.snapshot import Run
from ui import acting, state, victims


def may_give() -> bool:
    """True when the reviewer's role gives locations of the list to colleagues."""
    return state.role() in users.MAY_ASSIGN


def of_list(run: Run) -> dict[str, str]:
    """Subject of who looks at it, by location id, for locations that are somebody's.

    Raises:
        RoleRefused: the role does not judge locations.
    """
    acting.require(users.MAY_JUDGE)
    with state.casework().reading() as session:
        by_bag_id = assigning.of_week(session, weeks.week_of(run.as_of))
    return {
        name: by_bag_id[known]
        for name, bag_ids in (state.identities(run).items() if by_bag_id else ())
        if (known := next((bag_id for bag_id in bag_ids if bag_id in by_bag_id), None)) is not None
    }


def colleagues() -> list[str]:
    """Subjects of everybody who could get a location of the list, sorted; none when one may not."""
    if not may_give():
        return []
    with state.casework().reading() as session:
        return assigning.colleagues(session)


def give(run: Run, location_id: str, subject: str | None) -> None:
    """Give a location of the list to somebody, or to nobody any more.

    Raises:
        CaseworkError: the role may not, or not this location; it is not on the list; or who gets
            it is not known or does not judge.
    """
    victims.refuse_hidden(run, location_id)
    bag_ids = state.identities(run)[location_id]
    with acting.signed_in() as me:
        to = None if subject is None else users.find(me.session, subject)
        listing = assigning.find(me.session, weeks.week_of(run.as_of), bag_ids)
        assigning.assign(me.session, listing, user=me.user, to=to, now=me.now)
