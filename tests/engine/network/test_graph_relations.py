"""Which record makes which relation, between which ends, and from when to when."""

from datetime import date
from typing import Any

import pytest

from engine.network.graph import LeftOut
from tests.engine.network.world import World, address, kvk, person, relations
from tests.engine.register.invented import unit

BEGIN, END = date(2020, 1, 1), date(2024, 6, 30)
SPAN = {"started_on": BEGIN, "ended_on": END}
DATES = ("valid_from", "valid_to")


def test_sole_shareholder_is_shareholder_and_every_other_role_is_officer(world: World) -> None:
    world.officer(kvk(1), kvk(2), "sole_shareholder", **SPAN)
    world.officer(kvk(1), person("a"), "authorised_representative")
    made = world.built()
    assert relations(made, "SHAREHOLDER_OF", "share", *DATES, "gate") == [
        ("Enterprise", kvk(2), "Enterprise", kvk(1), 1.0, BEGIN, END, "G1")
    ]
    assert relations(made, "OFFICER_OF", "role") == [
        ("Person", person("a"), "Enterprise", kvk(1), "authorised_representative")
    ]


def test_company_that_directs_itself_is_one_relation(world: World) -> None:
    world.officer(kvk(1), kvk(1))
    assert relations(world.built(), "OFFICER_OF") == [("Enterprise", kvk(1)) * 2]


def test_one_person_with_two_roles_has_two_relations_with_ids_of_their_own(world: World) -> None:
    world.officer(kvk(1), person("a"))
    world.officer(kvk(1), person("a"), "partner")
    ids = [row[4] for row in relations(world.built(), "OFFICER_OF", "id")]
    assert ids == ["OFFICER_OF:test:officer:1", "OFFICER_OF:test:officer:2"]


ENDS: dict[str, tuple[dict[str, object], dict[str, object], object, object]] = {
    "own end": ({"ended_on": END}, {"ended_on": date(2025, 1, 1)}, END, None),
    "ended with its company": ({}, {"ended_on": END}, END, None),
    "company ended some day": ({}, {"ended_on_partial": "2023"}, None, "2023"),
    "own end in part": ({"ended_on_partial": "2022"}, {"ended_on": END}, None, "2022"),
    "not ended": ({}, {}, None, None),
}


@pytest.mark.parametrize("kind", ["REGISTERED_AT", "BRANCH_OF"])
def test_branch_ends_by_itself_or_with_its_company(world: World, kind: str) -> None:
    world.home(1)
    for number, (branch, company, *_) in enumerate(ENDS.values()):
        values: dict[str, Any] = {"started_on": BEGIN, **world.place(1), **branch}
        world.branch(number, world.company(number, **company), **values)
    found = relations(world.built(), kind, "valid_from", "valid_to", "valid_to_partial")
    expected = {name: (BEGIN, *ends) for name, (_, _, *ends) in ENDS.items()}
    assert dict(zip(ENDS, [row[4:] for row in found], strict=True)) == expected


def test_right_is_on_the_parcel_when_the_title_names_one_else_on_the_place(world: World) -> None:
    world.home(1)
    world.add(
        "title",
        parcel_id="K1",
        holder_id=kvk(1),
        right="ownership",
        share="1/2",
        **SPAN,
        **world.place(1),
    )
    world.add("title", holder_id=person("b"), right="leasehold", **world.place(1))
    found = relations(world.built(), "HOLDS_RIGHT", "right", "share", *DATES)
    assert found == [
        ("Enterprise", kvk(1), "Parcel", "K1", "ownership", "1/2", BEGIN, END),
        ("Person", person("b"), "Address", address(1), "leasehold", None, None, None),
    ]


def test_sale_leads_from_the_object_to_the_buyer(world: World) -> None:
    world.add("transfer", parcel_id="K1", buyer_id=person("a"), kind="registered_purchase",
              price_eur=5e5, signed_on=BEGIN, lapsed_on=END)  # fmt: skip
    found = relations(world.built(), "SOLD_TO", "kind", "price_eur", *DATES)
    assert found == [
        ("Parcel", "K1", "Person", person("a"), "registered_purchase", 5e5, BEGIN, END)
    ]


