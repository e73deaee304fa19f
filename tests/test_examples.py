"""The examples in `docs/examples` say what the code makes of the committed sample today."""

import io
import re
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from docx import Document

from engine.snapshot import Run
from tools import examples

LARGEST = 150_000
FILES = sorted(file.name for file in examples.TARGET.iterdir())


@pytest.fixture(scope="module")
def made(sample_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    examples.make(sample_run, folder)
    return folder


def _said(file: Path) -> str:
    """What a document says, without the name of the run, which changes with every rule."""
    content = file.read_bytes()
    if file.suffix == ".pdf":
        document = pypdfium2.PdfDocument(content)
        pages = [document[n].get_textpage().get_text_range() for n in range(len(document))]
        document.close()
        text = "\n".join(pages)
    elif file.suffix == ".docx":
        word = Document(io.BytesIO(content))
        cells = [c.text for t in word.tables for row in t.rows for c in row.cells]
        text = "\n".join([*(p.text for p in word.paragraphs), *cells])
    else:
        book = openpyxl.load_workbook(io.BytesIO(content))
        text = "\n".join(str(c.value) for s in book for row in s.iter_rows() for c in row)
    return re.sub(r"2026-11-01-[\s\u200b\u00ad]*[0-9a-f\s\u200b]{12,14}", "RUN", text)


def test_every_example_is_there_and_no_other(made: Path) -> None:
    assert sorted(file.name for file in made.iterdir()) == FILES, "run `make examples`"


@pytest.mark.parametrize("name", FILES)
def test_example_says_what_the_code_makes_now(made: Path, name: str) -> None:
    assert _said(examples.TARGET / name) == _said(made / name), "run `make examples`"


@pytest.mark.parametrize("name", FILES)
def test_example_is_small(name: str) -> None:
    assert (examples.TARGET / name).stat().st_size <= LARGEST
