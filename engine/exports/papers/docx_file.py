"""A paper as a Word file, drawn by a template that the municipality can replace.

The template is trusted to say what is drawn where, and nothing more: it runs in a sandbox, and
the texts of a paper are never part of it.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from zipfile import BadZipFile

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.table import CT_Row
from docx.section import Section as Page
from docx.shared import Emu, Mm
from docx.table import Table as DocxTable
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from engine.errors import PaperError
from engine.exports.papers import docx_fields
from engine.exports.papers.fixed_zip import fixed
from engine.exports.papers.literal import breakable, literal
from engine.exports.papers.paper import Paper, Table
from engine.exports.papers.view import view

TEMPLATE = Path("templates") / "paper.docx"


def render(
    paper: Paper, template: Path, *, notes_heading: str, author: str, now: datetime
) -> bytes:
    """Draw a paper; the same paper, template and moment give the same bytes.

    Args:
        paper: what to draw.
        template: a Word file; `docx_fields.check` says what it may name.
        notes_heading: above the notes.
        author: of the file's properties: the municipality, never a person.
        now: the moment of the file's properties, with a time zone.

    Raises:
        PaperError: the template cannot be read, or names a field that does not exist.
    """
    drawn = _opened(template)
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    docx_fields.check(drawn, environment, template)
    fields = view(paper, notes_heading=notes_heading)
    try:
        drawn.render({"paper": _prepared(fields, drawn)}, environment)
    except TemplateError as error:
        raise PaperError(f"the template does not work: {error}", file=template) from error
    document = drawn.docx
    _shape(document.tables, list(paper.tables()), document.sections[0])
    properties = document.core_properties
    properties.title, properties.author, properties.language = (
        fields["title"][:255],
        author,
        "nl-NL",
    )
    properties.last_modified_by, properties.revision, properties.comments = author, 1, ""
    properties.created = properties.modified = now.replace(tzinfo=None, microsecond=0)
    buffer = io.BytesIO()
    document.save(buffer)
    return fixed(buffer.getvalue(), now=now)


def _opened(template: Path) -> DocxTemplate:
    try:
        found = DocxTemplate(template)
        found.init_docx()
    except (OSError, ValueError, KeyError, PackageNotFoundError, BadZipFile) as error:
        raise PaperError(f"no Word file: {error}", file=template) from error
    return found


def _prepared(value: object, drawn: DocxTemplate) -> object:
    """Fields as the template takes them: pictures it can place, texts that stay as they are."""
    if isinstance(value, dict):
        if value.get("kind") == "figure":
            image = InlineImage(drawn, io.BytesIO(value["image"]), width=Mm(value["width_mm"]))
            value = {**value, "image": image}
        return {key: _prepared(part, drawn) for key, part in value.items()}
    if isinstance(value, list):
        return [_prepared(part, drawn) for part in value]
    return _kept(value) if isinstance(value, str) else value


def _kept(text: str) -> str:
    """Long words can break; `{_{`, which docxtpl would turn into `{{`, stays what it is."""
    text = breakable(text)
    if "{_" in text or "_}" in text or "%_" in text or "_%" in text:
        return Markup(str(escape(text)).replace("_", "&#95;"))
    return text


def _shape(found: Iterable[DocxTable], wanted: Sequence[Table], page: Page) -> None:
    """Give every table of the paper its widths, a heading on every page, and whole rows."""
    sides = page.page_width, page.left_margin, page.right_margin
    whole, left, right = (int(side or 0) for side in sides)
    room = whole - left - right
    waiting = list(wanted)
    for drawn in found:
        if not waiting or not _is_drawn(drawn, waiting[0]):
            continue
        table = waiting.pop(0)
        total = sum(column.width for column in table.columns)
        widths = [int(room * column.width / total) for column in table.columns]
        drawn.autofit = False
        for grid, width in zip(drawn._tbl.tblGrid.gridCol_lst, widths, strict=True):
            grid.w = Emu(width)
        for number, row in enumerate(drawn._tbl.tr_lst):
            _shape_row(row, widths, table, is_head=number == 0)


def _is_drawn(drawn: DocxTable, table: Table) -> bool:
    """True when a table of the document is this one: as many rows, and the same headings."""
    rows = drawn._tbl.tr_lst
    if len(rows) != len(table.rows) + 1:
        return False
    heads = ["".join(part.text or "" for part in c.iter(qn("w:t"))) for c in rows[0].tc_lst]
    return heads == [breakable(literal(column.title)) for column in table.columns]


def _shape_row(row: CT_Row, widths: Sequence[int], table: Table, *, is_head: bool) -> None:
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, width, column in zip(row.tc_lst, widths, table.columns, strict=True):
        cell.width = Emu(width)
        if column.align == "right":
            for paragraph in cell.p_lst:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
