"""An empty casework database, a paper with every kind of block, and dangerous texts."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import vl_convert
from sqlalchemy.orm import Session

from engine.casework import users
from engine.casework.models import Role, User
from engine.exports.papers.paper import (
    Block,
    Bullets,
    Column,
    Fields,
    Figure,
    Note,
    Notice,
    Paper,
    Section,
    Table,
    Text,
)  # fmt: skip
from engine.exports.papers.produce import Order
from engine.exports.papers.texts import Format
from engine.settings import SHIPPED_RULES

NOW = datetime(2026, 11, 2, 9, 30, 5, 123, tzinfo=UTC)
REASON = "Voor de wekelijkse bespreking, gevraagd door het overleg van maandag."
DANGEROUS = (
    "{{7*7}}",
    "{% for x in paper %}x{% endfor %}",
    "{_{ 7*7 }_}",
    "<b>vet</b> &amp; <script>",
    '#import "x": * $x$ *vet*',
    "=cmd()|' /C calc'!A0",
    "@SUM(1)",
    "a\x00b\x0c\x07",
    "‮omgekeerd‬",
    "x" * 10_000,
    "]]> <!-- <w:p> \\",
)


def shown(text: str) -> str:
    """How a dangerous text must stand in a document: as it is, what cannot be seen escaped."""
    for sign, told in (("\x00", "\\x00"), ("\x0c", "\\x0c"), ("\x07", "\\x07"),
                       ("‮", "\\u202e"), ("‬", "\\u202c")):  # fmt: skip
        text = text.replace(sign, told)
    return text


def png() -> bytes:
    """A small picture."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">'
    made: bytes = vl_convert.svg_to_png(f'{head}<rect width="9" height="9"/></svg>')
    return made


def make_paper(*texts: str) -> Paper:
    """A paper with every kind of block, with these texts in each of them."""
    texts = texts or ("gewoon",)
    rows = tuple((text, text) for text in texts)
    blocks: tuple[Block, ...] = (
        *(Text(text, ("n1",)) for text in texts),
        *(Notice(text) for text in texts),
        Bullets(texts),
        Fields((*rows, ("leeg", ""))),
        Table("Lijst", (Column("Wat", 2), Column("Getal", 1, "right")), rows),
        Figure(png(), texts[0][:50], texts[-1][:50], 60),
    )
    return Paper(
        "weekly",
        texts[0],
        "onder",
        texts[-1][:200],
        (("Datum", texts[0]),),
        (Section("Kop", blocks), Section("Deel", (Text("slot"),), 2, frozenset(), True)),
        (Note("n1", f"Bron: {texts[0]}"),),
        texts[0][:200],
        recipient=texts[0][:200],
    )


@pytest.fixture
def liaison(session: Session) -> User:
    return users.sign_in(session, subject="m.jansen", role=Role.RIEC_LIAISON, now=NOW)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A rules folder of its own with texts, templates and tables, to break."""
    folder = tmp_path / "rules"
    for name in ("papers", "templates", "tables"):
        shutil.copytree(SHIPPED_RULES / name, folder / name)
    for name in ("settings.yml", "process.yml"):
        shutil.copy(SHIPPED_RULES / name, folder)
    return folder


def order(
    folder: Path,
    *to: str,
    role: Role = Role.RIEC_LIAISON,
    reason: str = REASON,
    formats: tuple[str, ...] = ("docx",),
) -> Order:
    """An order of a user for these recipients."""
    return Order("m.jansen", role, reason, to, tuple(map(Format, formats)), folder)
