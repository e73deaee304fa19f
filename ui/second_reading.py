"""Judgements of others that wait for the reviewer as second reader, and reading one."""

from dataclasses import dataclass
from datetime import datetime

from engine.casework import second_readers
from engine.snapshot import Run
from ui import acting, review, state


@dataclass(frozen=True, slots=True)
class Waiting:
    """A judgement of somebody else.

    Attributes:
        number: of the judgement.
        location_id: its location in the shown run; None when the run has it no more.
        label: address of the location; its old id when the run has it no more.
        verdict, reason: what was judged and why.
        by: who judged.
        judged_at: when.
    """

    number: int
    location_id: str | None
    label: str
    verdict: str
    reason: str
    by: str
    judged_at: datetime


def waiting(run: Run) -> list[Waiting]:
    """What waits, oldest first; nothing for a role that does not judge, or of a hidden location."""
    by_bag_id = {
        bag_id: name for name, bag_ids in state.identities(run).items() for bag_id in bag_ids
    }
    labels = dict(review.labels(run))
    with acting.signed_in() as me:
        found = [
            (one, next((by_bag_id[b] for b in one.place.bag_ids if b in by_bag_id), None))
            for one in second_readers.waiting(me.session, user=me.user)
        ]
        return [
            Waiting(
                one.id,
                name,
                one.place.location_id if name is None else labels[name],
                one.verdict.label,
                one.reason,
                one.user.subject,
                one.judged_at,
            )
            for one, name in found
            if name is None or name in labels
        ]


def read(number: int, *, agrees: bool, reason: str) -> None:
    """Say whether a judgement of somebody else counts.

    Raises:
        CaseworkError: it is the reader's own, was read before, there is no reason, or the role
            may not.
    """
    with acting.signed_in() as me:
        second_readers.read(
            me.session, number, user=me.user, agrees=agrees, reason=reason, now=me.now
        )
