"""A paper as PDF/UA, drawn by a typst template that the municipality can replace.

Works without a network and with the fonts inside typst. The paper goes in as JSON, beside the
template: no text of it is ever code. The template reads no file outside its own folder, where a
logo can stand.
"""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import typst

from engine.errors import PaperError
from engine.exports.papers.literal import breakable
from engine.exports.papers.paper import Paper
from engine.exports.papers.view import FIELDS, view

TEMPLATE = Path("templates") / "paper.typ"
_UNKNOWN = re.compile(r'dictionary does not contain key "([^"]+)"')


def render(
    paper: Paper, template: Path, *, notes_heading: str, author: str, now: datetime
) -> bytes:
    """Draw a paper; the same paper, template and moment give the same bytes.

    Args:
        paper: what to draw.
        template: a typst file; its input `paper` is the JSON of `view.view`, with pictures as
            lists of bytes, and `author` and `made` (year, month, day).
        notes_heading: above the notes.
        author: of the file's properties: the municipality, never a person.
        now: the moment of the file's properties, with a time zone.

    Raises:
        PaperError: the template cannot be read, names a field that does not exist, or is wrong.
    """
    fields = view(paper, notes_heading=notes_heading)
    moment = now.astimezone(UTC).replace(microsecond=0)
    made = {"year": moment.year, "month": moment.month, "day": moment.day}
    whole = {**fields, "author": author, "made": made}
    given = json.dumps(_prepared(whole), ensure_ascii=False)
    try:
        template.read_bytes()
        drawn = typst.compile(
            str(template),
            root=str(template.parent),
            format="pdf",
            sys_inputs={"paper": given},
            ignore_system_fonts=True,
            timestamp=moment,
            pdf_standards="ua-1",
        )
    except OSError as error:
        raise PaperError(f"cannot be read: {error.strerror}", file=template) from error
    except RuntimeError as error:
        raise PaperError(_told(error), file=template, line=_line(error)) from error
    return bytes(drawn)


def _prepared(value: object) -> object:
    if isinstance(value, dict):
        return {key: _prepared(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_prepared(part) for part in value]
    if isinstance(value, bytes):
        return list(value)
    return breakable(value) if isinstance(value, str) else value


def _told(error: RuntimeError) -> str:
    text = str(error)
    if found := _UNKNOWN.search(text):
        return f"unknown field {found[1]}; known: {', '.join(sorted(FIELDS | {'author', 'made'}))}"
    return f"the template does not work: {text.splitlines()[0] if text else error!r}"


def _line(error: RuntimeError) -> int | None:
    found = re.search(r"\.typ:(\d+)", str(getattr(error, "diagnostic", "")))
    return int(found[1]) if found else None
