"""Sign and colour of each label in a drawing: no two share a sign, so colour is never alone.

Colours are those of Okabe and Ito and the dark end of cividis, apart without colour vision.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.network.schema import NODES


@dataclass(frozen=True, slots=True)
class Mark:
    """How a node is drawn.

    Attributes:
        shape: name of a Vega shape, or an SVG path within -1..1.
        colour: as `#rrggbb`.
    """

    shape: str
    colour: str


_DOCUMENT = "M-0.7,-1L0.3,-1L0.7,-0.6L0.7,1L-0.7,1Z"
_SEAL = "M0,-1L0.35,-0.35L1,0L0.35,0.35L0,1L-0.35,0.35L-1,0L-0.35,-0.35Z"
_HOUSE = "M0,-1L1,-0.15L0.75,-0.15L0.75,0.9L-0.75,0.9L-0.75,-0.15L-1,-0.15Z"
_FIELD = "M-1,0.6L-0.5,-0.6L1,-0.6L0.5,0.6Z"
_PERSON = (
    "M0,-1A0.42,0.42,0,1,1,-0.01,-1ZM-0.85,1C-0.85,0.3,-0.5,-0.05,0,-0.05"
    "C0.5,-0.05,0.85,0.3,0.85,1Z"
)

MARKS: Mapping[str, Mark] = {
    "Location": Mark("square", "#00224e"),
    "Address": Mark("diamond", "#434e6c"),
    "Building": Mark(_HOUSE, "#7c7b78"),
    "Parcel": Mark(_FIELD, "#009e73"),
    "Enterprise": Mark("circle", "#e69f00"),
    "Branch": Mark("triangle-up", "#b58900"),
    "Person": Mark(_PERSON, "#cc79a7"),
    "Permit": Mark(_DOCUMENT, "#56b4e9"),
    "Licence": Mark(_SEAL, "#0072b2"),
    "Measure": Mark("cross", "#d55e00"),
    "Insolvency": Mark("triangle-down", "#8c2d04"),
}

WORDS: Mapping[str, str] = {label: node.word for label, node in NODES.items()}

RELATION_COLOUR, HUB_COLOUR, CHOSEN_COLOUR = "#8a8a85", "#d55e00", "#000000"
