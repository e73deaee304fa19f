"""A paper as the plain fields that templates name; `FIELDS` lists them.

Both house styles, for Word and for PDF, draw this and nothing else.
"""

from typing import Any

from engine.exports.papers.literal import literal
from engine.exports.papers.paper import (
    Block,
    Bullets,
    Column,
    Fields,
    Figure,
    Notice,
    Paper,
    Section,
    Table,
    Text,
)  # fmt: skip

FIELDS = frozenset(
    {
        "title", "subtitle", "kind", "confidentiality", "recipient", "footer", "header", "sections",
        "notes", "notes_heading",                                            # of a paper
        "heading", "level", "new_page", "blocks",                            # of a section
        "text", "marks", "points", "rows", "columns", "image", "caption", "alt",
        "width_mm",                                                          # of a block
        "label", "value",                                                    # of a field
        "width", "align",                                                    # of a column
        "number",                                                            # of a note
    }
)  # fmt: skip
"""Every name that a template may use after a point."""

_ROOM = "\u00a0\n\u00a0"
"""An empty field is drawn high enough to write in."""


def view(paper: Paper, *, notes_heading: str) -> dict[str, Any]:
    """The fields of a paper; every text is literal.

    Args:
        paper: what to show.
        notes_heading: above the notes.
    """
    numbers = {note.id: number for number, note in enumerate(paper.notes, start=1)}
    return {
        "kind": paper.kind,
        "title": literal(paper.title),
        "subtitle": literal(paper.subtitle),
        "confidentiality": literal(paper.confidentiality),
        "recipient": literal(paper.recipient),
        "footer": literal(paper.footer),
        "header": [_field(row) for row in paper.header],
        "sections": [_section(section, numbers) for section in paper.sections],
        "notes_heading": literal(notes_heading),
        "notes": [
            {"number": str(number), "text": literal(note.text)}
            for number, note in enumerate(paper.notes, start=1)
        ],
    }


def _section(section: Section, numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "heading": literal(section.heading),
        "level": section.level,
        "new_page": section.new_page,
        "blocks": [_block(block, numbers) for block in section.blocks],
    }


def _block(block: Block, numbers: dict[str, int]) -> dict[str, Any]:
    match block:
        case Text(text, notes):
            marks = "".join(f"[{numbers[note]}]" for note in notes)
            return {"kind": "text", "text": literal(text), "marks": marks}
        case Notice(text):
            return {"kind": "notice", "text": literal(text)}
        case Bullets(items):
            return {"kind": "bullets", "points": [literal(item) for item in items]}
        case Fields(rows):
            return {"kind": "fields", "rows": [_field((row[0], row[1] or _ROOM)) for row in rows]}
        case Figure(png, alt, caption, width):
            told = {"alt": literal(alt), "caption": literal(caption), "width_mm": width}
            return {"kind": "figure", "image": png, **told}
        case Table(_, columns, rows):
            return {
                "kind": "table",
                "columns": [_column(column, columns) for column in columns],
                "rows": [[literal(cell) for cell in row] for row in rows],
            }


def _field(row: tuple[str, str]) -> dict[str, str]:
    return {"label": literal(row[0]), "value": literal(row[1])}


def _column(column: Column, columns: tuple[Column, ...]) -> dict[str, Any]:
    share = column.width / sum(one.width for one in columns)
    return {"title": literal(column.title), "width": round(share, 6), "align": column.align}
