"""The map as a sheet to print: what the screen shows, its legend, the run, and where it is from.

Drawn on the server without tiles; the same sheet gives the same PNG. Invented data is marked
across the map, so that no copy of it is taken for a real one.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from xml.sax.saxutils import escape

import numpy as np
import shapely
import typst
import vl_convert

from connectors.dates import UTC
from connectors.geometry_rd import to_rd
from engine.exports import word_places
from engine.exports.map_places import Ring
from engine.exports.papers.map_frame import Frame

Colour = tuple[int, int, int]
_SIZE, _SIDE, _HEAD, _FOOT = (830, 610), 270, 92, 26
_LEAST_M = 200.0
_LINE, _INK = 18, "#222222"
_PAGE = """
#set document(title: sys.inputs.title)
#set text(lang: "nl")
#set page(paper: "a4", flipped: true, margin: 10mm)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%, alt: sys.inputs.alt)
"""
_ABOUT_CHARACTERS = 36
"""So many of them fit beside a colour of the legend."""


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon: `ring` in degrees, closed or not; `opacity` above 0, at most 1."""

    ring: Ring
    colour: Colour
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A place in degrees; with `number` it is a stop, None for a plain dot."""

    lon: float
    lat: float
    colour: Colour
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed.

    Attributes:
        title: above the map.
        told: lines under it: what was chosen.
        areas: from the lowest to the one on top.
        dots: over the areas.
        words: longitude, latitude and text of the names of villages.
        legend: headings, each with its colours and words.
        foot: lines under the map: run, date, source.
        is_line: True: the dots are joined in their order.
        is_sample: True: the data is invented.
    """

    title: str
    told: tuple[str, ...]
    areas: tuple[Area, ...]
    dots: tuple[Dot, ...]
    words: tuple[tuple[float, float, str], ...]
    legend: tuple[tuple[str, tuple[tuple[Colour, str], ...]], ...]
    foot: tuple[str, ...]
    is_line: bool = False
    is_sample: bool = False


def png(sheet: Sheet) -> bytes:
    """The sheet as a picture, twice as fine as a screen."""
    made: bytes = vl_convert.svg_to_png(svg(sheet), scale=2)
    return made


def pdf(sheet: Sheet, *, on: date) -> bytes:
    """The sheet as one page of a PDF/UA, with the legend and what was chosen as its description.

    Args:
        sheet: what is printed.
        on: day of the file's properties.
    """
    given = {"svg": svg(sheet), "title": sheet.title, "alt": _described(sheet)}
    made: bytes = typst.compile(
        _PAGE.encode(),
        format="pdf",
        sys_inputs=given,
        ignore_system_fonts=True,
        timestamp=datetime.combine(on, time(), UTC),
        pdf_standards="ua-1",
    )
    return made


def _described(sheet: Sheet) -> str:
    legend = [f"{heading}: {'; '.join(w for _, w in rows)}" for heading, rows in sheet.legend]
    return ". ".join((*sheet.told, *legend, *sheet.foot))


def svg(sheet: Sheet) -> str:
    """The sheet as SVG; without anything to draw the map is an empty frame."""
    width, height = _SIZE[0] + _SIDE, _HEAD + _SIZE[1] + _FOOT + 16 * len(sheet.foot)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' font-family="sans-serif" fill="{_INK}">',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="20" y="36" font-size="22" font-weight="bold">{escape(sheet.title)}</text>',
        *(_text(20, 60 + 16 * at, line, 13) for at, line in enumerate(sheet.told[:2])),
        f'<svg x="10" y="{_HEAD}" width="{_SIZE[0]}" height="{_SIZE[1]}">',
        *_map(sheet),
        "</svg>",
        f'<g transform="translate({_SIZE[0] + 26} {_HEAD + 14})">{_legend(sheet)}</g>',
        *(
            _text(20, _HEAD + _SIZE[1] + 22 + 16 * at, line, 11)
            for at, line in enumerate(sheet.foot)
        ),
        "</svg>",
    ]
    return "".join(parts)


