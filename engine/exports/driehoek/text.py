"""A paper as plain Dutch text, at most 100 characters wide, and as plain data for JSON."""

import dataclasses
import textwrap
from collections.abc import Iterator
from typing import Any

from engine.exports.driehoek.content import Paper, Section, Table

_WIDTH = 100


def to_text(paper: Paper) -> str:
    """The paper as lines, ending without a newline."""
    lines = [f"{label}: {value}" for label, value in paper.header]
    for number, section in enumerate(paper.sections, start=1):
        lines += ["", f"{number}. {section.heading}"]
        lines += _section(section)
    return "\n".join(lines)


def data(paper: Paper) -> dict[str, Any]:
    """The paper as plain data."""
    return dataclasses.asdict(paper)


def _section(section: Section) -> Iterator[str]:
    for text in section.text:
        yield from _wrapped(text, "   ")
    for bullet in section.bullets:
        yield from _wrapped(f"- {bullet}", "   ")
    for table in section.tables:
        yield from _table(table)
    if section.basis:
        yield from _wrapped(f"Grondslag: {section.basis}", "   ")


def _table(table: Table) -> Iterator[str]:
    """A row per paragraph, each filled cell with the title of its column."""
    for row in table.rows:
        told = [f"{title}: {cell}" for title, cell in zip(table.columns, row, strict=True) if cell]
        yield from _wrapped("* " + "; ".join(told), "   ")


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ",
        break_long_words=False,
    )  # fmt: skip
