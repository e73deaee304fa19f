"""Who succeeds whom: the window to the day, the object, and what is known of both."""

from datetime import date
from typing import Any

import pytest

from engine.network.graph import LeftOut
from engine.tables import Gate
from tests.engine.network.world import World, kvk, network, person, relations
from tests.engine.register.invented import unit

OLD, NEW = kvk(1), kvk(2)
END = date(2025, 1, 31)


@pytest.fixture
def fallen(world: World) -> World:
    """The old company went bankrupt on the object, without a branch of a new one yet."""
    world.home(1)
    world.company(1, statutory_name="Bakkerij De Krakeling B.V.")
    world.branch(1, OLD, 1, started_on=date(2015, 1, 1))
    world.add("insolvency", case_id="F1", enterprise_id=OLD, kind="bankruptcy", declared_on=END)
    return world


def start(world: World, day: date | None, **more: Any) -> None:
    world.company(2, statutory_name="Bakkerij Krakeling V.O.F. B.V.")
    world.branch(2, NEW, **{"at": 1, "started_on": day, **more})


def days(world: World, **changes: Any) -> list[object]:
    made = world.built(settings=network(**changes))
    return [row[4] for row in relations(made, "SUCCEEDS", "days")]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2025, 1, 30), [], id="the day before the end"),
        pytest.param(END, [0], id="the day itself"),
        pytest.param(date(2025, 2, 27), [27], id="last day in, the month ends on the 28th"),
        pytest.param(date(2025, 2, 28), [], id="first day out, the month ends on the 28th"),
        pytest.param(None, [], id="start not known"),
    ],
)
def test_start_counts_from_the_end_until_the_months_are_over(
    fallen: World, day: date | None, expected: list[object]
) -> None:
    start(fallen, day)
    assert days(fallen, succession_months=1) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2026, 1, 30), [364], id="last day in"),
        pytest.param(date(2026, 1, 31), [], id="first day out"),
    ],
)
def test_shipped_window_is_twelve_months(fallen: World, day: date, expected: list[object]) -> None:
    start(fallen, day)
    assert days(fallen) == expected


def test_relation_says_when_where_and_after_what(fallen: World) -> None:
    start(fallen, date(2025, 3, 2))
    found = relations(
        fallen.built(), "SUCCEEDS", "id", "valid_from", "valid_to", "record_key", "gate",
        "object_id", "end_kind", "days",
    )  # fmt: skip
    key = found[0][7]
    assert found == [
        ("Enterprise", NEW, "Enterprise", OLD, f"SUCCEEDS:{NEW}:{OLD}:{unit(1)}", date(2025, 3, 2),
         None, key, "O", unit(1), "bankruptcy", 30)
    ]  # fmt: skip
    assert str(key).startswith("test:branch:")


def test_company_does_not_succeed_itself(fallen: World) -> None:
    fallen.branch(2, OLD, 1, started_on=date(2025, 3, 2))
    assert days(fallen) == []


def test_company_that_was_there_already_does_not_succeed_by_another_branch(fallen: World) -> None:
    start(fallen, date(2025, 3, 2))
    fallen.branch(3, NEW, 1, started_on=date(2024, 3, 2), ended_on=date(2025, 3, 2))
    assert days(fallen) == []


def test_company_that_was_there_since_some_year_does_not_succeed(fallen: World) -> None:
    start(fallen, date(2025, 3, 2))
    fallen.branch(3, NEW, 1, started_on_partial="2019")
    assert days(fallen) == []


def test_first_of_two_starts_counts(fallen: World) -> None:
    start(fallen, date(2025, 3, 2))
    fallen.branch(3, NEW, 1, started_on=date(2025, 2, 10))
    assert days(fallen) == [10]


@pytest.mark.parametrize(
    ("branch", "expected"),
    [
        pytest.param({"at": 2}, [], id="another object"),
        pytest.param({"at": None, "location_id": f"L{unit(1)}"}, [], id="object not known"),
        pytest.param({"shielded": True}, [], id="shielded"),
    ],
)
def test_start_counts_on_the_same_shown_object_only(
    fallen: World, branch: dict[str, Any], expected: list[object]
) -> None:
    fallen.home(2)
    start(fallen, date(2025, 3, 2), **branch)
    assert days(fallen) == expected


