"""Which locations a paper may name, and what of them its maker may see.

A location that is kept off every list because somebody there may be a victim stands in no paper
but those of care; hits and band of a listed location are seen after its first judgement.
"""

from collections.abc import Collection, Mapping

from sqlalchemy.orm import Session

from engine.casework import holds, judgements, places, users
from engine.casework.audit import ProcessedObject
from engine.casework.models import HoldKind, User
from engine.casework.places import LocationState
from engine.errors import PaperError
from engine.exports import dossier
from engine.exports.dossier import Dossier
from engine.scoring import weeks
from engine.snapshot import Run
from engine.translatable import sentence


def masked(session: Session, states: Mapping[str, LocationState], *, run: Run) -> frozenset[str]:
    """Locations of these that are kept off every list on the day of the run or later."""
    standing = holds.standing(session, as_of=run.as_of)
    hidden = {
        bag_id
        for hold in standing
        if hold.kind is HoldKind.MASKED
        for bag_id in (hold.place.location_id, *hold.place.bag_ids)
    }
    return frozenset(
        name for name, state in states.items() if hidden.intersection((name, *state.bag_ids))
    )


def read(
    session: Session,
    run: Run,
    location_ids: Collection[str],
    *,
    user: User,
    in_case: bool = False,
) -> dict[str, Dossier]:
    """Dossiers as this user may see them, by location id in the order given.

    Args:
        session: any session.
        run: where they are read.
        location_ids: of that run.
        user: who asks.
        in_case: True inside an open case of this user's role: what rules say is seen there, as a
            person looked at the location before.

    Raises:
        PaperError: a location is kept off every list, for a role that may not see it.
        RunError: the run has no such location.
    """
    states = places.states(run, location_ids)
    hidden = masked(session, states, run=run)
    if hidden and user.role not in users.MAY_MASK:
        raise PaperError(
            sentence(
                "{locations}: afgeschermd; vraag de adviseur zorg en veiligheid",
                locations=", ".join(sorted(hidden)),
            )
        )
    found = {}
    with run.connect() as con:
        for name in dict.fromkeys(location_ids):
            whole = dossier.assemble(con, run, name)
            judged = is_judged(session, states[name], run)
            is_open = (judged or in_case) and user.role in users.MAY_JUDGE
            found[name] = whole if is_open else dossier.neutral(whole)
    return found


def is_judged(session: Session, state: LocationState, run: Run) -> bool:
    """True when somebody judged the location in the week of the run."""
    return judgements.is_judged(session, state.bag_ids, weeks.week_of(run.as_of))


def refuse_protected(
    session: Session, run: Run, location_ids: Collection[str], *, act: str
) -> None:
    """Refuse a location where somebody may be a victim: care comes before any visit or letter.

    That holds for every role, and for what the rules of the run say as well as for what people
    decided.

    Args:
        session: any session.
        run: where the locations are read.
        location_ids: of that run.
        act: what is asked for, in Dutch and marked for the catalogue, such as `een brief`.

    Raises:
        PaperError: with the locations; not with why, which is for care only.

    Source: REQ-VIC-1.
    """
    states = places.states(run, location_ids)
    stopped = set(masked(session, states, run=run))
    with run.connect() as con:
        for name in sorted(set(location_ids) - stopped):
            told = dossier.assemble(con, run, name).assessment
            if told is not None and told.notices:
                stopped.add(name)
    if stopped:
        raise PaperError(
            sentence(
                "{act} kan niet voor {locations}: eerst zorg; vraag de adviseur zorg en veiligheid",
                act=sentence(act),
                locations=", ".join(sorted(stopped)),
            )
        )


def objects(
    states: Mapping[str, LocationState], *, part: str, kinds: tuple[str, ...]
) -> tuple[ProcessedObject, ...]:
    """What goes into the processing log: BAG ids of locations, or their own id without these."""
    return tuple(
        ProcessedObject("locatie", "BAG" if state.bag_ids else "locatie", bag_id, part, kinds)
        for name, state in sorted(states.items())
        for bag_id in (state.bag_ids or (name,))
    )
