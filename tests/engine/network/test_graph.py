"""The network of a register: its layout, numbers, nodes, and what may not enter."""

import random
from datetime import date
from pathlib import Path

from engine.duck import connect
from engine.network import graph
from engine.network.graph import Graph, LeftOut, Oddity
from engine.network.schema import NODES, RELATIONS, Property
from engine.snapshot import Run
from engine.tables import TABLES, Gate
from tests.engine.network.world import SETTINGS, World, kvk, person, properties, relations
from tests.engine.register.invented import DAY, unit


def _columns(made: Graph, table: str) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in made.con.execute(f"DESCRIBE {table}").fetchall()]


def _expected(items: tuple[Property, ...]) -> list[tuple[str, str]]:
    return [(item.name, item.type.value) for item in items]


def test_empty_register_has_every_table_empty(world: World) -> None:
    made = world.built()
    assert _columns(made, "nodes") == [("nid", "BIGINT"), ("label", "VARCHAR"), ("id", "VARCHAR")]
    for label, node in NODES.items():
        table = f"node_{label.lower()}"
        assert _columns(made, table) == [("nid", "BIGINT"), *_expected(node.properties)]
    ends = [("rid", "BIGINT"), ("from_nid", "BIGINT"), ("to_nid", "BIGINT")]
    for kind, relation in RELATIONS.items():
        assert _columns(made, f"rel_{kind.lower()}") == [*ends, *_expected(relation.properties)]
    assert made.con.execute("SELECT count(*) FROM nodes").fetchone() == (0,)
    assert made.left_out() == ()
    assert made.as_of == DAY
    assert made.ceiling is Gate.G1


def test_schema_reads_columns_that_exist() -> None:
    read = {name for r in RELATIONS.values() for name in r.reads}
    own = [*(n.properties for n in NODES.values()), *(r.properties for r in RELATIONS.values())]
    read |= {name for items in own for p in items for name in p.reads}
    for name in sorted(read):
        table, column = name.split(".")
        assert TABLES[table].column(column).name == column


def test_no_relation_is_opener_than_the_records_that_make_it() -> None:
    for kind, relation in RELATIONS.items():
        gates = [TABLES[t].gate_of(c) for t, c in (name.split(".") for name in relation.reads)]
        assert relation.gate.rank >= max(gate.rank for gate in gates), kind


def test_numbers_follow_label_and_id_and_kind_and_id(world: World) -> None:
    world.home(1)
    one, two = world.company(2), world.company(1)
    world.branch(2, one, 1)
    world.branch(1, two, 1)
    world.officer(one, person("a"))
    made = world.built()
    nodes = made.con.execute("SELECT nid, label, id FROM nodes").fetchall()
    assert [row[0] for row in nodes] == list(range(len(nodes)))
    assert [row[1:] for row in nodes] == sorted(row[1:] for row in nodes)
    found = [
        (rid, kind, id)
        for kind in sorted(RELATIONS)
        for rid, id in made.con.execute(f"SELECT rid, id FROM rel_{kind.lower()}").fetchall()
    ]
    assert [row[0] for row in found] == list(range(len(found)))
    assert [row[1:] for row in found] == sorted(row[1:] for row in found)
    assert len({row[2] for row in found}) == len(found)


def test_order_of_rows_changes_nothing(world: World) -> None:
    for number in (1, 2, 3):
        world.home(number)
        world.company(number, statutory_name=f"Proefbedrijf {number} B.V.")
        world.branch(number, kvk(number), number)
        world.officer(kvk(number), person("ab"[number % 2]), source=f"s{number}")
        world.checked(f"s{number}", "officer")
    world.add("enterprise", enterprise_id=kvk(1), legal_form="nv", source="other", employees=7)
    first = _content(world.built())
    for table in ("enterprise", "officer", "branch", "location_member"):
        rows = world.con.execute(f"FROM {table}").fetchall()
        random.Random(5).shuffle(rows)
        world.con.execute(f"DELETE FROM {table}")
        marks = ", ".join("?" * len(rows[0]))
        world.con.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    assert _content(world.built()) == first


def _content(made: Graph) -> dict[str, list[tuple[object, ...]]]:
    names = [row[0] for row in made.con.execute("SHOW TABLES").fetchall()]
    return {name: made.con.execute(f"FROM {name}").fetchall() for name in names}


def test_two_sources_make_one_node_of_what_the_first_knows(world: World) -> None:
    world.company(1, source="b", legal_form="nv", employees=5, statutory_name="Late B.V.")
    world.company(1, source="a", legal_form="bv", statutory_name="Vroege B.V.")
    made = world.built()
    told = properties(made, "Enterprise", kvk(1), "legal_form", "name", "employees")
    assert told == ("bv", "Vroege B.V.", 5)


