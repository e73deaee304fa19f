"""Which messages about one object count, and in which order.

A mutation on or before the day of a stand is part of that stand already, so it comes before it
and only tells what happened. Of several stands the newest counts. Within a day the order is
`volgnummerKadastraalObjectDatum`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from connectors.brk.facts import Message

AFTER = "after as_of"
SUPERSEDED = "superseded version"
REPEATED = "repeated message"
CONFLICT = "messages about one object at one moment differ"


@dataclass(slots=True)
class Sorted:
    """Messages in order, by object.

    Attributes:
        by_object: object number -> messages in order of time.
        ignored: messages that are left out, with the reason.
        conflicts: messages that contradict each other.
    """

    by_object: Mapping[str, list[Message]]
    ignored: list[tuple[Message, str]] = field(default_factory=list)
    conflicts: list[Message] = field(default_factory=list)


def sort(messages: Iterable[Message], *, as_of: date) -> Sorted:
    """Put messages in order; content decides, never the order in which they were read.

    Args:
        messages: of one delivery.
        as_of: last day that exists.
    """
    groups: dict[str, list[Message]] = defaultdict(list)
    result = Sorted({})
    for message in sorted(messages, key=lambda m: m.place):
        if message.day is not None and message.day > as_of:
            result.ignored.append((message, AFTER))
        else:
            groups[message.object_id].append(message)
    result.by_object = {
        object_id: _of_object(groups[object_id], result) for object_id in sorted(groups)
    }
    return result


def _of_object(found: list[Message], result: Sorted) -> list[Message]:
    moments: dict[tuple[date, int, int], list[Message]] = defaultdict(list)
    for message in found:
        moments[_moment(message)].append(message)
    kept = []
    for moment in sorted(moments):
        first, *others = moments[moment]
        if not all(first.says_the_same(other) for other in others):
            result.conflicts += moments[moment]
            continue
        result.ignored += [(other, REPEATED) for other in others]
        kept.append(first)
    stands = [message for message in kept if not message.is_mutation]
    result.ignored += [(message, SUPERSEDED) for message in stands[:-1]]
    old = {message.place for message in stands[:-1]}
    return [message for message in kept if message.is_mutation or message.place not in old]


def _moment(message: Message) -> tuple[date, int, int]:
    return message.day or date.min, int(not message.is_mutation), message.order