def _map(sheet: Sheet) -> list[str]:
    areas = [(_polygon(area), area) for area in sheet.areas]
    dots = [(*_rd(dot.lon, dot.lat), dot) for dot in sheet.dots]
    words = [(*_rd(lon, lat), text) for lon, lat, text in sheet.words]
    shapes = [shape for shape, _ in areas]
    shapes += [shapely.Point(x, y) for x, y, _ in (*dots, *words)]
    border = '<rect width="100%" height="100%" fill="none" stroke="#999999" stroke-width="2"/>'
    if not shapes:
        return [border]
    frame = Frame.around(shapes, _SIZE, _LEAST_M)
    drawn = [_area(shape, area, frame) for shape, area in areas]
    if sheet.is_line:
        drawn.append(_way([frame.at(x, y) for x, y, _ in dots]))
    drawn += [_dot(frame.at(x, y), dot) for x, y, dot in dots]
    drawn += _words([(text, *frame.at(x, y)) for x, y, text in words])
    mark = [_sample()] if sheet.is_sample else []
    return [*drawn, *mark, frame.scale(), frame.north(), border]


def _polygon(area: Area) -> shapely.Polygon:
    lon, lat = np.array(area.ring, dtype=np.float64).T
    return shapely.Polygon(np.column_stack(to_rd(lon, lat)))


def _rd(lon: float, lat: float) -> tuple[float, float]:
    x, y = to_rd([lon], [lat])
    return float(x[0]), float(y[0])


def _area(shape: shapely.Polygon, area: Area, frame: Frame) -> str:
    return (
        f'<path d="{frame.path(shape)}" fill="{_rgb(area.colour)}" fill-opacity="{area.opacity:g}"'
        ' stroke="#777777" stroke-width="0.5"/>'
    )


def _dot(at: tuple[float, float], dot: Dot) -> str:
    radius = 3 if dot.number is None else 12
    mark = (
        f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{radius}" fill="{_rgb(dot.colour)}"'
        ' stroke="#ffffff" stroke-width="1"/>'
    )
    if dot.number is None:
        return mark
    return mark + (
        f'<text x="{at[0]:.1f}" y="{at[1] + 5:.1f}" font-size="13" font-weight="bold"'
        f' fill="#ffffff" text-anchor="middle">{dot.number or "B"}</text>'
    )


def _way(points: Sequence[tuple[float, float]]) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return (
        f'<polyline points="{path}" fill="none" stroke="#00224e" stroke-width="2"'
        ' stroke-dasharray="7 5"/>'
    )


def _words(words: Sequence[tuple[str, float, float]]) -> list[str]:
    return [
        f'<text x="{x + right:.1f}" y="{y + down:.1f}" font-size="13" text-anchor="middle"'
        f' stroke="#ffffff" stroke-width="3" paint-order="stroke">{escape(text)}</text>'
        for (text, x, y), (right, down) in zip(words, word_places.apart(words), strict=True)
    ]


def _sample() -> str:
    x, y = _SIZE[0] / 2, _SIZE[1] / 2
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="58" fill="#000000" fill-opacity="0.13"'
        f' text-anchor="middle" transform="rotate(-30 {x:.0f} {y:.0f})">VERZONNEN GEGEVENS</text>'
    )


def _legend(sheet: Sheet) -> str:
    drawn, y = [], 0
    for heading, entries in sheet.legend:
        drawn.append(
            f'<text x="0" y="{y}" font-size="13" font-weight="bold">{escape(heading)}</text>'
        )
        y += _LINE + 4
        for colour, words in entries:
            drawn.append(
                f'<rect x="0" y="{y - 11}" width="13" height="13" fill="{_rgb(colour)}"'
                ' stroke="#555555"/>'
            )
            for line in textwrap.wrap(words, _ABOUT_CHARACTERS):
                drawn.append(_text(20, y, line, 12))
                y += _LINE
        y += _LINE // 2
    return "".join(drawn)


def _text(x: int, y: int, line: str, size: int) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}">{escape(line)}</text>'


def _rgb(colour: Colour) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
