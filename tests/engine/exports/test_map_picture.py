"""The map on paper: its words, its drawing, and the same file every time."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import h3
import pypdfium2
import pytest
from lxml import etree
from PIL import Image

from engine.exports import map_picture
from engine.exports.map_picture import Area, Dot, Sheet

NAVY, GREY = (0, 34, 78), (90, 90, 90)
RING = [[lon, lat] for lat, lon in h3.cell_to_boundary(h3.latlng_to_cell(52.2, 4.63, 8))]
SHEET = Sheet(
    title="Kaart: locaties met een treffer",
    told=("Thema: alle; gebied: buitengebied", "Stand van 1 november 2026"),
    areas=(Area(RING, NAVY, 0.7),),
    dots=(Dot(4.63, 52.2, GREY), Dot(4.632, 52.201, NAVY, 1)),
    words=((4.631, 52.2, "Rijp & <Wetering>"),),
    legend=(("Locaties", ((NAVY, "2 tot en met 3 (4 zeshoeken)"), (GREY, "meer " * 20))),),
    foot=("Run 2026-11-01. Bron: de registers.",),
)
EMPTY = replace(SHEET, areas=(), dots=(), words=(), legend=())


def _text(sheet: Sheet) -> str:
    root = etree.fromstring(map_picture.svg(sheet).encode())
    return " ".join(str(part) for part in root.itertext())


def _colours(sheet: Sheet) -> set[object]:
    picture = Image.open(BytesIO(map_picture.png(sheet))).convert("RGB")
    return {colour for _, colour in picture.getcolors(picture.width * picture.height) or []}


def test_sheet_says_what_run_and_source_it_is() -> None:
    text = _text(SHEET)
    for words in (SHEET.title, *SHEET.told, *SHEET.foot, "2 tot en met 3 (4 zeshoeken)"):
        assert words in text
    assert "Rijp & <Wetering>" in text


def test_long_words_of_the_legend_go_on_below() -> None:
    texts = etree.fromstring(map_picture.svg(SHEET).encode()).iter("{*}text")
    lines = [text.text for text in texts if (text.text or "").startswith("meer")]
    assert len(lines) > 1
    assert " ".join(filter(None, lines)).split() == ["meer"] * 20


@pytest.mark.parametrize("is_sample", [True, False])
def test_invented_data_is_marked(is_sample: bool) -> None:
    assert ("VERZONNEN" in _text(replace(SHEET, is_sample=is_sample))) is is_sample


def test_stop_has_its_number_and_a_route_its_line() -> None:
    drawn = map_picture.svg(replace(SHEET, is_line=True))
    assert ">1</text>" in drawn
    assert "<polyline" in drawn
    assert "<polyline" not in map_picture.svg(SHEET)


def test_areas_are_drawn_in_their_colour() -> None:
    solid = replace(SHEET, areas=(Area(RING, (253, 231, 55)),))
    assert (253, 231, 55) in _colours(solid)
    assert (253, 231, 55) not in _colours(EMPTY)


@pytest.mark.parametrize("sheet", [SHEET, EMPTY], ids=["full", "empty"])
def test_same_sheet_gives_the_same_files(sheet: Sheet) -> None:
    assert map_picture.png(sheet) == map_picture.png(sheet)
    on = date(2026, 11, 1)
    assert map_picture.pdf(sheet, on=on) == map_picture.pdf(sheet, on=on)


def test_pdf_is_one_page_with_text_and_a_description() -> None:
    made = map_picture.pdf(SHEET, on=date(2026, 11, 1))
    document = pypdfium2.PdfDocument(made)
    assert len(document) == 1
    page = document[0].get_textpage()
    assert "Bron: de registers" in page.get_text_range()
    page.close()
    assert document.get_metadata_value("Title") == SHEET.title
    document.close()