def test_two_sources_that_tell_one_thing_make_parallel_relations(world: World) -> None:
    world.branch(1, kvk(1), source="a")
    world.branch(1, kvk(1), source="b")
    found = relations(world.built(), "BRANCH_OF", "source")
    assert [row[4] for row in found] == ["a", "b"]


def test_what_is_only_mentioned_is_a_node_of_which_nothing_is_known(world: World) -> None:
    world.officer(kvk(7), person("c"))
    made = world.built()
    assert properties(made, "Enterprise", kvk(7), "name", "started_on", "main_sbi") == (None,) * 3
    assert relations(made, "OFFICER_OF") == [("Person", person("c"), "Enterprise", kvk(7))]


def test_name_of_people_is_no_property(world: World) -> None:
    forms = ("bv", "sole_trader", "general_partnership", None)
    for number, form in enumerate(forms):
        world.company(number, legal_form=form, statutory_name="Jansen Beheer")
    made = world.built()
    names = [properties(made, "Enterprise", kvk(n), "name") for n in range(len(forms))]
    assert names == [("Jansen Beheer",), (None,), (None,), (None,)]


def test_activity_is_the_main_one_of_the_newest_version_and_of_the_main_branch(
    world: World,
) -> None:
    main, side = world.branch(1, world.company(1), is_main=True), world.branch(2, kvk(1))
    for code, version, is_main in (
        ("01.41", "2008", True),
        ("01412", "2025", True),
        ("4711", "2025", False),
    ):
        world.add("activity", branch_id=main, code=code, version=version, is_main=is_main)
    world.add("activity", branch_id=side, code="9602", version="2025")
    made = world.built()
    assert properties(made, "Branch", main, "main_sbi", "sbi_version") == ("01412", "2025")
    assert properties(made, "Branch", side, "main_sbi", "sbi_version") == ("9602", "2025")
    assert properties(made, "Enterprise", kvk(1), "main_sbi", "sbi_version") == ("01412", "2025")


def test_activity_is_unknown_when_no_source_says_which_is_the_main_one(world: World) -> None:
    branch = world.branch(1, world.company(1))
    for code in ("4711", "9602"):
        world.add("activity", branch_id=branch, code=code, version="2025")
    made = world.built()
    assert properties(made, "Branch", branch, "main_sbi") == (None,)
    assert properties(made, "Enterprise", kvk(1), "main_sbi") == (None,)


def test_facts_about_people_of_an_unchecked_source_stay_out_and_are_counted(world: World) -> None:
    world.home(1)
    world.officer(kvk(1), person("a"), source="hr")
    world.add(
        "measure", source="vth", measure_id="M1", kind="warning", decided_on=DAY, **world.place(1)
    )
    world.add("permit", source="vth", permit_id="V1", applicant_id=person("b"), **world.place(1))
    made = world.built()
    assert made.con.execute(
        "SELECT count(*) FROM nodes WHERE label IN ('Person', 'Measure')"
    ).fetchone() == (0,)
    assert relations(made, "PERMIT_AT") == [
        ("Permit", "V1", "Address", world.place(1)["address_id"])
    ]
    assert made.left_out() == (
        LeftOut("APPLIED_FOR", "no_privacy_check", "vth", 1),
        LeftOut("MEASURE_AT", "no_privacy_check", "vth", 1),
        LeftOut("OFFICER_OF", "no_privacy_check", "hr", 1),
        LeftOut("SHAREHOLDER_OF", "no_privacy_check", "hr", 1),
    )


def test_under_the_ceiling_nothing_of_a_stricter_gate_enters(world: World) -> None:
    world.home(1)
    world.officer(kvk(1), person("a"))
    world.add(
        "licence", licence_id="A1", holder_id=kvk(1), operator_id=person("b"), **world.place(1)
    )
    world.add("title", parcel_id="K1", holder_id=kvk(1), **world.place(1))
    made = world.built(ceiling=Gate.O)
    for kind, relation in RELATIONS.items():
        if relation.gate is not Gate.O:
            assert relations(made, kind) == [], kind
    labels = made.con.execute("SELECT DISTINCT label FROM nodes ORDER BY 1").fetchall()
    assert labels == [("Address",), ("Licence",), ("Location",), ("Parcel",)]
    kinds = {row.kind for row in made.left_out() if row.reason == "gate"}
    assert {"OFFICER_OF", "HOLDS_LICENCE", "OPERATES", "HOLDS_RIGHT"} <= kinds


