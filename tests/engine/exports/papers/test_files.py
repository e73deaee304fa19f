"""Word, PDF and workbook: literal texts, equal bytes, and templates that name what there is."""

import hashlib
import io
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from docx import Document

from engine.errors import PaperError
from engine.exports.papers import docx_file, pdf_file, xlsx_file
from engine.exports.papers.paper import Column, Paper, Section, Table
from engine.settings import SHIPPED_RULES
from tests.engine.exports.papers.conftest import DANGEROUS, NOW, make_paper, shown

WORD = SHIPPED_RULES / docx_file.TEMPLATE
TYPST = SHIPPED_RULES / pdf_file.TEMPLATE
GIVEN = {"notes_heading": "Bronnen", "author": "Gemeente Verzonnen"}


def _docx(paper: Paper, template: Path = WORD) -> bytes:
    return docx_file.render(paper, template, now=NOW, **GIVEN)


def _pdf(paper: Paper, template: Path = TYPST) -> bytes:
    return pdf_file.render(paper, template, now=NOW, **GIVEN)


def _xlsx(paper: Paper) -> bytes:
    return xlsx_file.render(paper, now=NOW, **GIVEN)


def _docx_text(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    parts = [*(p.text for p in document.paragraphs), *cells]
    parts += [
        p.text for s in document.sections for p in (*s.header.paragraphs, *s.footer.paragraphs)
    ]
    return "\n".join(parts).replace("​", "")


def _pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    finally:
        document.close()
    return "".join(pages)


def _plain(text: str) -> str:
    """Without spaces, ends of lines and the marks of a word that was broken."""
    return re.sub(r"[\s​­￾￿-]", "", text)


@pytest.mark.parametrize("text", DANGEROUS, ids=range(len(DANGEROUS)))
def test_word_holds_every_text_literally(text: str) -> None:
    found = _docx_text(_docx(make_paper(text)))
    assert found.count(shown(text)) >= 6


@pytest.mark.parametrize("text", DANGEROUS, ids=range(len(DANGEROUS)))
def test_pdf_holds_every_text_literally(text: str) -> None:
    found = _plain(_pdf_text(_pdf(make_paper(text))))
    assert found.count(_plain(shown(text))[:400]) >= 3


@pytest.mark.parametrize("text", DANGEROUS, ids=range(len(DANGEROUS)))
def test_workbook_holds_every_text_as_text(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(_xlsx(make_paper(text))))
    cells = [cell for row in book["Lijst"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    told = {str(cell.value) for cell in cells}
    assert told & {shown(text), f"'{shown(text)}"}
    assert not [t for t in told if t.lstrip().startswith(("=", "@", "+", "-"))]


def test_no_template_code_of_a_text_was_run() -> None:
    content = _docx(make_paper("{{7*7}}", "{{ paper.title.__class__ }}"))
    assert "49" not in _docx_text(content)
    assert "class 'str'" not in _docx_text(content)


@pytest.mark.parametrize("draw", [_docx, _pdf, _xlsx])
def test_same_paper_gives_the_same_bytes(draw: object) -> None:
    assert callable(draw)
    one, other = (hashlib.sha256(draw(make_paper("a", "b"))).hexdigest() for _ in range(2))
    assert one == other


@pytest.mark.parametrize("draw", [_docx, _xlsx])
def test_file_tells_the_moment_given_and_no_other(draw: object) -> None:
    assert callable(draw)
    with zipfile.ZipFile(io.BytesIO(draw(make_paper()))) as made:
        core = made.read("docProps/core.xml").decode()
        assert {entry.date_time for entry in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert re.findall(r">(\d{4}-[^<]*)<", core) == ["2026-11-02T09:30:05Z"] * 2
    assert "Gemeente Verzonnen" in core


def test_word_repeats_the_heading_of_a_table_and_keeps_rows_whole() -> None:
    document = Document(io.BytesIO(_docx(make_paper(*[f"rij {n}" for n in range(60)]))))
    (table,) = [t for t in document.tables if t.rows[0].cells[0].text == "Wat"]
    xml = table._tbl.xml
    assert xml.count("<w:tblHeader") == 1
    assert xml.count("<w:cantSplit") == 61
    wide, narrow = (int(cell.width or 0) for cell in table.rows[5].cells)
    assert wide > narrow > 0


def test_paper_without_notes_or_sections_can_be_drawn() -> None:
    bare = Paper("weekly", "Titel", "", "Openbaar", (), ())
    assert "Bronnen" not in _docx_text(_docx(bare))
    assert "Titel" in _pdf_text(_pdf(bare))
    assert openpyxl.load_workbook(io.BytesIO(_xlsx(bare))).sheetnames == ["Over dit document"]


def test_tables_of_one_name_share_a_sheet_and_say_their_part() -> None:
    columns = (Column("A"),)
    sections = tuple(Section(f"Deel {n}", (Table("Lijst", columns, ((str(n),),)),)) for n in (1, 2))
    book = openpyxl.load_workbook(io.BytesIO(_xlsx(Paper("weekly", "t", "", "v", (), sections))))
    rows = [[cell.value for cell in row] for row in book["Lijst"].iter_rows()]
    assert rows == [["Onderdeel", "A"], ["Deel 1", "1"], ["Deel 2", "2"]]


def test_sheet_names_are_free_of_forbidden_signs_and_unique() -> None:
    names = ("a/b:c?*[x]" * 5, "a/b:c?*[x]" * 6, "", "'")
    blocks = tuple(Table(name, (Column(str(n)),), ()) for n, name in enumerate(names))
    paper = Paper("weekly", "t", "", "v", (), (Section("k", blocks),))
    found = openpyxl.load_workbook(io.BytesIO(_xlsx(paper))).sheetnames
    assert len(set(found)) == 5
    assert all(0 < len(name) <= 31 for name in found)


def _template(tmp_path: Path, old: str, new: str) -> Path:
    document = Document(str(WORD))
    for paragraph in document.paragraphs:
        if paragraph.text == old:
            paragraph.text = new
    file = tmp_path / "eigen.docx"
    document.save(str(file))
    return file


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("{{ paper.titel }}", "unknown field titel; known, below paper: align,"),
        ("{{ titel }}", "unknown field titel"),
        ("{{ paper['titel'] }}", "unknown field titel"),
        ("{{ paper.title | upper }}", "filter"),
        ("{{ paper.title.__class__ }}", "unknown field __class__"),
        ("{{ paper.title + }}", "a tag in the template is wrong"),
        ("{%p if paper.title %}", "a tag in the template is wrong"),
    ],
)
def test_word_template_with_a_mistake_is_named(tmp_path: Path, new: str, told: str) -> None:
    file = _template(tmp_path, "{{ paper.title }}", new)
    with pytest.raises(PaperError, match=r"eigen\.docx: ") as caught:
        _docx(make_paper(), file)
    assert told in str(caught.value)


def test_own_word_template_is_used(tmp_path: Path) -> None:
    file = _template(tmp_path, "{{ paper.title }}", "Ons stuk: {{ paper.title }}")
    assert "Ons stuk: gewoon" in _docx_text(_docx(make_paper(), file))


@pytest.mark.parametrize("content", [b"", b"geen zip", b"PK\x03\x04"])
def test_what_is_no_word_file_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "kapot.docx"
    file.write_bytes(content)
    with pytest.raises(PaperError, match=r"kapot\.docx: no Word file"):
        _docx(make_paper(), file)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("paper.subtitle", "paper.onderkop", "unknown field onderkop; known: align,"),
        ("#let accent", "#let accent accent", "the template does not work"),
        ("paper.title,", 'read("/etc/passwd"),', "the template does not work"),
    ],
)
def test_typst_template_with_a_mistake_is_named(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    file = tmp_path / "eigen.typ"
    file.write_text(TYPST.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(PaperError, match=r"eigen\.typ:\d+: ") as caught:
        _pdf(make_paper(), file)
    assert told in str(caught.value)


def test_absent_templates_are_named(tmp_path: Path) -> None:
    for draw in (_docx, _pdf):
        with pytest.raises(PaperError, match="weg"):
            draw(make_paper(), tmp_path / "weg")


def test_word_template_is_what_its_program_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tools import paper_template

    target = tmp_path / "templates" / "paper.docx"
    monkeypatch.setattr(paper_template, "TARGET", target)
    paper_template.main()
    assert target.read_bytes() == WORD.read_bytes()
    shutil.rmtree(target.parent)
