"""How a hexagon is coloured and told: by count, what stands out, smoothed, or what changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.exports.area_map import Cell
from engine.scoring.density import Patch
from engine.scoring.hotspots import Kind
from engine.translatable import mark
from ui.components import palette
from ui.language import tr
from ui.map_url import Way
from ui.wording import number

Colour = tuple[int, int, int]
WORDS = {
    Way.COUNT: mark("aantal locaties"),
    Way.SPOTS: mark("valt op"),
    Way.DENSITY: mark("dichtheid"),
    Way.CHANGE: mark("verschil met eerder"),
}
SPOT_WORDS = {
    Kind.HOT: mark("meer treffers bij elkaar dan toeval verklaart"),
    Kind.FEW: mark("meer bij elkaar, maar aan te weinig locaties"),
    Kind.NEITHER: mark("valt niet op"),
    Kind.COLD: mark("minder treffers dan toeval verklaart"),
}
_CHANGE_WORDS = {
    "more": mark("meer dan eerder"),
    "same": mark("evenveel"),
    "fewer": mark("minder dan eerder"),
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A hexagon as it is drawn.

    Attributes:
        hexagon: H3 cell.
        colour: RGB.
        tip: its words.
    """

    hexagon: str
    colour: Colour
    tip: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend; `count`: how many hexagons have the colour."""

    colour: Colour
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Picture:
    """All hexagons in one way.

    Attributes:
        title: what the colours mean.
        hexagons: those that are drawn, by hexagon.
        legend: colours with their words, from much to little or few to many.
        is_smooth: True: small hexagons of a surface, which cannot be chosen.
    """

    title: str
    hexagons: tuple[Drawn, ...]
    legend: tuple[Entry, ...]
    is_smooth: bool = False


def picture(cells: Sequence[Cell], way: Way) -> Picture:
    """Colour hexagons in one way; KeyError for the surface, which is no way to colour these."""
    return _WAYS[way](cells)


def smooth(patches: Sequence[Patch]) -> Picture:
    """Colour the surface, in classes with about equally many small hexagons each."""
    bounds = palette.class_bounds([round(one.per_km2, 2) for one in patches])
    drawn = tuple(
        Drawn(
            one.hexagon,
            palette.colour_of(round(one.per_km2, 2), bounds),
            tr("{density} per km² ({count} locaties in de omgeving)").format(
                density=number(one.per_km2, 2), count=one.with_hits
            ),
        )
        for one in patches
    )
    legend = [
        (colour, tr("tot en met {high}").format(high=number(high, 2)))
        for colour, high in zip(palette.class_colours(bounds), bounds, strict=True)
    ]
    return Picture(
        tr("Locaties met een treffer per km², uitgesmeerd"), drawn, _counts(legend, drawn), True
    )


def _by_count(cells: Sequence[Cell]) -> Picture:
    shown = [cell for cell in cells if cell.with_hits]
    bounds = palette.class_bounds([float(cell.with_hits) for cell in shown])
    drawn = tuple(
        Drawn(cell.hexagon, palette.colour_of(cell.with_hits, bounds), _counted(cell))
        for cell in shown
    )
    low, legend = 0.0, list[tuple[Colour, str]]()
    for colour, high in zip(palette.class_colours(bounds), bounds, strict=True):
        is_one = high <= low + 1
        span = tr("{low} tot en met {high}").format(low=number(low + 1), high=number(high))
        legend.append((colour, number(high) if is_one else span))
        low = high
    return Picture(tr("Locaties met een treffer"), drawn, _counts(legend, drawn))


def _by_spot(cells: Sequence[Cell]) -> Picture:
    drawn = tuple(
        Drawn(cell.hexagon, palette.SPOTS[cell.spot.kind], f"{_spot(cell)}. {_counted(cell)}")
        for cell in cells
        if cell.spot is not None
    )
    legend = [(palette.SPOTS[kind], tr(SPOT_WORDS[kind])) for kind in SPOT_WORDS]
    return Picture(tr("Waar treffers opvallen"), drawn, _counts(legend, drawn))


def _by_change(cells: Sequence[Cell]) -> Picture:
    drawn = tuple(
        Drawn(cell.hexagon, palette.CHANGES[change(cell)], _changed(cell))
        for cell in cells
        if cell.before is not None and (cell.before or cell.with_hits)
    )
    legend = [(palette.CHANGES[kind], tr(words)) for kind, words in _CHANGE_WORDS.items()]
    return Picture(tr("Locaties met een treffer, nu en eerder"), drawn, _counts(legend, drawn))


def change(cell: Cell) -> str:
    """More, same or fewer than before; same where that is not known."""
    before = cell.with_hits if cell.before is None else cell.before
    return "same" if cell.with_hits == before else "more" if cell.with_hits > before else "fewer"


def _counts(legend: Sequence[tuple[Colour, str]], drawn: Sequence[Drawn]) -> tuple[Entry, ...]:
    """The legend with how many hexagons have each colour; empty when nothing is drawn."""
    colours = [one.colour for one in drawn]
    found = tuple(Entry(colour, words, colours.count(colour)) for colour, words in legend)
    return found if drawn else ()


def _counted(cell: Cell) -> str:
    return tr("{hits} van {count} locaties met een treffer").format(
        hits=cell.with_hits, count=cell.locations
    )


def _changed(cell: Cell) -> str:
    return tr("Was {before}. {counted}").format(before=cell.before, counted=_counted(cell))


def _spot(cell: Cell) -> str:
    if cell.spot is None:
        return tr("Niet te zeggen")
    words = tr(SPOT_WORDS[cell.spot.kind])
    around = tr("{hits} van {count} locaties hier en eromheen").format(
        hits=cell.spot.with_hits, count=cell.spot.locations
    )
    return f"{words[0].upper()}{words[1:]} ({around})"


_WAYS: Mapping[Way, Callable[[Sequence[Cell]], Picture]] = {
    Way.COUNT: _by_count,
    Way.SPOTS: _by_spot,
    Way.CHANGE: _by_change,
}
