"""Messages of BRK Levering 2: `Stand:Stand` and `Mutatie:Mutatie`, one object each.

A stand may state its municipality and its day; a mutation its day and its order within the day,
what was and what is. Namespaces carry a date of their own, so names are compared without them.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from lxml import etree

from connectors.brk import snapshot
from connectors.brk.facts import Message, ObjectState, Unusable
from connectors.brk.forget import local
from connectors.brk.nodes import (
    children,
    coded,
    day,
    first,
    line_of,
    reference,
    text,
    to_day,
    whole,
)
from connectors.brk.references import refs

STAND, MUTATION, SNAPSHOT = "Stand", "Mutatie", "KadastraalObjectSnapshot"
OTHER_MUNICIPALITY = "other municipality"
_STAND = frozenset({"productType", "productSpecificatie", "stand", SNAPSHOT, "brkDatum"})
_MUTATION = frozenset(
    {"aardStukdeel", "brkDatum", "volgnummerKadastraalObjectDatum", "kadastraalObject"}
) | {"was", "wordt"}


class OtherMunicipality(Exception):
    """A stand of another municipality than the one of this run."""


def elements(root: etree._Element) -> list[etree._Element]:
    """The records of a message: each snapshot of a stand, or the mutation itself."""
    if local(root) == MUTATION:
        return [root]
    return [part for part in root.iter() if isinstance(part.tag, str) and local(part) == SNAPSHOT]


def read(record: etree._Element, root: etree._Element, *, file: str, municipality: str) -> Message:
    """Return one message.

    Args:
        record: one of `elements(root)`.
        root: the whole message, after its drop-list.
        file: its name in the delivery.
        municipality: four-digit code; a stand of another one is left out.

    Raises:
        Unusable: the message cannot be used.
        OtherMunicipality: a stand of another municipality.
    """
    line = line_of(record)
    notes: Counter[str] = Counter()
    known = _MUTATION if local(root) == MUTATION else _STAND
    unknown = {local(part) for part in children(root)} - known
    notes.update(f"unknown elements/{local(root)}/{name[:60]}" for name in sorted(unknown))
    if local(root) == MUTATION:
        return _mutation(root, file, line, notes)
    _check_municipality(root, municipality)
    state = snapshot.read(record, notes)
    stated = state.day or _specified_day(root)
    return Message(file, line, state.object_id, stated, after=state, notes=notes)


def _mutation(root: etree._Element, file: str, line: int, notes: Counter[str]) -> Message:
    before, after = (_state(root, name, notes) for name in ("was", "wordt"))
    if before is None and after is None:
        raise Unusable("a mutation with neither was nor wordt")
    moment, _ = day(root, "brkDatum")
    if moment is None:
        raise Unusable("brkDatum is missing")
    object_id = _subject(root) or (after or before or _nobody()).object_id
    if any(state is not None and state.object_id != object_id for state in (before, after)):
        raise Unusable("was, wordt and kadastraalObject are about different objects")
    order = whole(root, "volgnummerKadastraalObjectDatum")
    aard = coded(root, "aardStukdeel")
    return Message(file, line, object_id, moment, True, order or 0, before, after, aard, notes)


def _nobody() -> ObjectState:
    raise Unusable("a mutation with neither was nor wordt")


def _state(root: etree._Element, name: str, notes: Counter[str]) -> ObjectState | None:
    """The object under `was` or `wordt`; only what is now true counts for the notes."""
    at = next((part for part in children(root) if local(part) == name), None)
    found = None if at is None else first(at, SNAPSHOT)
    if found is None:
        return None
    return snapshot.read(found, notes if name == "wordt" else Counter())


def _subject(root: etree._Element) -> str | None:
    """Number of the object that a mutation is about, by its text or the end of its address."""
    for ref in refs(root, "kadastraalObject"):
        inside, number = reference(ref)
        if number:
            return number
        if inside and inside.rpartition(".")[2].isdigit():
            return inside.rpartition(".")[2]
    return None


def _specification(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Names and values that describe the product; as pairs or as elements of those names."""
    for part in children(root):
        if local(part) != "productSpecificatie":
            continue
        name, value = text(part, "kenmerknaam"), text(part, "kenmerkwaarde")
        if name and value:
            yield name.lower(), value
        for inner in part.iter():
            if isinstance(inner.tag, str) and inner.text:
                yield local(inner).lower(), inner.text.strip()


def _check_municipality(root: etree._Element, municipality: str) -> None:
    for name, value in _specification(root):
        is_code = name == "gemeentenummer" and value.isdigit()
        if is_code and value.zfill(4) != municipality:
            raise OtherMunicipality


def _specified_day(root: etree._Element) -> date | None:
    for name, value in _specification(root):
        if name == "peildatum":
            return to_day(value, "Peildatum")[0]
    return None
