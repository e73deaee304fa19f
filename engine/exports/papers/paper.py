"""The content of a paper, apart from how it looks: title, header fields, sections of blocks.

Every string is literal data: a template never runs it, and a spreadsheet never calculates it.
A part for some recipients only says so by their codes; `for_recipient` leaves the others' out.
"""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `notes` are ids of notes of the paper that belong to it."""

    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short points."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels with values beside them; an empty value is room to write."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `width` is its share of the page against the other columns."""

    title: str
    width: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as texts; every row has as many cells as there are columns.

    Attributes:
        name: short name, unique in the paper; a workbook has a sheet of this name.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        """Refuse a row that does not fit, which a renderer would show in the wrong column."""
        wrong = [row for row in self.rows if len(row) != len(self.columns)]
        if wrong:
            raise ValueError(f"{self.name}: {len(wrong[0])} cells for {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as PNG; `alt` says what it shows for who cannot see it, `caption` stands below."""

    png: bytes
    alt: str
    caption: str
    width_mm: int = 160


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that must not be missed."""

    text: str


Block = Text | Bullets | Fields | Table | Figure | Notice


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with blocks below it.

    Attributes:
        level: 1, or 2 for a part of the section before it.
        only_for: recipients whose compartment this is; empty: everybody.
        new_page: it starts on a page of its own.
    """

    heading: str
    blocks: tuple[Block, ...]
    level: Literal[1, 2] = 1
    only_for: frozenset[str] = frozenset()
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A source or a legal basis below the paper; one that nobody checked says "te verifiëren"."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One document.

    Attributes:
        kind: as in `rules/papers/<kind>.yml`.
        confidentiality: as it stands on every page.
        header: labels and values below the title.
        footer: one line at the foot of every page.
        notes: in the order in which they are mentioned.
    """

    kind: str
    title: str
    subtitle: str
    confidentiality: str
    header: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...] = ()
    footer: str = ""
    recipient: str = field(default="", kw_only=True)

    def tables(self) -> Iterator[Table]:
        """Every table, in order."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Table):
                    yield block


def for_recipient(paper: Paper, code: str, label: str) -> Paper:
    """The paper as one recipient gets it: the common part and this recipient's compartment.

    Notes that nothing mentions any more are left out.

    Args:
        paper: with every compartment.
        code: recipient in `rules/tables/recipients.csv`.
        label: how the recipient is named on the paper.
    """
    kept = tuple(s for s in paper.sections if not s.only_for or code in s.only_for)
    used = {note for s in kept for b in s.blocks if isinstance(b, Text) for note in b.notes}
    notes = tuple(note for note in paper.notes if note.id in used)
    return dataclasses.replace(paper, sections=kept, notes=notes, recipient=label)
