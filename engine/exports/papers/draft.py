"""What a kind of paper gives to be made: its content, where it came from and whom it is about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from engine.casework.audit import ProcessedObject
from engine.casework.models import User
from engine.exports.papers.manifest import Origin
from engine.exports.papers.paper import Block, Section
from engine.exports.words import day
from engine.snapshot import Run


def of_run(run: Run) -> dict[str, str]:
    """Values of the placeholders that every paper made from a run has, but the week."""
    return {"run": run.path.name, "as_of": day(run.as_of)}


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper before its texts are added.

    Attributes:
        subject: part of the file name, such as a week or a location; no names.
        values: of the placeholders that only this kind has.
        filled: blocks by section of the texts.
        left_out: sections of the texts that this paper does not need.
        further: whole sections after a section.
        origin: for the manifest.
        objects: for the processing log.
        on_register: what must happen in the transaction that registers it; None: nothing.
    """

    subject: str
    values: Mapping[str, str]
    filled: Mapping[str, Sequence[Block]]
    origin: Origin
    objects: tuple[ProcessedObject, ...] = ()
    left_out: frozenset[str] = frozenset()
    further: Mapping[str, Sequence[Section]] = field(default_factory=dict)
    on_register: Callable[[Session, User, datetime], None] | None = None
