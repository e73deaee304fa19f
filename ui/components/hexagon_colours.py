"""How a hexagon is coloured and told: by count, by whether it stands out, or by what changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.exports.area_map import Cell
from engine.exports.words import number
from engine.scoring.hotspots import Kind
from ui.components import palette

Colour = tuple[int, int, int]
COUNT, SPOTS, CHANGE = "aantal", "hotspots", "verschil"
"""The ways, as the URL names them."""
WORDS = {COUNT: "aantal locaties", SPOTS: "valt op", CHANGE: "verschil met eerder"}
SPOT_WORDS = {
    Kind.HOT: "meer treffers bij elkaar dan toeval verklaart",
    Kind.FEW: "meer bij elkaar, maar aan te weinig locaties",
    Kind.NEITHER: "valt niet op",
    Kind.COLD: "minder treffers dan toeval verklaart",
}
_CHANGE_WORDS = {"more": "meer dan eerder", "same": "evenveel", "fewer": "minder dan eerder"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A hexagon as it is drawn.

    Attributes:
        cell: what is known of it.
        colour: RGB.
        tip: its words, Dutch.
    """

    cell: Cell
    colour: Colour
    tip: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All hexagons in one way.

    Attributes:
        title: what the colours mean, Dutch.
        hexagons: those that are drawn, by hexagon.
        legend: colours with their words, from much to little or few to many.
    """

    title: str
    hexagons: tuple[Drawn, ...]
    legend: tuple[tuple[Colour, str], ...]


def picture(cells: Sequence[Cell], way: str) -> Picture:
    """Colour hexagons in one way; KeyError for another way than `WORDS` has."""
    return _WAYS[way](cells)


def _by_count(cells: Sequence[Cell]) -> Picture:
    shown = [cell for cell in cells if cell.with_hits]
    bounds = palette.class_bounds([float(cell.with_hits) for cell in shown])
    drawn = tuple(
        Drawn(cell, palette.colour_of(cell.with_hits, bounds), _counted(cell)) for cell in shown
    )
    low, legend = 0.0, []
    for colour, high in zip(palette.class_colours(bounds), bounds, strict=True):
        is_one = high <= low + 1
        legend.append(
            (colour, number(high) if is_one else f"{number(low + 1)} tot en met {number(high)}")
        )
        low = high
    return Picture("Locaties met een treffer", drawn, tuple(legend))


def _by_spot(cells: Sequence[Cell]) -> Picture:
    drawn = tuple(
        Drawn(cell, palette.SPOTS[cell.spot.kind], f"{_spot(cell)}. {_counted(cell)}")
        for cell in cells
        if cell.spot is not None
    )
    legend = tuple((palette.SPOTS[kind], SPOT_WORDS[kind]) for kind in SPOT_WORDS)
    return Picture("Waar treffers opvallen", drawn, legend if drawn else ())


def _by_change(cells: Sequence[Cell]) -> Picture:
    drawn = tuple(
        Drawn(cell, palette.CHANGES[change(cell)], f"Was {cell.before}. {_counted(cell)}")
        for cell in cells
        if cell.before is not None and (cell.before or cell.with_hits)
    )
    legend = tuple((palette.CHANGES[kind], words) for kind, words in _CHANGE_WORDS.items())
    return Picture("Locaties met een treffer, nu en eerder", drawn, legend if drawn else ())


def change(cell: Cell) -> str:
    """More, same or fewer than before; same where that is not known."""
    before = cell.with_hits if cell.before is None else cell.before
    return "same" if cell.with_hits == before else "more" if cell.with_hits > before else "fewer"


def _counted(cell: Cell) -> str:
    return f"{cell.with_hits} van {cell.locations} locaties met een treffer"


def _spot(cell: Cell) -> str:
    if cell.spot is None:
        return "Niet te zeggen"
    words = SPOT_WORDS[cell.spot.kind]
    around = f"{cell.spot.with_hits} van {cell.spot.locations} locaties hier en eromheen"
    return f"{words[0].upper()}{words[1:]} ({around})"


_WAYS: Mapping[str, Callable[[Sequence[Cell]], Picture]] = {
    COUNT: _by_count,
    SPOTS: _by_spot,
    CHANGE: _by_change,
}
