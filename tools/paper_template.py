"""Writes `rules/templates/paper.docx`, the Word house style that came with this installation.

A municipality replaces that file by its own and does not need this program: it makes the first
one, with every field of a paper in it. Run: `python tools/paper_template.py`.
"""

import io
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from engine.exports.papers.fixed_zip import fixed

TARGET = Path(__file__).resolve().parents[1] / "rules" / "templates" / "paper.docx"
MADE = datetime(2026, 1, 1, tzinfo=UTC)
ACCENT, GREY, SHADE, LINE = (
    RGBColor(0x1F, 0x4E, 0x79),
    RGBColor(0x5A, 0x5A, 0x5A),
    "E8EEF4",
    "BFBFBF",
)


def main() -> None:
    """Write the template."""
    document = Document()
    _styles(document)
    _page(document)
    _head(document)
    _body(document)
    _notes(document)
    buffer = io.BytesIO()
    document.save(buffer)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(fixed(buffer.getvalue(), now=MADE))


def _styles(document: Doc) -> None:
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Calibri")
    normal.paragraph_format.space_after = Pt(6)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-NL")
    normal.element.rPr.append(language)
    for name, size in (("Title", 20), ("Heading 1", 13.5), ("Heading 2", 11.5)):
        style = styles[name]
        style.font.name, style.font.size, style.font.bold = "Calibri", Pt(size), True
        style.font.color.rgb = ACCENT
        fonts = style.element.rPr.rFonts
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        style.paragraph_format.space_before = Pt(14 if name != "Title" else 0)
        style.paragraph_format.space_after = Pt(4)
        style.paragraph_format.keep_with_next = True
    styles["Title"].element.pPr.remove(styles["Title"].element.pPr.find(qn("w:pBdr")))
    small = styles.add_style("Klein", WD_STYLE_TYPE.PARAGRAPH)
    small.base_style, small.font.size, small.font.color.rgb = normal, Pt(8.5), GREY
    small.paragraph_format.space_after = Pt(2)
    under = styles.add_style("Ondertitel", WD_STYLE_TYPE.PARAGRAPH)
    under.base_style, under.font.size, under.font.color.rgb = normal, Pt(11.5), GREY
    cell = styles.add_style("Cel", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style, cell.font.size = normal, Pt(9)
    cell.paragraph_format.space_after = Pt(0)
    notice = styles.add_style("Let op", WD_STYLE_TYPE.PARAGRAPH)
    notice.base_style = normal
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shade.set(qn(f"w:{key}"), value)
    notice.element.get_or_add_pPr().append(shade)
    notice.paragraph_format.keep_together = True


def _page(document: Doc) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin, page.bottom_margin = Mm(24), Mm(22)
    head = page.header.paragraphs[0]
    head.style = "Klein"
    head.text = "{{ paper.confidentiality }}"
    foot = page.footer.paragraphs[0]
    foot.style = "Klein"
    foot.text = "{{ paper.footer }}  –  "
    _field(foot, "PAGE")
    foot.add_run(" van ")
    _field(foot, "NUMPAGES")


def _head(document: Doc) -> None:
    document.add_paragraph("{{ paper.title }}", "Title")
    document.add_paragraph("{%p if paper.subtitle %}")
    document.add_paragraph("{{ paper.subtitle }}", "Ondertitel")
    document.add_paragraph("{%p endif %}")
    table = _table(document, 3, (0.26, 0.74))
    _cells(table, 0, "{%tr for field in paper.header %}", "")
    _cells(table, 1, "{{ field.label }}", "{{ field.value }}", bold=True)
    _cells(table, 2, "{%tr endfor %}", "")
    document.add_paragraph("{%p if paper.recipient %}")
    line = document.add_paragraph("", "Cel")
    line.add_run("Ontvanger: ").bold = True
    line.add_run("{{ paper.recipient }}")
    document.add_paragraph("{%p endif %}")


def _body(document: Doc) -> None:
    add = document.add_paragraph
    add("{%p for section in paper.sections %}")
    add("{%p if section.level == 1 and section.new_page %}")
    add("{{ section.heading }}", "Heading 1").paragraph_format.page_break_before = True
    add("{%p elif section.level == 1 %}")
    add("{{ section.heading }}", "Heading 1")
    add("{%p elif section.new_page %}")
    add("{{ section.heading }}", "Heading 2").paragraph_format.page_break_before = True
    add("{%p else %}")
    add("{{ section.heading }}", "Heading 2")
    add("{%p endif %}")
    add("{%p for block in section.blocks %}")
    add('{%p if block.kind == "text" %}')
    text = add("{{ block.text }}")
    text.add_run("{{ block.marks }}").font.superscript = True
    add('{%p elif block.kind == "notice" %}')
    add("{{ block.text }}", "Let op")
    add('{%p elif block.kind == "bullets" %}')
    add("{%p for point in block.points %}")
    add("{{ point }}", "List Bullet").paragraph_format.space_after = Pt(2)
    add("{%p endfor %}")
    add('{%p elif block.kind == "fields" %}')
    fields = _table(document, 3, (0.38, 0.62), lines=True)
    _cells(fields, 0, "{%tr for field in block.rows %}", "")
    _cells(fields, 1, "{{ field.label }}", "{{ field.value }}", bold=True)
    _cells(fields, 2, "{%tr endfor %}", "")
    add("", "Klein")
    add('{%p elif block.kind == "figure" %}')
    add("{{ block.image }}").paragraph_format.keep_with_next = True
    add("{{ block.caption }}", "Klein")
    add('{%p elif block.kind == "table" %}')
    table = _table(document, 4, (0.34, 0.33, 0.33), lines=True)
    _cells(table, 0, "{%tc for column in block.columns %}", "{{ column.title }}", "{%tc endfor %}")
    table.rows[0].cells[1].paragraphs[0].runs[0].bold = True
    _fill(table.rows[0].cells[1])
    _cells(table, 1, "{%tr for row in block.rows %}", "", "")
    _cells(table, 2, "{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}")
    _cells(table, 3, "{%tr endfor %}", "", "")
    add("", "Klein")
    add("{%p endif %}")
    add("{%p endfor %}")
    add("{%p endfor %}")


def _notes(document: Doc) -> None:
    document.add_paragraph("{%p if paper.notes %}")
    document.add_paragraph("{{ paper.notes_heading }}", "Heading 1")
    document.add_paragraph("{%p for note in paper.notes %}")
    document.add_paragraph("[{{ note.number }}] {{ note.text }}", "Klein")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endif %}")


def _table(document: Doc, rows: int, shares: tuple[float, ...], *, lines: bool = False) -> Table:
    table: Table = document.add_table(rows, len(shares))
    table.autofit = False
    room = int(Mm(166))
    for row in table.rows:
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = int(room * share)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = int(room * share)
    if lines:
        borders = OxmlElement("w:tblBorders")
        for side in ("top", "bottom", "insideH"):
            line = OxmlElement(f"w:{side}")
            for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
                line.set(qn(f"w:{key}"), value)
            borders.append(line)
        table._tbl.tblPr.append(borders)
    return table


def _cells(table: Table, row: int, *texts: str, bold: bool = False) -> None:
    for place, (cell, text) in enumerate(zip(table.rows[row].cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.style = "Cel"
        if text:
            paragraph.add_run(text).bold = (bold and place == 0) or None


def _fill(cell: object) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # type: ignore[attr-defined]


def _field(paragraph: Paragraph, name: str) -> None:
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        if kind is None:
            part = OxmlElement("w:instrText")
            part.text = name
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


if __name__ == "__main__":
    main()