@pytest.mark.parametrize(
    ("stay", "expected"),
    [
        pytest.param({"ended_on": date(2024, 8, 1)}, [30], id="left just in time"),
        pytest.param({"ended_on": date(2024, 7, 31)}, [], id="left too long before"),
        pytest.param({"ended_on": date(2025, 6, 1)}, [30], id="closed after the end"),
        pytest.param({"ended_on_partial": "2024-08"}, [30], id="left in a later month"),
        pytest.param({"ended_on_partial": "2024"}, [], id="left in that year, day not known"),
        pytest.param({"started_on": END}, [30], id="came on the day of the end"),
        pytest.param({"started_on": date(2025, 2, 1)}, [], id="came after the end"),
        pytest.param({"started_on_partial": "2026"}, [], id="came in a later year"),
        pytest.param({}, [30], id="nothing known of its dates"),
    ],
)
def test_old_company_was_on_the_object_until_shortly_before_its_end(
    world: World, stay: dict[str, Any], expected: list[object]
) -> None:
    world.home(1)
    world.branch(1, world.company(1), 1, **stay)
    world.add("insolvency", case_id="F1", enterprise_id=OLD, kind="bankruptcy", declared_on=END)
    start(world, date(2025, 3, 2))
    assert days(world, vacated_months=6) == expected


@pytest.mark.parametrize(
    ("end_kind", "expected"),
    [
        pytest.param("bankruptcy", ["bankruptcy"], id="bankruptcy known from the Handelsregister"),
        pytest.param("turbo_liquidation", ["turbo_liquidation"], id="turbo-liquidation"),
        pytest.param("dissolution", [], id="ordinary dissolution"),
        pytest.param("merger", [], id="merger"),
        pytest.param(None, [], id="end of which the kind is not known"),
    ],
)
def test_end_in_the_handelsregister_counts_by_its_kind(
    world: World, end_kind: str | None, expected: list[object]
) -> None:
    world.home(1)
    world.branch(1, world.company(1, end_kind=end_kind, ended_on=END), 1)
    start(world, date(2025, 3, 2))
    found = relations(world.built(), "SUCCEEDS", "end_kind")
    assert [row[4] for row in found] == expected


def test_bankruptcy_counts_from_its_declaration_not_from_the_end_of_the_company(
    fallen: World,
) -> None:
    fallen.con.execute(
        "UPDATE enterprise SET end_kind = 'bankruptcy', ended_on = DATE '2025-12-01'"
    )
    start(fallen, date(2026, 2, 1))
    assert days(fallen) == []


@pytest.mark.parametrize(
    "case",
    [{"kind": "suspension_of_payment"}, {"kind": "bankruptcy", "end_kind": "annulled"}],
    ids=["suspension of payment", "annulled bankruptcy"],
)
def test_no_other_insolvency_counts(world: World, case: dict[str, Any]) -> None:
    world.home(1)
    world.branch(1, world.company(1), 1)
    world.add("insolvency", case_id="F1", enterprise_id=OLD, declared_on=END, **case)
    start(world, date(2025, 3, 2))
    assert days(world) == []


def test_busy_object_gives_no_successors_and_says_so(fallen: World) -> None:
    start(fallen, date(2025, 3, 2))
    fallen.branch(3, kvk(3), 1, started_on=date(2016, 1, 1))
    made = fallen.built(settings=network(hub_limit=2))
    assert relations(made, "SUCCEEDS") == []
    assert LeftOut("SUCCEEDS", "hub", None, 1) in made.left_out()
    assert days(fallen, hub_limit=3) == [30]


def trait(world: World, name: str, **options: Any) -> object:
    found = relations(world.built(**options), "SUCCEEDS", name)
    assert len(found) == 1
    return found[0][4]


@pytest.mark.parametrize(
    ("officers", "expected"),
    [
        pytest.param([(OLD, "a", "director"), (NEW, "a", "partner")], True, id="in both"),
        pytest.param([(OLD, "a", "director"), (NEW, "b", "director")], False, id="others"),
        pytest.param([(OLD, "a", "director")], None, id="not known of the new one"),
        pytest.param([(OLD, "c", "liquidator"), (NEW, "c", "liquidator")], None, id="trustee only"),
    ],
)
def test_shares_officer(
    fallen: World, officers: list[tuple[str, str, str]], expected: bool | None
) -> None:
    for company, letter, role in officers:
        fallen.officer(company, person(letter), role)
    start(fallen, date(2025, 3, 2))
    assert trait(fallen, "shares_officer") is expected