def test_party_that_is_no_number_and_no_pseudonym_never_enters(world: World) -> None:
    world.officer(kvk(1), "Jan de Vries")
    made = world.built()
    assert relations(made, "OFFICER_OF") == []
    assert made.left_out() == (LeftOut("OFFICER_OF", "no_party", "test", 1),)
    assert "Jan de Vries" not in str(_content(made))


def test_shielded_branch_shows_no_place(world: World) -> None:
    world.home(1)
    world.branch(1, world.company(1), 1, shielded=True)
    made = world.built()
    assert relations(made, "REGISTERED_AT") == []
    assert len(relations(made, "BRANCH_OF")) == 1
    assert made.left_out() == (LeftOut("REGISTERED_AT", "shielded", "test", 1),)
    assert properties(made, "Branch", "000000000001", "location_id", "object_id") == (None, None)


def test_branch_tells_its_location_and_object(world: World) -> None:
    world.home(1)
    world.branch(1, world.company(1), 1)
    found = properties(world.built(), "Branch", "000000000001", "location_id", "object_id")
    assert found == (f"L{unit(1)}", unit(1))


def test_odd_dates_are_kept_as_delivered_and_counted(world: World) -> None:
    world.officer(kvk(1), person("a"), started_on=date(2025, 5, 1), ended_on=date(2024, 5, 1))
    world.officer(kvk(1), person("b"), started_on_partial="2019", ended_on_partial="2021-03")
    world.officer(kvk(1), person("c"))
    made = world.built()
    names = ("valid_from", "valid_to", "valid_from_partial", "valid_to_partial")
    assert [row[4:] for row in relations(made, "OFFICER_OF", *names)] == [
        (date(2025, 5, 1), date(2024, 5, 1), None, None),
        (None, None, "2019", "2021-03"),
        (None, None, None, None),
    ]
    assert made.oddities() == (
        Oddity("OFFICER_OF", "ends_before_it_begins", 1),
        Oddity("OFFICER_OF", "undated_begin", 1),
        Oddity("OFFICER_OF", "undated_end", 1),
    )


def test_network_of_a_published_run_is_that_of_its_register(sample_run: Run) -> None:
    with graph.of_run(sample_run, settings=SETTINGS) as made:
        people = made.con.execute("SELECT count(*) FROM node_person").fetchone()
        assert people is not None
        assert people[0] > 0
        assert made.as_of == sample_run.as_of
        lost = made.con.execute(
            "SELECT count(*) FROM nodes WHERE label = 'Branch' AND nid NOT IN "
            "(SELECT from_nid FROM rel_branch_of)"
        ).fetchone()
        assert lost == (0,)
        assert {row.reason for row in made.left_out()} <= {"shielded", "no_place", "no_party"}


def test_every_placed_record_of_the_sample_leads_to_its_own_location_only(sample_run: Run) -> None:
    with sample_run.connect() as register:
        expected = register.execute(
            "SELECT branch_id, location_id FROM branch WHERE location_id IS NOT NULL "
            "AND NOT coalesce(shielded, false) ORDER BY ALL"
        ).fetchall()
    with graph.of_run(sample_run, settings=SETTINGS) as made:
        found = made.con.execute(
            """
WITH RECURSIVE walk AS (
    SELECT from_nid AS branch, to_nid AS place FROM rel_registered_at
    UNION SELECT w.branch, p.to_nid FROM walk w JOIN rel_part_of p ON p.from_nid = w.place
)
SELECT b.id, l.id FROM walk JOIN node_branch b ON b.nid = branch
JOIN node_location l ON l.nid = place ORDER BY ALL"""
        ).fetchall()
    assert len(expected) > 100
    assert found == expected


def test_network_is_kept_in_a_file_when_one_is_named(world: World, tmp_path: Path) -> None:
    world.home(1)
    made = graph.build(
        world.con, as_of=DAY, settings=SETTINGS, database=str(tmp_path / "graph.duckdb")
    )
    made.close()
    again = Graph(connect(str(tmp_path / "graph.duckdb")))
    assert again.as_of == DAY
    assert properties(again, "Location", f"L{unit(1)}", "label") == ("Pad 1",)
    again.close()


def test_sources_with_a_check_are_read_from_the_record_of_a_run() -> None:
    rows: list[dict[str, object]] = [
        {"source": "b", "table": "officer", "privacy_check": "PT-2"},
        {"source": "a", "table": "officer", "privacy_check": "PT-1"},
        {"source": "c", "table": "title", "privacy_check": " "},
        {"source": "d", "table": "title", "privacy_check": None},
    ]
    assert graph.checked_of(rows) == {"officer": ["a", "b"]}
