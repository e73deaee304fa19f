"""The dossier of one location on paper: facts, and after a judgement what rules say of them."""

from sqlalchemy.orm import Session

from engine.casework import places
from engine.casework.models import User
from engine.exports.papers import facts, visible
from engine.exports.papers.contract import OF_RUN, Contract
from engine.exports.papers.draft import Draft, of_run
from engine.exports.papers.manifest import Origin
from engine.snapshot import Run

CONTRACT = Contract(
    kind="dossier",
    required=frozenset({"facts", "rules", "sources", "algorithm"}),
    optional=frozenset({"about", "privacy"}),
    placeholders=(OF_RUN - {"week"}) | {"location"},
)
MOST_EVENTS = 200


def draft(session: Session, run: Run, *, location: str, user: User) -> Draft:
    """The content of a dossier.

    Raises:
        PaperError: the location is kept off every list, for a role that may not see it.
        RunError: the run has no such location.
    """
    found = visible.read(session, run, [location], user=user)[location]
    states = places.states(run, [location])
    return Draft(
        subject=location,
        values={
            **of_run(run), "location": found.place.label,
        },
        filled={
            "facts": facts.neutral(found, most_events=MOST_EVENTS),
            "rules": facts.assessed(found),
            "sources": [facts.sources(found)],
        },
        origin=Origin(run, facts.rule_ids(found.assessment), (), (location,)),
        objects=visible.objects(states, part="locatie in dossier", kinds=("feiten",)),
    )  # fmt: skip
