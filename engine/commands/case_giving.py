"""`dijkwacht case give`: who looks at a location of the week's list."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from engine import snapshot
from engine.casework import assigning, decisions, places, users
from engine.casework.models import Role
from engine.commands.case_options import RoleOption, UserOption
from engine.commands.casework import opened_casework
from engine.commands.options import DEFAULT_RUNS, RunsFolder
from engine.scoring import weeks


def give(
    run: Annotated[str, typer.Argument(help="Path or start of the name of a run.")],
    location_id: str,
    user: UserOption,
    to: Annotated[
        str | None, typer.Option("--to", help="Who will look at it, as that person signs in.")
    ] = None,
    back: Annotated[bool, typer.Option("--back", help="It is nobody's any more.")] = False,
    role: RoleOption = Role.RIEC_LIAISON,
    out: RunsFolder = DEFAULT_RUNS,
) -> None:
    """Give a location of the week's list to a colleague who judges, or take it back.

    The list counts as shown from then on, as when it is opened in the app.
    """
    if (to is None) is not back:
        raise typer.BadParameter("say either --to SUBJECT or --back")
    found, now = snapshot.find(run, out=out), datetime.now(UTC)
    bag_ids = places.states(found, [location_id])[location_id].bag_ids
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        users.require(who, users.MAY_ASSIGN)
        decisions.record_list(session, found, user=who, now=now)
        listing = assigning.find(session, weeks.week_of(found.as_of), bag_ids)
        other = None if to is None else users.find(session, to)
        assigning.assign(session, listing, user=who, to=other, now=now)
    print(f"{location_id}: niet meer toegewezen" if to is None else f"{location_id}: voor {to}")
