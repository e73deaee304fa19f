"""What the page Kaart shows as a sheet: built from what is drawn, saved as PNG or PDF.

A sheet is a paper, so it is in Dutch: it is built when its button is pressed, without a page.
"""

from collections.abc import Callable, Iterator
from datetime import date

from streamlit.delta_generator import DeltaGenerator

from engine.casework.signing_in.invented import is_invented
from engine.exports import map_picture
from engine.exports.day_route import DayRoute
from engine.exports.map_picture import Area, Dot, Sheet
from engine.exports.words import day, number
from engine.settings import load_settings
from engine.snapshot import Run
from ui.components import hexagon_map, map_filters, map_list, palette
from ui.components.hexagon_map import Content
from ui.map_url import Layer, Shown


def of_areas(run: Run, content: Content, shown: Shown) -> Sheet:
    """The sheet of the hexagons, places and zones that are shown."""
    places = content.places if Layer.PLACES in shown.layers else ()
    return Sheet(
        title=f"Kaart: {content.picture.title.casefold()}",
        told=(map_filters.told(shown), f"Stand van {day(run.as_of)}"),
        areas=tuple(_areas(content, shown)),
        dots=tuple(
            Dot(
                one.place.lon,
                one.place.lat,
                palette.CONCERNED if one.verdict else palette.NEUTRAL,
            )
            for one in places
        ),
        words=tuple((one.lon, one.lat, one.name) for one in content.towns)
        if Layer.TOWNS in shown.layers
        else (),
        legend=map_list.legend(content, shown),
        foot=(
            *_foot(run),
            f"Een zeshoek telt ten minste {load_settings().map.min_locations} locaties en zegt "
            "niets over één plek. Punten: locaties waar iets is geregistreerd.",
        ),
        is_sample=is_invented(run),
    )


def of_route(run: Run, found: DayRoute) -> Sheet:
    """The sheet of a route, with its stops as the legend."""
    stops = tuple(
        (palette.CONCERNED, f"{stop.number or 'Begin'}: {stop.label}") for stop in found.stops
    )
    total = number(found.metres / 1000, 1)
    return Sheet(
        title="Route voor een dag controles",
        told=(f"{len(found.location_ids)} haltes, {total} km in rechte lijn",),
        areas=(),
        dots=tuple(Dot(stop.lon, stop.lat, palette.CONCERNED, stop.number) for stop in found.stops),
        words=(),
        legend=(("Haltes", stops),),
        foot=_foot(run),
        is_line=True,
        is_sample=is_invented(run),
    )


def buttons(
    png: DeltaGenerator, pdf: DeltaGenerator, sheet: Callable[[], Sheet], *, name: str, on: date
) -> None:
    """Draw a button for each kind of file; sheet and file are made when its button is pressed."""
    png.download_button(
        "PNG",
        lambda: map_picture.png(sheet()),
        f"{name}.png",
        "image/png",
        key="map_png",
        on_click="ignore",
    )
    pdf.download_button(
        "PDF",
        lambda: map_picture.pdf(sheet(), on=on),
        f"{name}.pdf",
        "application/pdf",
        key="map_pdf",
        on_click="ignore",
    )


def _areas(content: Content, shown: Shown) -> Iterator[Area]:
    if Layer.ZONES in shown.layers:
        for one in content.zones:
            yield Area(one.ring, palette.ZONES[one.kind])
    if Layer.HEXAGONS in shown.layers:
        for cell in content.picture.hexagons:
            yield Area(hexagon_map.ring(cell.hexagon), cell.colour, 0.7)
    if Layer.SHAPES in shown.layers:
        judged = {one.place.location_id for one in content.places if one.verdict}
        for shape in content.outlines:
            colour = palette.CONCERNED if shape.location_id in judged else palette.BUILDING
            yield Area(shape.ring, colour)


def _foot(run: Run) -> tuple[str, ...]:
    return (
        f"Run {run.path.name}, stand van {day(run.as_of)}, gemeente {run.meta['municipality']}. "
        "Bron: de registers van deze run, zie de pagina Bronnen.",
    )
