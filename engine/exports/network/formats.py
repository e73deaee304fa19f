"""Every form in which a view can be saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.exports.network import follow_the_money, graphml, sentences, tables
from engine.exports.network.view import NetworkView
from engine.translatable import mark


@dataclass(frozen=True, slots=True)
class Format:
    """One form of a view.

    Attributes:
        title: Dutch name for a reader.
        suffix: of a file, with its dot.
        media_type: for a browser.
        write: makes the bytes of a view; the text is the salt of the export, see
            `follow_the_money.to_ftm`.
    """

    title: str
    suffix: str
    media_type: str
    write: Callable[[NetworkView, str], bytes]


def _picture(view: NetworkView, kind: str) -> bytes:
    # Altair takes a second to import, which only a drawing needs.
    from engine.exports.network import drawing

    return drawing.save(view, "svg" if kind == "svg" else "png")


FORMATS: Mapping[str, Format] = {
    "text": Format(mark("Tekst"), ".txt", "text/plain", lambda v, _: sentences.to_text(v).encode()),
    "json": Format("JSON", ".json", "application/json", lambda v, _: tables.to_json(v).encode()),
    "csv": Format(mark("CSV van relaties"), ".csv", "text/csv", lambda v, _: tables.edges_csv(v)),
    "csv-nodes": Format(
        mark("CSV van knopen"), ".csv", "text/csv", lambda v, _: tables.nodes_csv(v)
    ),
    "graphml": Format(
        "GraphML", ".graphml", "application/xml", lambda v, _: graphml.to_graphml(v)
    ),
    "ftm": Format(
        "FollowTheMoney", ".ftm.json", "application/json+ftm",
        lambda v, salt: follow_the_money.to_ftm(v, salt=salt).encode(),
    ),
    "svg": Format("SVG", ".svg", "image/svg+xml", lambda v, _: _picture(v, "svg")),
    "png": Format("PNG", ".png", "image/png", lambda v, _: _picture(v, "png")),
}  # fmt: skip
"""By name, as the command line takes it."""
