"""Stand-ins: a second product of a register fills, is compared, or is not read; never doubles."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from connectors.delivery import Connector, Delivery, Item, Row, Used
from connectors.stand_in import StandInOptions
from engine.errors import SourceChanged
from engine.progress import silent
from engine.register import intake
from engine.register.report import Json
from tests.engine.register.taken import DAY, PSEUDONYMS, SETTINGS, Taken, sources_file

BAG = frozenset({"address", "address_unit", "building", "unit_building"})
USED, GONE = "Pand in gebruik", "Pand gesloopt"


def building(number: int, status: str = USED) -> Item:
    row = Row("building", {"building_id": f"188410000000000{number}", "status": status})
    return Used("a.csv", number, (row,))


def ids(*numbers: int) -> list[Json]:
    return [f"188410000000000{number}" for number in numbers]


@contextmanager
def take(
    folder: Path,
    extract: Sequence[Item] | None,
    light: Sequence[Item],
    *,
    options: str = "",
    register: str = "",
    first: str = "extract",
    settings: object = SETTINGS,
) -> Iterator[Taken]:
    """Take in an extract (None: unreadable) and a stand-in, in the order of `first`."""

    def read(items: Sequence[Item] | None) -> Connector:
        def give(delivery: Delivery) -> Iterator[Item]:
            if items is None:
                raise SourceChanged(delivery.source, "unreadable")
            return iter(items)

        return Connector(give, tables=BAG)

    found = {"bag_extract": read(extract)}
    found["bag_gpkg"] = Connector(read(light).read, tables=BAG, options=StandInOptions)
    entries = [
        "{id: extract, connector: bag_extract, path: a.csv, delivered_on: 2026-10-31, "
        "optional: true}",
        "{id: light, connector: bag_gpkg, path: a.csv, delivered_on: 2026-10-30"
        f"{register}{options}}}",
    ]
    lines = entries if first == "extract" else entries[::-1]
    text = 'municipality: "1884"\nsources:\n' + "".join(f"  - {line}\n" for line in lines)
    with duckdb.connect() as con:
        intake.create_tables(con)
        given = intake.Intake(
            con,
            sources_file(folder, text),
            found.__getitem__,
            DAY,
            settings,  # type: ignore[arg-type]
            PSEUDONYMS,
            None,
            silent,
        )
        yield Taken(con, intake.take_in(given))


def light(taken: Taken) -> dict[str, Json]:
    (report,) = (report for report in taken.reports if report.source == "light")
    return report.as_json()


def check(taken: Taken, table: str = "building") -> dict[str, Json]:
    notes = light(taken)["notes"]
    assert isinstance(notes, dict)
    told = notes["cross_check"]
    assert isinstance(told, dict)
    found = told[table]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("first", ["extract", "light"])
@pytest.mark.parametrize("use", ["", ", options: {use: cross_check}", ", options: {use: fallback}"])
def test_a_second_product_never_adds_a_row(tmp_path: Path, use: str, first: str) -> None:
    both = [building(1)], [building(1), building(2)]
    with take(tmp_path, *both, options=use, first=first) as taken:
        assert taken.rows("building", "building_id", "source") == [("1884100000000001", "extract")]
        assert [report.source for report in taken.reports] == (
            ["extract", "light"] if first == "extract" else ["light", "extract"]
        )
        told = taken.con.execute("SELECT DISTINCT source FROM source_table").fetchall()
        assert told == [("extract",)]


def test_differences_are_told_by_id(tmp_path: Path) -> None:
    extract = [building(1), building(2), building(3), building(4, GONE)]
    other = [building(1), building(2, "Verbouwing pand"), building(5)]
    with take(tmp_path, extract, other, options=", options: {use: cross_check}") as taken:
        assert check(taken) == {
            "in_both": 1,
            "other_status": 1,
            "other_status_ids": ids(2),
            "only_in_this_source": 1,
            "only_in_this_source_ids": ids(5),
            "only_in_the_register": 1,
            "only_in_the_register_ids": ids(3),
            "ended_in_the_register": 1,
        }


def test_no_more_ids_are_told_than_asked(tmp_path: Path) -> None:
    few = SETTINGS.model_copy(
        update={"cross_check": SETTINGS.cross_check.model_copy(update={"shown_ids": 2})}
    )
    with take(tmp_path, [building(1)], [building(n) for n in (5, 4, 3)], settings=few) as taken:
        found = check(taken)
        assert found["only_in_this_source"] == 3
        assert found["only_in_this_source_ids"] == ids(3, 4)


def test_compared_rows_are_counted_as_not_stored(tmp_path: Path) -> None:
    with take(tmp_path, [building(1)], [building(1), building(2)]) as taken:
        report = light(taken)
        assert report["status"] == "compared"
        assert report["ignored"] == {"compared, not stored": 2}
        tables = report["tables"]
        assert isinstance(tables, dict)
        counts = tables["building"]
        assert isinstance(counts, dict)
        assert (counts["delivered"], counts["kept"]) == (2, 0)


@pytest.mark.parametrize("extract", [None, []], ids=["unreadable", "empty"])
@pytest.mark.parametrize("use", ["", ", options: {use: fallback}"], ids=["default", "fallback"])
def test_a_fallback_fills_what_nobody_else_filled(
    tmp_path: Path, extract: list[Item] | None, use: str
) -> None:
    with take(tmp_path, extract, [building(1)], options=use) as taken:
        assert taken.rows("building", "building_id", "source") == [("1884100000000001", "light")]
        assert light(taken)["status"] == "used"
        told = taken.con.execute("SELECT rows FROM source_table WHERE source = 'light'").fetchall()
        assert (1,) in told


def test_a_fallback_that_is_not_needed_is_not_read(tmp_path: Path) -> None:
    def broken() -> Iterator[Item]:
        raise AssertionError("it was read")
        yield building(1)

    items = [building(1)]
    with take(tmp_path, items, broken(), options=", options: {use: fallback}") as taken:  # type: ignore[arg-type]
        report = light(taken)
        assert report["status"] == "not needed"
        assert report["files"] == []


def test_a_cross_check_never_fills_even_when_it_is_alone(tmp_path: Path) -> None:
    with take(tmp_path, None, [building(1)], options=", options: {use: cross_check}") as taken:
        assert taken.rows("building", "building_id") == []
        notes = light(taken)["notes"]
        assert isinstance(notes, dict)
        assert notes["cross_check_with"] == "nothing: no other source"


def test_a_stand_in_of_another_register_is_no_stand_in_for_this_one(tmp_path: Path) -> None:
    with take(tmp_path, [building(1)], [building(2)], register=", register: BGT") as taken:
        assert taken.rows("building", "source") == [("extract",), ("light",)]


def test_bad_rows_of_a_compared_source_are_still_in_quarantine(tmp_path: Path) -> None:
    bad = Used("a.csv", 9, (Row("building", {"status": USED}),))
    with take(tmp_path, [building(1)], [building(1), bad]) as taken:
        assert taken.rows("quarantine", "source", "line") == [("light", 9)]


def test_relations_are_compared_by_both_ids(tmp_path: Path) -> None:
    def joined(number: int) -> Item:
        row = Row("unit_building", {"object_id": "u", "building_id": f"b{number}"})
        return Used("a.csv", number, (row,))

    with take(tmp_path, [joined(1), joined(2)], [joined(1)]) as taken:
        found = check(taken, "unit_building")
        assert (found["in_both"], found["only_in_the_register_ids"]) == (1, ["u/b2"])


def test_a_relation_of_a_unit_that_ended_is_no_difference(tmp_path: Path) -> None:
    status = "Verblijfsobject ingetrokken"
    unit = Row("address_unit", {"object_id": "u", "kind": "unit", "status": status})
    joined = Row("unit_building", {"object_id": "u", "building_id": "b1"})
    with take(tmp_path, [Used("a.csv", 1, (unit, joined))], [building(1)]) as taken:
        assert check(taken, "unit_building") == {
            "in_both": 0,
            "other_status": 0,
            "only_in_this_source": 0,
            "only_in_the_register": 0,
            "ended_in_the_register": 1,
        }
