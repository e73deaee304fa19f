"""Colours and words of hexagons: counts, hot spots and changes."""

import pytest

from engine.exports.area_map import Cell
from engine.scoring.density import Patch
from engine.scoring.hotspots import Hotspot, Kind
from ui.components import hexagon_colours, palette
from ui.map_url import Way


def _cell(with_hits: int, kind: Kind | None = None, before: int | None = None) -> Cell:
    spot = None if kind is None else Hotspot("8", 0.1, 2.5, 0.01, 70, 9, kind)
    return Cell("8", 4.6, 52.2, 10, with_hits, spot, before)


def test_counts_are_classed_and_nothing_is_drawn_without_a_hit() -> None:
    picture = hexagon_colours.picture([_cell(0), _cell(1), _cell(7)], Way.COUNT)
    assert [one.tip for one in picture.hexagons] == [
        "1 van 10 locaties met een treffer",
        "7 van 10 locaties met een treffer",
    ]
    assert [entry.words for entry in picture.legend] == ["1", "2 tot en met 7"]


@pytest.mark.parametrize("kind", list(Kind))
def test_a_spot_has_a_colour_and_words_of_its_own(kind: Kind) -> None:
    (one,) = hexagon_colours.picture([_cell(2, kind)], Way.SPOTS).hexagons
    assert one.colour == palette.SPOTS[kind]
    words = hexagon_colours.SPOT_WORDS[kind]
    assert one.tip.casefold().startswith(words.casefold())
    assert "9 van 70 locaties hier en eromheen" in one.tip


def test_what_could_not_be_tested_is_not_drawn_as_quiet() -> None:
    picture = hexagon_colours.picture([_cell(2)], Way.SPOTS)
    assert (picture.hexagons, picture.legend) == ((), ())


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [(3, 2, "more"), (2, 2, "same"), (1, 2, "fewer"), (1, None, "same")],
)
def test_a_change_tells_more_same_or_fewer(now: int, before: int | None, change: str) -> None:
    assert hexagon_colours.change(_cell(now, before=before)) == change


def test_a_change_is_drawn_where_both_runs_are_known_and_one_has_a_hit() -> None:
    cells = [_cell(1), _cell(0, before=0), _cell(0, before=1), _cell(2, before=0)]
    picture = hexagon_colours.picture(cells, Way.CHANGE)
    assert [one.tip for one in picture.hexagons] == [
        "Was 1. 0 van 10 locaties met een treffer",
        "Was 0. 2 van 10 locaties met een treffer",
    ]


@pytest.mark.parametrize("way", sorted({*Way} - {Way.DENSITY}))
def test_no_hexagons_give_an_empty_picture(way: Way) -> None:
    assert hexagon_colours.picture([], way).hexagons == ()


def test_legend_counts_the_hexagons_of_each_colour() -> None:
    cells = [_cell(0), _cell(1), _cell(1), _cell(7)]
    legend = hexagon_colours.picture(cells, Way.COUNT).legend
    assert [(entry.words, entry.count) for entry in legend] == [("1", 2), ("2 tot en met 7", 1)]


def test_surface_is_told_per_square_kilometre_and_for_how_many_locations() -> None:
    patches = [Patch("8a", 0.51, 3), Patch("8b", 2.26, 9)]
    picture = hexagon_colours.smooth(patches)
    assert picture.is_smooth
    assert [entry.words for entry in picture.legend] == ["tot en met 0,51", "tot en met 2,26"]
    assert picture.hexagons[1].tip == "2,26 per km² (9 locaties in de omgeving)"
    assert picture.hexagons[0].colour != picture.hexagons[1].colour


def test_surface_of_nothing_has_no_legend() -> None:
    assert hexagon_colours.smooth([]).legend == ()
