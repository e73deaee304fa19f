"""Resources of all answers put together: one message per object, as if it were a stand.

Of two answers about one resource the newest counts; two that differ and do not say when they
were given both go to quarantine. What belongs to an object that is not in the delivery cannot
be placed, so it goes to quarantine too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from connectors.brk import bevragen, objects
from connectors.brk.answers import Answer, Kind, Resource
from connectors.brk.bevragen import Context
from connectors.brk.facts import Message, Unusable
from connectors.brk.objects import Parts
from connectors.brk.options import ParcelsOptions
from connectors.brk.timeline import CONFLICT, REPEATED, SUPERSEDED
from connectors.items import Ignored, Quarantined, Used

_NO_OBJECT = "no answer about its object in the delivery: fetch that one too"


@dataclass(slots=True)
class Assembled:
    """What the answers of a delivery tell.

    Attributes:
        messages: one per object.
        items: of every resource; rows are added by file and line later.
    """

    messages: list[Message] = field(default_factory=list)
    items: list[Used | Quarantined | Ignored] = field(default_factory=list)


def assemble(answers: Sequence[Answer], options: ParcelsOptions, notes: Counter[str]) -> Assembled:
    """Put answers together.

    Args:
        answers: of one delivery, in any order.
        options: of the source.
        notes: counts for the run report, added to.
    """
    result = Assembled()
    kept = _newest([r for answer in answers for r in answer.resources], result)
    context = _context(kept, options, notes)
    parts: dict[str, Parts] = defaultdict(Parts)
    numbers = {r.object_id for r in kept if r.kind is Kind.OBJECT}
    for resource in kept:
        if resource.kind is not Kind.OBJECT:
            _take(resource, context, parts, numbers, result)
    for answer in answers:
        for kind, object_id in answer.told:
            parts[object_id].told.add(kind)
        if answer.split is not None:
            parts[answer.split[0]].splits.add(answer.split[1])
    for resource in kept:
        if resource.kind is Kind.OBJECT:
            _object(resource, context, parts[str(resource.object_id)], result)
    return result


def _newest(found: Iterable[Resource], result: Assembled) -> list[Resource]:
    """Of every resource the newest answer, by file and line."""
    groups: dict[tuple[str, str, str], list[Resource]] = defaultdict(list)
    for resource in sorted(found, key=lambda r: r.place):
        number = str(resource.body.get("identificatie", ""))
        groups[resource.kind, resource.object_id or "", number].append(resource)
    kept = []
    for key in sorted(groups):
        group = sorted(groups[key], key=lambda r: (r.asked_on or date.min, r.place))
        last = group[-1]
        rivals = [r for r in group if r.asked_on == last.asked_on and r.body != last.body]
        if rivals:
            result.items += [_bad(r, CONFLICT) for r in group if r.asked_on == last.asked_on]
            group = [r for r in group if r.asked_on != last.asked_on]
            result.items += [Ignored(r.file, SUPERSEDED) for r in group]
            continue
        for older in group[:-1]:
            same = older.body == last.body
            result.items.append(Ignored(older.file, REPEATED if same else SUPERSEDED))
        kept.append(last)
    return sorted(kept, key=lambda r: r.place)


def _context(kept: Sequence[Resource], options: ParcelsOptions, notes: Counter[str]) -> Context:
    deeds: dict[str, bevragen.Days] = {}
    companies: dict[str, str] = {}
    for resource in kept:
        number = str(resource.body.get("identificatie", ""))
        if resource.kind is Kind.DEED:
            try:
                deeds[number] = bevragen.deed_days(resource.body)
            except Unusable:
                continue
        kvk = resource.body.get("kvkNummer")
        if resource.kind is Kind.COMPANY and isinstance(kvk, str):
            companies[number] = kvk
    return Context(options, deeds, companies, notes)


def _take(
    resource: Resource,
    context: Context,
    parts: Mapping[str, Parts],
    numbers: set[str | None],
    result: Assembled,
) -> None:
    """Read a resource that belongs to an object, or that only serves others."""
    try:
        if resource.kind in (Kind.DEED, Kind.COMPANY, Kind.PERSON):
            if resource.kind is Kind.DEED:
                bevragen.deed_days(resource.body)
        elif resource.object_id not in numbers:
            raise Unusable(_NO_OBJECT)
        else:
            _read(resource, context, parts[str(resource.object_id)])
    except Unusable as error:
        result.items.append(_bad(resource, str(error)))
        return
    result.items.append(Used(resource.file, resource.line))


def _read(resource: Resource, context: Context, parts: Parts) -> None:
    if resource.kind is Kind.HOLDER:
        found = bevragen.title(resource, context)
        parts.purchases += bevragen.purchases(resource, context)
        parts.titles.append(found)
    elif resource.kind is Kind.MORTGAGE:
        parts.mortgages.append(bevragen.mortgage(resource, context))
    elif resource.kind is Kind.ATTACHMENT:
        parts.attachments.append(bevragen.attachment(resource, context))
    else:
        parts.purchases += bevragen.purchases(resource, context)


def _object(resource: Resource, context: Context, parts: Parts, result: Assembled) -> None:
    object_id = str(resource.object_id)
    try:
        context.report(Kind.OBJECT, resource.body)
        state = objects.state(resource, context, parts)
    except Unusable as error:
        result.items.append(_bad(resource, str(error)))
        return
    result.items.append(Used(resource.file, resource.line))
    result.messages.append(
        Message(resource.file, resource.line, object_id, resource.asked_on, after=state)
    )


def _bad(resource: Resource, reason: str) -> Quarantined:
    number = resource.body.get("identificatie")
    is_person = resource.kind in (Kind.PERSON, Kind.COMPANY)
    record_id = str(number)[:40] if number is not None and not is_person else None
    return Quarantined(resource.file, resource.line, record_id, reason)
