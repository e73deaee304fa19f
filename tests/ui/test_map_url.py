"""The URL of the page Kaart: what is written is read again, and what is odd is passed over."""

import pytest

from ui import map_url
from ui.map_url import Layer, Shown, Status, View, Way, Zone

FULL = Shown(
    view=View.ROUTE,
    theme="GEN",
    rule="GEN-01",
    source="kvk",
    months=12,
    town="Oud Ade",
    zone=Zone.BOTH,
    way=Way.DENSITY,
    earlier="2026-09-01-aaaaaaaaaaaa",
    status=Status.IN_CASE,
    layers=(Layer.HEXAGONS, Layer.ZONES),
    cell="8819694a43fffff",
    stops=("L2", "L1"),
)


@pytest.mark.parametrize("shown", [Shown(), FULL], ids=["as usual", "everything"])
def test_what_is_written_is_read_again(shown: Shown) -> None:
    assert map_url.read(map_url.write(shown)) == shown


def test_what_is_usual_stays_out() -> None:
    assert map_url.write(Shown()) == {}


def test_stops_keep_their_order_and_count_once() -> None:
    assert map_url.read({"halte": ["L2", "L1", "L2"]}).stops == ("L2", "L1")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("beeld", "tabel"),
        ("kleur", "rood"),
        ("gebied", "overal"),
        ("staat", "GESLOTEN"),
        ("lagen", "tegels"),
        ("venster", "-3"),
        ("venster", "9999"),
        ("venster", "½"),
        ("vak", "<script>"),
        ("halte", "Person:P" + "a" * 20),
        ("halte", "90000001"),
        ("thema", ""),
    ],
)
def test_what_cannot_be_read_is_passed_over(name: str, value: str) -> None:
    assert map_url.read({name: [value]}) == Shown()
