"""What the page Werklijst shows: this week's rows, what may still be done, and the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from engine.casework import holds, limits, listings, users
from engine.casework.listings import Rest
from engine.casework.models import HoldKind
from engine.exports.dossier import Dossier
from engine.scoring import weeks
from engine.settings import load_settings
from engine.snapshot import Run
from ui import acting, list_owners, review, state
from ui.review import ListedRow
from ui.worklist_url import Shown, Standing


@dataclass(frozen=True, slots=True)
class Item:
    """A location of the list.

    Attributes:
        position: in the shuffled list of the week, from 1 on.
        owner: subject of who looks at it; None: nobody in particular.
    """

    position: int
    row: ListedRow
    dossier: Dossier
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Meter:
    """How much work the list is, and what the reviewer may still do.

    Attributes:
        minutes_left: to judge what is not judged, all reviewers together.
        own: judgements that the reviewer gave this week.
        most: how many one may give in a week; None: no limit.
        is_over: the list is longer than people can look at in a week.
    """

    total: int
    judged: int
    minutes_left: float
    minutes_each: float
    own: int
    most: int | None
    is_over: bool
    verified: bool


def items(run: Run) -> list[Item]:
    """This week's list in its order; showing it is recorded once per week.

    Raises:
        RoleRefused: the role does not judge locations.
    """
    rows = review.worklist(run)
    owners = list_owners.of_list(run)
    return [
        Item(number, row, review.dossier(run, name := row.location_id), owners.get(name))
        for number, row in enumerate(rows, start=1)
    ]


def shown(found: Sequence[Item], asked: Shown) -> list[Item]:
    """The locations that pass the filters; one that the list lacks filters nothing."""
    towns = {item.dossier.place.town for item in found}
    kinds = {item.dossier.place.kind for item in found}
    tests: list[Callable[[Item], bool]] = []
    if asked.town in towns:
        tests.append(lambda item: item.dossier.place.town == asked.town)
    if asked.kind in kinds:
        tests.append(lambda item: item.dossier.place.kind == asked.kind)
    if asked.standing is not None:
        wanted = asked.standing is Standing.DONE
        tests.append(lambda item: (item.row.judged is not None) is wanted)
    if asked.mine:
        me = state.reviewer()
        tests.append(lambda item: item.owner == me)
    return [item for item in found if all(test(item) for test in tests)]


def meter(found: Sequence[Item]) -> Meter:
    """What the list asks of people, set against what they can do."""
    settings = load_settings()
    capacity = settings.capacity
    judged = sum(item.row.judged is not None for item in found)
    with acting.signed_in() as me:
        own = limits.given(me.session, user=me.user, now=me.now)
        most = limits.settings_of(me.session).most_per_week
    return Meter(
        len(found), judged, (len(found) - judged) * capacity.triage_minutes,
        capacity.triage_minutes, own, most, len(found) > capacity.list_per_week,
        capacity.verified,
    )  # fmt: skip


def by_week() -> dict[str, Run]:
    """The newest run of every ISO week that there is a run of, the newest week first."""
    found: dict[str, Run] = {}
    for run in state.known_runs():
        found.setdefault(weeks.week_of(run.as_of), run)
    return found


def rest(run: Run) -> Rest:
    """What is not on this week's list: waiting, lapsed and snoozed.

    Raises:
        RoleRefused: the role does not judge locations.
    """
    with acting.signed_in() as me:
        return listings.rest(
            me.session, user=me.user, week=weeks.week_of(run.as_of), as_of=state.today(),
            settings=state.casework().settings.worklist,
        )  # fmt: skip


def snoozed(run: Run) -> dict[str, date | None]:
    """Last day of every location of the run that is snoozed, by its id.

    Raises:
        RoleRefused: the role does not judge locations.
    """
    acting.require(users.MAY_JUDGE)
    with state.casework().reading() as session:
        until = {
            bag_id: hold.until
            for hold in holds.standing(session, as_of=state.today())
            if hold.kind is HoldKind.SNOOZED
            for bag_id in hold.place.bag_ids
        }
    return {
        name: until[known]
        for name, bag_ids in (state.identities(run).items() if until else ())
        if (known := next((bag_id for bag_id in bag_ids if bag_id in until), None)) is not None
    }


def eligible_elsewhere(run: Run) -> int:
    """How many locations come into consideration and are not on the list: a count, not which.

    Which these are is what the rules say, and that stays closed until a judgement.

    Raises:
        RoleRefused: the role does not judge locations.
    """
    acting.require(users.MAY_JUDGE)
    listed = set(run.table("worklist")["location_id"].to_pylist())
    table = run.table("locations").select(["location_id", "eligible"]).to_pylist()
    return sum(row["eligible"] and row["location_id"] not in listed for row in table)


def next_to(run: Run, location_id: str) -> tuple[int, int, str | None, str | None] | None:
    """Where a location stands on the list, of how many, and what comes before and after it.

    Returns:
        None when it is not on the list, or for a role that does not judge.
    """
    if state.role() not in users.MAY_JUDGE:
        return None
    names = [row.location_id for row in review.listed(run)]
    if location_id not in names:
        return None
    at = names.index(location_id)
    before = names[at - 1] if at else None
    after = names[at + 1] if at + 1 < len(names) else None
    return at + 1, len(names), before, after