def test_officer_that_could_not_be_read_leaves_it_open(fallen: World) -> None:
    fallen.officer(OLD, person("a"))
    fallen.officer(NEW, person("b"))
    fallen.add("officer", enterprise_id=NEW, role="director")
    start(fallen, date(2025, 3, 2))
    assert trait(fallen, "shares_officer") is None


def test_names_are_compared_without_form_and_signs(fallen: World) -> None:
    fallen.company(2, statutory_name="De Andere Zaak B.V.", trade_names=["bakkerij de krakeling"])
    fallen.branch(2, NEW, at=1, started_on=date(2025, 3, 2))
    assert trait(fallen, "name_similarity") == 1.0


@pytest.mark.parametrize(
    "company",
    [{"legal_form": "sole_trader"}, {"statutory_name": None}, {"statutory_name": "A1 B.V."}],
    ids=["name of a person", "no name", "too short to say anything"],
)
def test_names_that_may_not_or_cannot_be_compared_are_unknown(
    fallen: World, company: dict[str, Any]
) -> None:
    fallen.company(2, **{"statutory_name": "Bakkerij De Krakeling", **company})
    fallen.branch(2, NEW, at=1, started_on=date(2025, 3, 2))
    assert trait(fallen, "name_similarity") is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(("10711", "2025"), ("1071.2", "2025"), True, id="first four digits"),
        pytest.param(("1071", "2025"), ("1072", "2025"), False, id="another group"),
        pytest.param(("1071", "2008"), ("1071", "2025"), None, id="another version"),
        pytest.param(("107", "2025"), ("107", "2025"), None, id="too few digits"),
        pytest.param(None, ("1071", "2025"), None, id="not known of one"),
    ],
)
def test_same_activity(
    fallen: World, old: tuple[str, str] | None, new: tuple[str, str], expected: bool | None
) -> None:
    for branch, activity in ((1, old), (2, new)):
        if activity:
            code, version = activity
            fallen.add(
                "activity", branch_id=f"{branch:012d}", code=code, version=version, is_main=True
            )
    start(fallen, date(2025, 3, 2))
    assert trait(fallen, "same_activity4") is expected


@pytest.mark.parametrize(
    ("licences", "expected"),
    [
        pytest.param([(OLD, "alcohol", "lapsed"), (NEW, "alcohol", "in_force")], True, id="both"),
        pytest.param([(OLD, "alcohol", "lapsed"), (NEW, "gaming", "in_force")], False, id="kinds"),
        pytest.param(
            [(OLD, "alcohol", "lapsed"), (NEW, "alcohol", "refused")], False, id="refused"
        ),
        pytest.param(
            [(OLD, "alcohol", "lapsed"), (None, "alcohol", "in_force")], None, id="holder not known"
        ),
        pytest.param(
            [(OLD, "alcohol", None), (NEW, "alcohol", "in_force")], None, id="status not known"
        ),
        pytest.param([], False, id="no licence on the object"),
    ],
)
def test_same_licence(
    fallen: World, licences: list[tuple[str | None, str, str | None]], expected: bool | None
) -> None:
    for number, (holder, kind, status) in enumerate(licences):
        fallen.add(
            "licence",
            licence_id=f"A{number}",
            holder_id=holder,
            kind=kind,
            status=status,
            **fallen.place(1),
        )
    start(fallen, date(2025, 3, 2))
    assert trait(fallen, "same_licence") is expected


def test_without_a_checked_source_what_people_hold_is_unknown(fallen: World) -> None:
    fallen.con.execute("DELETE FROM source_table WHERE table_name IN ('licence', 'officer')")
    fallen.officer(OLD, person("a"))
    fallen.officer(NEW, person("a"))
    start(fallen, date(2025, 3, 2))
    assert trait(fallen, "same_licence") is None
    assert trait(fallen, "shares_officer") is None


def test_under_an_open_ceiling_what_people_hold_is_unknown(fallen: World) -> None:
    fallen.officer(OLD, person("a"))
    fallen.officer(NEW, person("a"))
    start(fallen, date(2025, 3, 2))
    assert trait(fallen, "shares_officer", ceiling=Gate.O) is None
    assert trait(fallen, "same_licence", ceiling=Gate.O) is None
