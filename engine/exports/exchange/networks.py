"""The surroundings of a case as FollowTheMoney entities: people without a name, inside it only.

What stands around the location of an open case may be walked through people when the settings open
gate G2 to that kind of case; masked places stay closed. Ids hold in one export only.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import cases, places, users
from engine.casework.audit import ProcessedObject
from engine.casework.case_models import Case
from engine.casework.meetings.candidates import is_masked, masked_objects
from engine.casework.models import User
from engine.errors import CaseworkError
from engine.exports.exchange.giving import Made
from engine.exports.network import build
from engine.exports.network.access import Access
from engine.exports.network.formats import FORMATS
from engine.network import graph
from engine.network.adjacency import Selection
from engine.settings import Settings
from engine.snapshot import Run
from engine.tables import Gate


def of_case(
    session: Session,
    number: int,
    run: Run,
    *,
    user: User,
    settings: Settings,
    hops: int,
    now: datetime,
) -> Made:
    """The surroundings of an open case's location.

    Args:
        session: a writing session; that it was read is logged in the case.
        number: of the case.
        run: whose network.
        user: whose role may open that kind of case.
        settings: which gates a case opens.
        hops: most steps, 0 to 6.
        now: the moment, with a time zone; it also makes the ids of this export its own.

    Raises:
        CaseworkError: no such case, it is closed, the role may not, or somebody may be a victim.
        RunError: the run does not have the location.
    """
    case = cases.find(session, number)
    users.require(user, users.MAY_OPEN[case.kind])
    cases.require_open(case)
    masked = masked_objects(session, as_of=dutch_day(now))
    if is_masked(case, masked):
        raise CaseworkError(
            "zaak {number} is afgeschermd: eerst zorg en veiligheid", number=str(number)
        )
    start = places.locate(run, case.place)
    opens = Gate.G2 in settings.cases.opens[case.kind.value]
    access = Access(people=opens, masked=_masked_places(run, masked))
    with graph.of_run(run, settings=settings) as network:
        view = build.around(network, start, build.Ask(Selection(), hops=hops), access)
    name = "Netwerk van een zaak gegeven"
    kinds = ("netwerk", "functionarissen") if opens else ("netwerk",)
    cases.log(session, case, user=user, name=name, now=now, source=run.path.name, kinds=kinds)
    salt = f"{run.result_hash}/{case.id}/{now.isoformat()}"
    content = FORMATS["ftm"].write(view, salt)
    return Made(content, len(content.splitlines()), _objects(case), run.path.name)


def _masked_places(run: Run, masked: frozenset[str]) -> frozenset[str]:
    if not masked:
        return frozenset()
    rows = run.table("locations").select(["location_id", "object_ids", "building_ids"]).to_pylist()
    return frozenset(
        row["location_id"]
        for row in rows
        if not masked.isdisjoint(places.identity(row["object_ids"], row["building_ids"]))
    )


def _objects(case: Case) -> tuple[ProcessedObject, ...]:
    return (ProcessedObject("zaak", "nummer", str(case.id), "gegeven netwerk"),)