def test_permit_has_an_applicant_and_places(world: World) -> None:
    world.home(1)
    world.home(2)
    world.add(
        "permit",
        permit_id="V1",
        applicant_id=kvk(1),
        decided_on=BEGIN,
        valid_until=END,
        **world.place(1),
    )
    world.add(
        "permit",
        permit_id="V1",
        applicant_id=kvk(1),
        decided_on=BEGIN,
        valid_until=END,
        **world.place(2),
    )
    made = world.built()
    assert relations(made, "APPLIED_FOR", *DATES) == [
        ("Enterprise", kvk(1), "Permit", "V1", BEGIN, None)
    ]
    last = date(2024, 7, 1)
    assert relations(made, "CONCERNS", *DATES) == [
        ("Permit", "V1", "Address", address(1), BEGIN, last),
        ("Permit", "V1", "Address", address(2), BEGIN, last),
    ]


def test_licence_has_a_holder_an_operator_and_managers_until_the_day_after_its_last(
    world: World,
) -> None:
    world.add(
        "licence",
        licence_id="A1",
        valid_from=BEGIN,
        valid_until=END,
        holder_id=kvk(1),
        operator_id=person("a"),
    )
    world.add("licence_manager", licence_id="A1", manager_id=person("b"), **SPAN)
    made = world.built()
    after = date(2024, 7, 1)
    assert relations(made, "HOLDS_LICENCE", *DATES) == [
        ("Enterprise", kvk(1), "Licence", "A1", BEGIN, after)
    ]
    assert relations(made, "OPERATES", *DATES) == [
        ("Person", person("a"), "Licence", "A1", BEGIN, after)
    ]
    assert relations(made, "MANAGES", *DATES) == [
        ("Person", person("b"), "Licence", "A1", BEGIN, END)
    ]


def test_licence_for_ever_ends_on_a_day_that_python_knows(world: World) -> None:
    world.add("licence", licence_id="A1", valid_until=date(9999, 12, 31), holder_id=kvk(1))
    assert relations(world.built(), "HOLDS_LICENCE", "valid_to")[0][4] == date(9999, 12, 31)


def test_measure_holds_until_it_ends_or_the_place_reopens(world: World) -> None:
    later = date(2024, 9, 1)
    for number, ends in enumerate(
        ({"ended_on": END, "reopened_on": later}, {"reopened_on": END}, {})
    ):
        world.add("measure", measure_id=f"M{number}", decided_on=BEGIN, location_id="L1", **ends)
    assert relations(world.built(), "MEASURE_AT", *DATES) == [
        ("Measure", "M0", "Location", "L1", BEGIN, END),
        ("Measure", "M1", "Location", "L1", BEGIN, END),
        ("Measure", "M2", "Location", "L1", BEGIN, None),
    ]


def test_insolvency_is_of_its_company(world: World) -> None:
    world.add(
        "insolvency", case_id="F1", enterprise_id=kvk(1), kind="bankruptcy", declared_on=BEGIN
    )
    assert relations(world.built(), "INSOLVENT", *DATES) == [
        ("Enterprise", kvk(1), "Insolvency", "F1", BEGIN, None)
    ]


def test_records_without_one_of_their_ends_are_counted(world: World) -> None:
    world.add("branch", branch_id="1")
    world.add("measure", measure_id="M1")
    world.add("insolvency", case_id="F1")
    world.add("title", holder_id=kvk(1))
    world.add("officer", enterprise_id=kvk(1), role="director")
    assert world.built().left_out() == (
        LeftOut("BRANCH_OF", "no_enterprise", "test", 1),
        LeftOut("HOLDS_RIGHT", "no_place", "test", 1),
        LeftOut("INSOLVENT", "no_enterprise", "test", 1),
        LeftOut("MEASURE_AT", "no_place", "test", 1),
        LeftOut("OFFICER_OF", "no_party", "test", 1),
        LeftOut("REGISTERED_AT", "no_place", "test", 1),
    )


def test_permit_without_applicant_is_complete(world: World) -> None:
    world.home(1)
    world.add("permit", permit_id="V1", **world.place(1))
    made = world.built()
    assert made.left_out() == ()
    assert relations(made, "CONCERNS") == [("Permit", "V1", "Address", address(1))]


def test_ids_with_quotes_are_only_text(world: World) -> None:
    odd = "V'1\"`}) DETACH DELETE n //"
    world.add("permit", permit_id=odd, location_id=f"L{unit(1)}")
    assert relations(world.built(), "CONCERNS") == [("Permit", odd, "Location", f"L{unit(1)}")]
