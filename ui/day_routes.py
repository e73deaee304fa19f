"""Routes for a day of inspections: which locations can be chosen, and in which order to go."""

from engine.casework import users
from engine.errors import DijkwachtError
from engine.exports import day_route
from engine.exports.day_route import DayRoute
from engine.exports.papers import inspection
from engine.settings import load_settings
from engine.snapshot import Run
from ui import acting, papers, review

MOST = inspection.MOST


def plan(run: Run, stops: tuple[str, ...]) -> DayRoute:
    """The stops in the order of a short way; see `day_route.plan`.

    Raises:
        DijkwachtError: too many stops, or one where nobody goes before care was there.
    """
    start = load_settings().routes.start
    with acting.signed_in() as act:
        return day_route.plan(act.session, run, locations=stops, user=act.user, start=start)


def listed(run: Run) -> dict[str, str]:
    """Label by id of this week's list, in its shuffled order; this counts as showing the list.

    Raises:
        RoleRefused: the role does not judge locations.
    """
    rows = review.worklist(run)
    labels = dict(review.labels(run))
    return {row.location_id: str(labels.get(row.location_id, row.location_id)) for row in rows}


def labels(run: Run) -> dict[str, str]:
    """Label by id of every location that the reviewer may see.

    Raises:
        RoleRefused: the role does not judge locations.
    """
    acting.require(users.MAY_JUDGE)
    return {name: str(label) for name, label in review.labels(run)}


def makes_plans() -> bool:
    """True when the reviewer's role makes the plan of an inspection."""
    try:
        return papers.may_make(inspection.CONTRACT)
    except DijkwachtError:
        return False
