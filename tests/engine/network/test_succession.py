"""Who succeeds whom: the window to the day, the object, and what is known of both.

Every case has an object and two companies of its own, so that one network answers all of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from engine.network.graph import Graph, LeftOut
from engine.tables import Gate
from tests.engine.network.world import World, empty_world, kvk, network, person, relations
from tests.engine.register.invented import unit

END, START = date(2024, 2, 29), date(2024, 3, 30)
BANKRUPT = {"kind": "bankruptcy", "declared_on": END}
BAKER = "Bakkerij De Krakeling B.V."


@dataclass(frozen=True)
class Case:
    """One object; by default the old company went bankrupt there and a new one started.

    Attributes:
        name: what the case is about.
        expected: value of `trait`; the missing relation is `MISSING`.
        trait: property of the relation that is compared.
    """

    name: str
    expected: object
    trait: str = "days"
    old: Mapping[str, Any] = field(default_factory=dict)
    new: Mapping[str, Any] = field(default_factory=dict)
    stay: Mapping[str, Any] = field(default_factory=dict)
    start: Mapping[str, Any] = field(default_factory=dict)
    insolvency: Mapping[str, Any] | None = field(default_factory=lambda: BANKRUPT)
    officers: Sequence[tuple[str, str, str]] = ()
    activities: tuple[tuple[str, str] | None, tuple[str, str] | None] = (None, None)
    licences: Sequence[tuple[str | None, str, str | None]] = ()
    earlier: Mapping[str, Any] | None = None


MISSING = "no relation"


def ended(kind: str | None, day: date = END) -> dict[str, Any]:
    return {"end_kind": kind, "ended_on": day}


WINDOW = (
    Case("the day before the end", MISSING, start={"started_on": date(2024, 2, 28)}),
    Case("the day of the end", 0, start={"started_on": END}),
    Case("last day in, the month clamped", 364, start={"started_on": date(2025, 2, 27)}),
    Case("first day out, the month clamped", MISSING, start={"started_on": date(2025, 2, 28)}),
    Case("start not known", MISSING, start={"started_on": None}),
    Case("start known in part", MISSING, start={"started_on": None, "started_on_partial": "2024"}),
    Case("last day in", 365, insolvency={**BANKRUPT, "declared_on": date(2024, 1, 31)},
         start={"started_on": date(2025, 1, 30)}),
    Case("first day out", MISSING, insolvency={**BANKRUPT, "declared_on": date(2024, 1, 31)},
         start={"started_on": date(2025, 1, 31)}),
)  # fmt: skip
PLACE = (
    Case("another object", MISSING, start={"object_id": unit(999)}),
    Case("object of the new one not known", MISSING, start={"object_id": None}),
    Case("new one shielded", MISSING, start={"shielded": True}),
    Case("old one shielded", MISSING, stay={"shielded": True}),
    Case("there already under another number", MISSING,
         earlier={"started_on": date(2023, 3, 2), "ended_on": START}),
    Case("there since some year", MISSING, earlier={"started_on_partial": "2019"}),
    Case("first of two starts", 10, earlier={"started_on": date(2024, 3, 10)}),
)  # fmt: skip
STAY = (
    Case("left just in time", 30, stay={"ended_on": date(2023, 8, 30)}),
    Case("left too long before", MISSING, stay={"ended_on": date(2023, 8, 29)}),
    Case("closed after the end", 30, stay={"ended_on": date(2024, 6, 1)}),
    Case("left in a later month", 30, stay={"ended_on_partial": "2023-09"}),
    Case("left in that year, day not known", MISSING, stay={"ended_on_partial": "2023"}),
    Case("came on the day of the end", 30, stay={"started_on": END}),
    Case("came after the end", MISSING, stay={"started_on": date(2024, 3, 1)}),
    Case("came in a later year", MISSING, stay={"started_on_partial": "2025"}),
    Case("dates not known", 30, stay={"started_on": None}),
)
ENDS = (
    Case("insolvency register", "bankruptcy", "end_kind"),
    Case("Handelsregister", "bankruptcy", "end_kind", old=ended("bankruptcy"), insolvency=None),
    Case("turbo-liquidation", "turbo_liquidation", "end_kind",
         old=ended("turbo_liquidation"), insolvency=None),
    Case("ordinary dissolution", MISSING, "end_kind", old=ended("dissolution"), insolvency=None),
    Case("kind of end not known", MISSING, "end_kind", old=ended(None), insolvency=None),
    Case("suspension of payment", MISSING, "end_kind",
         insolvency={"kind": "suspension_of_payment", "declared_on": END}),
    Case("annulled", MISSING, "end_kind", insolvency={**BANKRUPT, "end_kind": "annulled"}),
    Case("declared long before the company ended", MISSING, old=ended("bankruptcy"),
         insolvency={**BANKRUPT, "declared_on": date(2022, 6, 1)}),
)  # fmt: skip
OFFICERS = (
    Case("director in both", True, "shares_officer",
         officers=[("old", "a", "director"), ("new", "a", "partner")]),
    Case("other people", False, "shares_officer",
         officers=[("old", "a", "director"), ("new", "b", "director")]),
    Case("officers of one not known", None, "shares_officer", officers=[("old", "a", "director")]),
    Case("trustee only", None, "shares_officer",
         officers=[("old", "c", "liquidator"), ("new", "c", "liquidator")]),
    Case("one could not be read", None, "shares_officer",
         officers=[("old", "a", "director"), ("new", "b", "director"), ("new", "", "director")]),
)  # fmt: skip
NAMES = (
    Case("trade name against statutory name", 1.0, "name_similarity",
         new={"statutory_name": "De Andere Zaak B.V.", "trade_names": ["bakkerij de krakeling"]}),
    Case("nothing alike", 0.0, "name_similarity", new={"statutory_name": "Oxummm NV"}),
    Case("name of a person", None, "name_similarity", new={"legal_form": "sole_trader"}),
    Case("no name", None, "name_similarity", new={"statutory_name": None}),
    Case("too short", None, "name_similarity", new={"statutory_name": "A1 B.V."}),
)  # fmt: skip
ACTIVITIES = (
    Case("first four digits", True, "same_activity4",
         activities=(("10711", "2025"), ("1071.2", "2025"))),
    Case("another group", False, "same_activity4", activities=(("1071", "2025"), ("1072", "2025"))),
    Case("another version", None, "same_activity4",
         activities=(("1071", "2008"), ("1071", "2025"))),
    Case("too few digits", None, "same_activity4", activities=(("107", "2025"), ("107", "2025"))),
    Case("activity of one not known", None, "same_activity4", activities=(None, ("1071", "2025"))),
)  # fmt: skip
LICENCES = (
    Case("both held one", True, "same_licence",
         licences=[("old", "alcohol", "lapsed"), ("new", "alcohol", "in_force")]),
    Case("of other kinds", False, "same_licence",
         licences=[("old", "alcohol", "lapsed"), ("new", "gaming", "in_force")]),
    Case("refused to the new one", False, "same_licence",
         licences=[("old", "alcohol", "lapsed"), ("new", "alcohol", "refused")]),
    Case("holder not known", None, "same_licence",
         licences=[("old", "alcohol", "lapsed"), (None, "alcohol", "in_force")]),
    Case("status not known", None, "same_licence",
         licences=[("old", "alcohol", None), ("new", "alcohol", "in_force")]),
    Case("no licence on the object", False, "same_licence"),
)  # fmt: skip
CASES = (*WINDOW, *PLACE, *STAY, *ENDS, *OFFICERS, *NAMES, *ACTIVITIES, *LICENCES)


def add(world: World, case: Case, number: int = 1) -> None:
    """Write a case on its own object; `old` and `new` are its companies."""
    party = {"old": kvk(1000 + number), "new": kvk(2000 + number), None: None}
    world.home(number)
    world.company(1000 + number, **{"statutory_name": BAKER, **case.old})
    world.company(2000 + number, **{"statutory_name": BAKER, **case.new})
    old = {**world.place(number), "started_on": date(2015, 1, 1), **case.stay}
    if "started_on_partial" in case.stay:
        old["started_on"] = None
    world.branch(1000 + number, party["old"] or "", **old)
    new = {**world.place(number), "started_on": START, **case.start}
    world.branch(2000 + number, party["new"] or "", **new)
    if case.earlier is not None:
        world.branch(3000 + number, party["new"] or "", **{**world.place(number), **case.earlier})
    if case.insolvency is not None:
        world.add("insolvency", case_id=f"F{number}", enterprise_id=party["old"], **case.insolvency)
    for who, letter, role in case.officers:
        people = {"enterprise_id": party[who], "party_id": person(letter) if letter else None}
        world.add("officer", role=role, **people)
    for branch, activity in zip((1000 + number, 2000 + number), case.activities, strict=True):
        if activity is not None:
            values = {"code": activity[0], "version": activity[1], "is_main": True}
            world.add("activity", branch_id=f"{branch:012d}", **values)
    for index, (holder, kind, status) in enumerate(case.licences):
        values = {"holder_id": party[holder], "kind": kind, "status": status}
        world.add("licence", licence_id=f"A{number}-{index}", **values, **world.place(number))


@pytest.fixture(scope="module")
def made() -> Iterator[Graph]:
    with empty_world() as world:
        for number, case in enumerate(CASES):
            add(world, case, number)
        graph = world.built()
    yield graph
    graph.close()


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_succession(made: Graph, case: Case) -> None:
    number = CASES.index(case)
    found = [
        row[4:] for row in relations(made, "SUCCEEDS", case.trait) if row[1] == kvk(2000 + number)
    ]
    assert found == ([] if case.expected is MISSING else [(case.expected,)])


def test_relation_says_when_where_and_after_what(world: World) -> None:
    add(world, Case("one", 30))
    names = ("id", "valid_from", "valid_to", "gate", "object_id", "end_kind", "record_key")
    found = relations(world.built(), "SUCCEEDS", *names)
    new, old = kvk(2001), kvk(1001)
    known = (f"SUCCEEDS:{new}:{old}:{unit(1)}", START, None, "O", unit(1), "bankruptcy")
    assert [row[:-1] for row in found] == [("Enterprise", new, "Enterprise", old, *known)]
    assert str(found[0][-1]).startswith("test:branch:")


def test_company_does_not_succeed_itself(world: World) -> None:
    add(world, Case("only the old one", MISSING, start={"enterprise_id": kvk(1001)}))
    assert relations(world.built(), "SUCCEEDS") == []


def test_busy_object_gives_no_successors_and_says_so(world: World) -> None:
    add(world, Case("busy", 30))
    world.branch(3, kvk(3), 1, started_on=date(2016, 1, 1))
    made = world.built(settings=network(hub_limit=2))
    assert relations(made, "SUCCEEDS") == []
    assert LeftOut("SUCCEEDS", "hub", None, 1) in made.left_out()
    assert len(relations(world.built(settings=network(hub_limit=3)), "SUCCEEDS")) == 1


@pytest.mark.parametrize("is_checked", [True, False], ids=["ceiling O", "no checked source"])
def test_what_may_not_be_read_of_people_is_unknown(world: World, is_checked: bool) -> None:
    both = [("old", "a", "director"), ("new", "a", "director")]
    add(world, Case("shared", True, officers=both))
    if not is_checked:
        world.con.execute("DELETE FROM source_table WHERE table_name IN ('licence', 'officer')")
    made = world.built(ceiling=Gate.O if is_checked else Gate.G1)
    assert [r[4:] for r in relations(made, "SUCCEEDS", "shares_officer", "same_licence")] == [
        (None, None)
    ]
