"""A view as a drawing: signs with names, arrows along the relations, rings around hubs."""

import io
from collections.abc import Sequence
from typing import Literal

import altair as alt

from engine.exports.network.drawing_rows import Row, Say, lines, named, signs
from engine.exports.network.layout import HEIGHT, WIDTH, positions
from engine.exports.network.marks import CHOSEN_COLOUR, HUB_COLOUR, MARKS, RELATION_COLOUR, WORDS
from engine.exports.network.view import NetworkView
from engine.translatable import mark

SELECTION = "knoop"
"""Name of the selection of a node by a click; it holds the field `key`."""
OPENING = "uitklappen"
"""Name of the selection of a node by a double click; it holds the same."""

_PIXELS = (1040, 650)


def draw(
    view: NetworkView, *, chosen: str | None = None, clickable: bool = True, say: Say = str
) -> alt.LayerChart:
    """A chart of a view that can be moved, zoomed and, when wanted, clicked.

    Args:
        view: what to draw.
        chosen: key of a node to mark.
        clickable: whether a click selects a node, see `SELECTION` and `OPENING`; not in a saved
            picture.
        say: says a Dutch text in the language of who looks; a saved picture is Dutch.
    """
    places = positions(view)
    nodes, relations = signs(view, places, say), lines(view, places, say)
    always = {*view.start, *([chosen] if chosen else [])}
    moved = alt.selection_interval(bind="scales", name="beeld")
    layered = alt.layer(
        _relations(relations, say).add_params(moved),
        _arrows(relations, say),
        _rings(nodes, chosen),
        *_names(named(nodes, always)),
        _signs(nodes, clickable, say),
    )
    # The colours of signs and words are chosen for a light sheet, also in a dark window.
    sheet = layered.properties(width=_PIXELS[0], height=_PIXELS[1], background="white")
    sized = sheet.configure_view(stroke=None)
    framed: alt.LayerChart = sized.configure_legend(
        orient="bottom",
        columns=6,
        symbolStrokeWidth=0,
        symbolSize=120,
        labelLimit=260,
        labelColor="#0d0d0d",
    )
    return framed


def save(view: NetworkView, kind: Literal["svg", "png"]) -> bytes:
    """A picture of a view."""
    chart = draw(view, clickable=False)
    if kind == "svg":
        text = io.StringIO()
        chart.save(text, format="svg")
        return text.getvalue().encode("utf-8")
    buffer = io.BytesIO()
    chart.save(buffer, format="png", scale_factor=2)
    return buffer.getvalue()


def _of(rows: Sequence[Row]) -> alt.Chart:
    return alt.Chart(alt.Data(values=list(rows)))  # type: ignore[no-untyped-call]


def _x(field: str = "x") -> alt.X:
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[-WIDTH, WIDTH], nice=False), axis=None)


def _y(field: str = "y") -> alt.Y:
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[-HEIGHT, HEIGHT], nice=False), axis=None)


def _relations(relations: Sequence[Row], say: Say) -> alt.Chart:
    chart: alt.Chart = (
        _of(relations)
        .mark_rule(color=RELATION_COLOUR)
        .encode(
            x=_x(),
            y=_y(),
            x2="x2:Q",
            y2="y2:Q",
            size=alt.Size("dikte:Q", scale=None),
            strokeDash=alt.condition("datum.afgeleid", alt.value([5, 4]), alt.value([1, 0])),
            tooltip=alt.Tooltip("wat:N", title=say(mark("relatie"))),
        )
    )
    return chart


def _arrows(relations: Sequence[Row], say: Say) -> alt.Chart:
    """Which way a relation leads; a relation with itself has no direction."""
    turned = [row for row in relations if (row["x"], row["y"]) != (row["x2"], row["y2"])]
    chart: alt.Chart = (
        _of(turned)
        .mark_point(shape="triangle", filled=True, color=RELATION_COLOUR, opacity=1)
        .encode(
            x=_x("ax"),
            y=_y("ay"),
            size=alt.Size("pijl:Q", scale=None),
            angle=alt.Angle("hoek:Q", scale=None),
            tooltip=alt.Tooltip("wat:N", title=say(mark("relatie"))),
        )
    )
    return chart


def _rings(nodes: Sequence[Row], chosen: str | None) -> alt.Chart:
    """A ring around each hub, and one around the chosen node."""
    rings: list[Row] = [
        {"x": row["x"], "y": row["y"], "kleur": HUB_COLOUR} for row in nodes if row["knooppunt"]
    ]
    rings += [
        {"x": row["x"], "y": row["y"], "kleur": CHOSEN_COLOUR}
        for row in nodes
        if row["key"] == chosen
    ]
    chart: alt.Chart = (
        _of(rings)
        .mark_point(shape="circle", filled=False, size=900, strokeWidth=2.5)
        .encode(x=_x(), y=_y(), stroke=alt.Stroke("kleur:N", scale=None))
    )
    return chart


def _signs(nodes: Sequence[Row], clickable: bool, say: Say) -> alt.Chart:
    labels = [label for label in MARKS if any(row["label"] == label for row in nodes)]
    words = [say(WORDS[label]) for label in labels]
    colours = alt.Scale(domain=words, range=[MARKS[label].colour for label in labels])
    shapes = alt.Scale(domain=words, range=[MARKS[label].shape for label in labels])
    chart: alt.Chart = (
        _of(nodes)
        .mark_point(filled=True, stroke="#333333", strokeWidth=0.8)
        .encode(
            x=_x(),
            y=_y(),
            color=alt.Color("soort:N", scale=colours, title=None),
            shape=alt.Shape("soort:N", scale=shapes, title=None),
            size=alt.Size("maat:Q", scale=None),
            opacity=alt.Opacity("zicht:Q", scale=None),
            tooltip=[
                alt.Tooltip("naam:N", title=say(mark("naam"))),
                alt.Tooltip("soort:N", title=say(mark("soort"))),
                alt.Tooltip("over:N", title=say(mark("bekend"))),
            ],
        )
    )
    if not clickable:
        return chart
    click = alt.selection_point(name=SELECTION, fields=["key"], on="click", clear="dblclick")
    twice = alt.selection_point(
        name=OPENING, fields=["key"], on="dblclick", clear=False, toggle=False
    )
    clicked: alt.Chart = chart.add_params(click, twice)
    return clicked


def _names(nodes: Sequence[Row]) -> tuple[alt.Chart, alt.Chart]:
    """Names under the signs, over a pale copy that keeps them apart from the lines."""
    placed: alt.Chart = _of(nodes).encode(x=_x(), y=_y(), text="kort:N")
    pale: alt.Chart = placed.mark_text(
        dy=17, fontSize=11, stroke="white", strokeWidth=4, strokeOpacity=0.8
    )
    dark: alt.Chart = placed.mark_text(dy=17, fontSize=11, color="#222222")
    return pale, dark
