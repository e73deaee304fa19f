"""Which voorkomen counts on the peildatum, since when its status, and in which municipality."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.connectors.bag.world import (
    num,
    opr,
    part,
    pnd,
    read,
    read_records,
    relations,
    vbo,
    voorkomen,
    wpl,
    write,
    zipped,
)

INACTIVE = "<Historie:tijdstipInactiefLV>2020-01-01T00:00:00.000</Historie:tijdstipInactiefLV>"
NOT_BAG = "<Historie:tijdstipNietBagLV>2020-01-01T00:00:00.000</Historie:tijdstipNietBagLV>"
DAY = date(2026, 6, 15)
Relation = tuple[str, str, str | None, str]


def final(municipality: str, begin: str, end: str | None = None) -> Relation:
    """A definite relation of a woonplaats."""
    return municipality, begin, end, "definitief"


@pytest.mark.parametrize(
    ("start", "stop", "reason"),
    [
        pytest.param("2026-06-15", "", None, id="begins that day"),
        pytest.param("2026-06-16", "", "not yet valid", id="begins a day later"),
        pytest.param("2020-01-01", "2026-06-15", "superseded version", id="ends that day"),
        pytest.param("2020-01-01", "2026-06-16", None, id="ends a day later"),
        pytest.param("2026-06-15", "2026-06-15", "superseded version", id="empty interval"),
    ],
)
def test_actueel_is_half_open(start: str, stop: str, reason: str | None, tmp_path: Path) -> None:
    found = read_records(tmp_path, pnd(1, voorkomen(1, start, stop)), pnd(2), as_of=DAY)
    assert found.ignored == ({} if reason is None else {reason: 1})
    assert len(found.rows("building")) == (2 if reason is None else 1)


@pytest.mark.parametrize("mark", [INACTIVE, NOT_BAG])
def test_inactive_records_are_counted_and_never_used(mark: str, tmp_path: Path) -> None:
    found = read_records(tmp_path, pnd(1, voorkomen(lv=mark)), pnd(2))
    assert found.ignored == {"inactive": 1}
    assert (found.notes["inactive/PND"], found.notes["objects/PND"]) == (1, 1)


def test_demolished_and_withdrawn_objects_come_out_with_their_end_status(tmp_path: Path) -> None:
    found = read_records(
        tmp_path,
        pnd(1, voorkomen(1, "2010-01-01", "2026-02-03")),
        pnd(1, voorkomen(2, "2026-02-03"), status="Pand gesloopt"),
        vbo(1, voorkomen(2, "2026-02-03"), status="Verblijfsobject ingetrokken"),
        num(1, voorkomen(2, "2026-02-03"), status="Naamgeving ingetrokken"),
    )
    building = found.row("building")
    assert (building["status"], building["status_since"]) == ("Pand gesloopt", date(2026, 2, 3))
    assert found.row("address_unit")["status"] == "Verblijfsobject ingetrokken"
    assert found.row("address")["status"] == "Naamgeving ingetrokken"
    assert (found.notes["actueel/PND"], found.notes["huidig/PND"]) == (1, 0)


def test_status_since_is_the_start_of_the_present_run(tmp_path: Path) -> None:
    statuses = ["Pand in gebruik", "Verbouwing pand", "Pand in gebruik", "Pand in gebruik"]
    records = [
        pnd(
            1, voorkomen(n + 1, f"{2010 + n}-01-01", f"{2011 + n}-01-01" if n < 3 else ""), status=s
        )
        for n, s in enumerate(statuses)
    ]
    row = read_records(tmp_path, *records).row("building")
    assert (row["status_since"], row["valid_from"]) == (date(2012, 1, 1), date(2013, 1, 1))


@pytest.mark.parametrize(
    ("stop", "valid_to"),
    [("2026-11-01", date(2026, 11, 1)), ("2026-11-02", None), ("", None)],
    ids=["on as_of", "after as_of", "open"],
)
def test_an_announced_end_is_known_up_to_as_of(
    stop: str, valid_to: date | None, tmp_path: Path
) -> None:
    row = read_records(tmp_path, pnd(1, voorkomen(1, "2020-01-01", stop))).row("building")
    assert row["valid_to"] == valid_to


def test_of_two_actueel_voorkomens_the_latest_registration_is_used(tmp_path: Path) -> None:
    first = pnd(1, voorkomen(7, "2020-01-01", known="2021-01-01T00:00:00.000"), year="1900")
    last = pnd(1, voorkomen(2, "2010-01-01", known="2022-01-01T00:00:00.000"), year="2000")
    found = read_records(tmp_path, first, last, pnd(2))
    assert [row["built_year"] for row in found.rows("building")] == [2000, 1978]
    (bad,) = found.bad
    assert bad.reason.startswith("life cycle")
    assert bad.raw is not None
    assert bad.raw["voorkomenidentificatie"] == "7"
    assert found.notes["life_cycle_errors/PND"] == 1


def test_the_same_record_twice_is_no_life_cycle_error(tmp_path: Path) -> None:
    data = part(pnd(1), pnd(2))
    found = read(*write(tmp_path, {"a.xml": data, "b.zip": zipped({"a.xml": data})}))
    assert (len(found.rows("building")), found.bad) == (2, [])
    assert found.ignored == {"repeated record": 2}


def test_two_geometries_of_one_moment_are_a_life_cycle_error(tmp_path: Path) -> None:
    found = read_records(tmp_path, pnd(1), pnd(1).replace("100010", "100020"))
    assert len(found.bad) == len(found.rows("building")) == 1


def test_an_address_lies_where_its_own_ligt_in_says(tmp_path: Path) -> None:
    records = [
        wpl("3042"),
        wpl("1050", name="Elders"),
        opr(1, town="3042"),
        num(1),
        num(2, town="1050"),
        vbo(1, main=1),
        vbo(2, main=2, buildings=(2,)),
        pnd(1),
        pnd(2),
        pnd(3),
    ]
    relation = relations(
        ("3042", "1884", "2009-01-01", None, "definitief"),
        ("1050", "0362", "2009-01-01", None, "definitief"),
    )
    files = write(tmp_path, {"a.xml": part(*records), "r.xml": relation})
    found = read(*files)
    assert [row["address_id"] for row in found.rows("address")] == ["1884200000000001"]
    assert [row["object_id"] for row in found.rows("address_unit")] == ["1884010000000001"]
    buildings = [row["building_id"] for row in found.rows("building")]
    assert buildings == ["1884100000000001", "1884100000000003"]
    assert found.notes["municipality_by_id_prefix/PND"] == 1
    assert "municipality_by" not in found.notes
    other = read(*files, municipality="0362")
    assert other.row("address")["town"] == "Elders"
    assert other.row("building")["building_id"] == "1884100000000002"


def test_an_object_of_another_issuer_belongs_here_after_a_merger(tmp_path: Path) -> None:
    records = [opr("0645300000000001"), num("0645200000000001", street="0645300000000001")]
    relation = relations(("3042", "1884", "2009-01-01", None, "definitief"))
    found = read(*write(tmp_path, {"a.xml": part(*records), "r.xml": relation}))
    assert found.row("address")["address_id"] == "0645200000000001"


def test_a_pand_of_two_municipalities_is_in_both(tmp_path: Path) -> None:
    records = [
        opr(1, town="3042"),
        opr(2, town="1050"),
        num(1),
        num(2, street=2),
        vbo(1, main=1),
        vbo(2, main=2),
        pnd(1),
    ]
    relation = relations(
        ("3042", "1884", "2009-01-01", None, "definitief"),
        ("1050", "9999", "2009-01-01", None, "definitief"),
    )
    files = write(tmp_path, {"a.xml": part(*records), "r.xml": relation})
    for municipality in ("1884", "9999"):
        found = read(*files, municipality=municipality)
        assert len(found.rows("building")) == len(found.rows("address_unit")) == 1


@pytest.mark.parametrize(
    ("rows", "municipality"),
    [
        pytest.param(
            [final("0653", "2010-01-01"), final("1884", "2015-01-01")],
            "1884",
            id="latest begin of two open",
        ),
        pytest.param(
            [final("1884", "2010-01-01"), ("0653", "2015-01-01", None, "voorlopig")],
            "1884",
            id="definitief before voorlopig",
        ),
        pytest.param([("1884", "2010-01-01", None, "voorlopig")], "1884", id="only voorlopig"),
        pytest.param(
            [final("0653", "2010-01-01", "2020-01-01"), final("1884", "2009-01-01")],
            "1884",
            id="closed",
        ),
        pytest.param(
            [final("1884", "2010-01-01"), final("0653", "2030-01-01")],
            "1884",
            id="not yet open",
        ),
        pytest.param(
            [final("1884", "2010-01-01"), final("1884", "2010-01-01")],
            "1884",
            id="exactly repeated",
        ),
    ],
)
def test_the_gemeente_of_a_woonplaats(
    rows: list[Relation], municipality: str, tmp_path: Path
) -> None:
    relation = relations(*(("3042", *row) for row in rows))
    files = write(tmp_path, {"a.xml": part(opr(), num("9999200000000001")), "r.xml": relation})
    found = read(*files, municipality=municipality)
    assert len(found.rows("address")) == 1
    assert found.records == len(rows) + 2


def test_without_relations_the_id_decides_and_a_note_says_so(tmp_path: Path) -> None:
    found = read_records(tmp_path, num(1), num("0363200000000001"))
    assert [row["address_id"] for row in found.rows("address")] == ["1884200000000001"]
    assert found.notes["municipality_by"] == "id prefix: the delivery has no GEM-WPL-RELATIE"
    assert found.ignored == {"other municipality": 1}


@settings(max_examples=15)
@given(
    years=st.lists(st.integers(2000, 2030), min_size=1, max_size=6, unique=True),
    order=st.randoms(use_true_random=False),
    day=st.integers(1999, 2031),
)
def test_a_chain_of_voorkomens_has_one_version_per_day(
    tmp_path_factory: pytest.TempPathFactory, years: list[int], order: object, day: int
) -> None:
    chain = sorted(years)
    ends = [*(f"{y}-01-01" for y in chain[1:]), ""]
    records = [
        pnd(1, voorkomen(n + 1, f"{y}-01-01", ends[n]), year=str(y)) for n, y in enumerate(chain)
    ]
    order.shuffle(records)  # type: ignore[attr-defined]
    folder = tmp_path_factory.mktemp("chain")
    found = read_records(folder, *records, as_of=date(day, 6, 1), stand="2031-12-31")
    begun = [y for y in chain if y <= day]
    assert [row["built_year"] for row in found.rows("building")] == begun[-1:]
    assert found.bad == []
    assert found.records == len(records)
