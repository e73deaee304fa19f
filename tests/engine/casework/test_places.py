"""Finding a place again in a later run, by its BAG ids."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from engine.casework import places
from engine.casework.models import Place, PlaceObject
from engine.errors import RunError
from engine.snapshot import Run, publish

Rows = list[tuple[str, list[str], list[str]]]


@pytest.fixture
def run_of(tmp_path: Path) -> Callable[[Rows], Run]:
    text = pa.list_(pa.string())

    def make(rows: Rows) -> Run:
        columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
        table = pa.table(
            {
                "location_id": pa.array(columns[0], pa.string()),
                "object_ids": pa.array(columns[1], text),
                "building_ids": pa.array(columns[2], text),
            }
        )
        return publish(tmp_path, as_of=date(2026, 11, 8), tables={"locations": table}, meta={}).run

    return make


def _place(location_id: str, *bag_ids: str) -> Place:
    return Place(location_id=location_id, objects=[PlaceObject(bag_id=b) for b in bag_ids])


@pytest.mark.parametrize(
    ("place", "rows", "found"),
    [
        pytest.param(
            _place("L1", "v1"),
            [("L1", ["v1", "v2"], ["p1"]), ("L2", ["v1"], [])],
            "L1",
            id="same id with a shared object goes first",
        ),
        pytest.param(
            _place("L1", "v1"), [("L9", ["v1"], []), ("L2", ["v2"], [])], "L9", id="other id"
        ),
        pytest.param(
            _place("L1", "v1"), [("L1", ["v8"], []), ("L9", ["v1"], [])], "L9", id="id moved on"
        ),
        pytest.param(_place("L1", "p1"), [("L1", [], ["p1"])], "L1", id="building without units"),
        pytest.param(_place("L1"), [("L1", [], [])], "L1", id="no BAG ids at all"),
    ],
)
def test_place_is_found_again(
    run_of: Callable[[Rows], Run], place: Place, rows: Rows, found: str
) -> None:
    assert places.locate(run_of(rows), place) == found


@pytest.mark.parametrize(
    ("place", "rows", "told"),
    [
        pytest.param(_place("L1", "v1"), [("L2", ["v2"], [])], "L1 staat niet in run", id="gone"),
        pytest.param(
            _place("L1", "p1"), [("L2", ["v2"], ["p1"])], "L1 staat niet", id="block of neighbours"
        ),
        pytest.param(
            _place("L1", "v1", "v2"),
            [("L8", ["v1"], []), ("L9", ["v2"], [])],
            "L8, L9 geworden: open een zaak voor elk",
            id="split",
        ),
    ],
)
def test_place_that_is_gone_or_split_is_told(
    run_of: Callable[[Rows], Run], place: Place, rows: Rows, told: str
) -> None:
    with pytest.raises(RunError, match=told):
        places.locate(run_of(rows), place)
