"""Which enterprises count as one, and which must never."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.register import clusters
from tests.engine.register.invented import Land, empty_land

PERSON, OTHER = "Paaaaaaaaaaaaaaaaaaaa", "Pbbbbbbbbbbbbbbbbbbbb"


def kvk(number: int) -> str:
    return f"{90000000 + number}"


def enterprise(land: Land, number: int, form: str = "bv", **more: object) -> str:
    values = {"started_on": date(2000 + number, 1, 1), "employees": 1} | more
    land.add("enterprise", enterprise_id=kvk(number), legal_form=form, **values)
    return kvk(number)


def officer(land: Land, company: str, role: str, party: str, **more: object) -> None:
    legal = party.isdigit()
    values: dict[str, object] = {"party_kind": "legal" if legal else "natural"}
    values["party_enterprise_id"] = party if legal else None
    land.add(
        "officer", source="hr", enterprise_id=company, role=role, party_id=party, **values | more
    )


def works(
    land: Land, company: str, code: str = "0141", place: str = "L1", version: str = "2008"
) -> None:
    branch = f"{company}-{place}"
    land.add("branch", branch_id=branch, enterprise_id=company, location_id=place)
    land.add("activity", branch_id=branch, code=code, version=version, is_main=True)


def found(land: Land) -> dict[str, tuple[str, str]]:
    clusters.build(land.con)
    rows = land.con.execute("FROM enterprise_cluster").fetchall()
    assert [row[0] for row in rows] == sorted({row[0] for row in rows})
    return {row[0]: (row[1], row[2]) for row in rows}


@pytest.fixture
def land() -> Iterator[Land]:
    with empty_land() as made:
        made.checked("hr", "officer")
        yield made


def test_no_enterprises_no_clusters(land: Land) -> None:
    assert found(land) == {}


def test_without_officers_each_enterprise_is_its_own_cluster(land: Land) -> None:
    one, two = enterprise(land, 1), enterprise(land, 2)
    assert found(land) == {one: (f"C{one}", "single"), two: (f"C{two}", "single")}


def test_straw_man_as_director_of_two_companies_leaves_two_clusters(land: Land) -> None:
    one, two = enterprise(land, 1), enterprise(land, 2)
    for company in (one, two):
        officer(land, company, "director", PERSON)
        works(land, company)
    assert {cluster for cluster, _ in found(land).values()} == {f"C{one}", f"C{two}"}


def test_company_that_directs_two_others_joins_none_of_them(land: Land) -> None:
    trust, one, two = (enterprise(land, number) for number in (1, 2, 3))
    for company in (one, two):
        officer(land, company, "director", trust)
    assert {why for _, why in found(land).values()} == {"single"}


def test_holding_as_director_of_its_works_company_is_one_cluster(land: Land) -> None:
    holding, company = enterprise(land, 1), enterprise(land, 2)
    officer(land, company, "director", holding)
    assert found(land) == {
        holding: (f"C{holding}", "ownership"),
        company: (f"C{holding}", "ownership"),
    }


def test_hired_director_does_not_join_a_company_that_someone_else_owns(land: Land) -> None:
    hired, company = enterprise(land, 1), enterprise(land, 2)
    officer(land, company, "director", hired)
    officer(land, company, "sole_shareholder", PERSON)
    assert {why for _, why in found(land).values()} == {"single"}


def test_two_holdings_that_direct_one_company_together_are_two_parties(land: Land) -> None:
    one, other, company = (enterprise(land, number) for number in (1, 2, 3))
    for holding in (one, other):
        officer(land, company, "director", holding)
    assert {why for _, why in found(land).values()} == {"single"}


def test_holding_that_stays_when_the_other_left_controls_alone(land: Land) -> None:
    stays, left, company = (enterprise(land, number) for number in (1, 2, 3))
    officer(land, company, "director", stays)
    officer(land, company, "director", left, ended_on=date(2020, 1, 1))
    rows = found(land)
    assert rows[company] == rows[stays] == (f"C{stays}", "ownership")
    assert rows[left][1] == "single"


def test_mother_joins_all_daughters_even_when_not_in_the_register(land: Land) -> None:
    one, two = enterprise(land, 1), enterprise(land, 2)
    for company in (one, two):
        officer(land, company, "sole_shareholder", kvk(77))
    assert found(land) == {one: (f"C{one}", "ownership"), two: (f"C{one}", "ownership")}


def test_one_daughter_of_an_unknown_mother_is_single(land: Land) -> None:
    one = enterprise(land, 1)
    officer(land, one, "sole_shareholder", kvk(77))
    assert found(land) == {one: (f"C{one}", "single")}


def test_same_sole_shareholder_is_one_cluster(land: Land) -> None:
    holding, company, trader = enterprise(land, 2), enterprise(land, 1), enterprise(land, 3)
    officer(land, holding, "sole_shareholder", PERSON)
    officer(land, company, "sole_shareholder", PERSON)
    officer(land, trader, "sole_trader", PERSON)
    assert set(found(land).values()) == {(f"C{company}", "sole_shareholder")}


def test_sold_company_leaves_the_cluster_of_the_seller(land: Land) -> None:
    kept, sold = enterprise(land, 1), enterprise(land, 2)
    officer(land, kept, "sole_shareholder", PERSON)
    officer(land, sold, "sole_shareholder", PERSON, ended_on=date(2025, 1, 1))
    officer(land, sold, "sole_shareholder", OTHER)
    assert {cluster for cluster, _ in found(land).values()} == {f"C{kept}", f"C{sold}"}


@pytest.mark.parametrize(
    ("officer_end", "joined"),
    [
        pytest.param({"ended_on": date(2024, 5, 1)}, True, id="owner until the end"),
        pytest.param({"ended_on": date(2024, 4, 30)}, False, id="sold before the end"),
        pytest.param({"ended_on_partial": "2024"}, True, id="end known by year"),
        pytest.param({"ended_on_partial": "2023"}, False, id="year before"),
        pytest.param({}, True, id="end of role not registered"),
    ],
)
def test_ended_enterprise_keeps_the_cluster_it_had_at_its_end(
    land: Land, officer_end: dict[str, object], joined: bool
) -> None:
    ended, alive = enterprise(land, 1, ended_on=date(2024, 5, 1)), enterprise(land, 2)
    officer(land, ended, "sole_shareholder", PERSON, **officer_end)
    officer(land, alive, "sole_shareholder", PERSON)
    assert (found(land)[alive][0] == f"C{ended}") is joined


def test_farming_family_partnership_and_company_is_one_cluster(land: Land) -> None:
    farm, company = enterprise(land, 1, "general_partnership"), enterprise(land, 2)
    officer(land, farm, "partner", PERSON)
    officer(land, company, "director", PERSON)
    works(land, farm, "0141")
    works(land, company, "01192")
    assert set(found(land).values()) == {(f"C{farm}", "farming_family")}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"code": "4711"}, id="other activity"),
        pytest.param({"place": "L2"}, id="other location"),
        pytest.param({"version": "2025"}, id="other code set"),
    ],
)
def test_family_needs_place_and_activity_in_one_code_set(land: Land, other: dict[str, str]) -> None:
    farm, company = enterprise(land, 1, "professional_partnership"), enterprise(land, 2)
    officer(land, farm, "partner", PERSON)
    officer(land, company, "director", PERSON)
    works(land, farm)
    works(land, company, **other)
    assert {why for _, why in found(land).values()} == {"single"}


def test_family_needs_a_shared_person(land: Land) -> None:
    farm, company = enterprise(land, 1, "general_partnership"), enterprise(land, 2)
    officer(land, farm, "partner", PERSON)
    officer(land, company, "director", OTHER)
    works(land, farm)
    works(land, company)
    assert {why for _, why in found(land).values()} == {"single"}


def test_proxy_holder_in_both_makes_no_family(land: Land) -> None:
    farm, company = enterprise(land, 1, "general_partnership"), enterprise(land, 2)
    officer(land, farm, "partner", PERSON)
    officer(land, company, "authorised_representative", PERSON)
    works(land, farm)
    works(land, company)
    assert {why for _, why in found(land).values()} == {"single"}


def test_officers_without_a_compatibility_check_join_nothing() -> None:
    with empty_land() as land:
        for number in (1, 2):
            officer(land, enterprise(land, number), "sole_shareholder", PERSON)
        assert {why for _, why in found(land).values()} == {"single"}


@pytest.mark.parametrize(
    ("form", "employees", "counts"),
    [
        pytest.param("owners_association", 5, False, id="owners"),
        pytest.param("foundation", 0, False, id="foundation without staff"),
        pytest.param("association", None, False, id="staff not known"),
        pytest.param("foundation", 3, True, id="foundation with staff"),
        pytest.param("bv", 0, True, id="company without staff"),
        pytest.param(None, 0, True, id="form not known"),
    ],
)
def test_who_is_left_out(land: Land, form: str, employees: int | None, counts: bool) -> None:
    number = enterprise(land, 1, form, employees=employees)
    assert (number in found(land)) is counts


def test_staff_of_a_branch_is_staff(land: Land) -> None:
    number = enterprise(land, 1, "foundation", employees=None)
    land.add("branch", branch_id="B", enterprise_id=number, employees=2)
    assert number in found(land)


def test_foundation_that_is_left_out_still_joins_its_daughters(land: Land) -> None:
    holder = enterprise(land, 1, "foundation", employees=0)
    one, two = enterprise(land, 2), enterprise(land, 3)
    for company in (one, two):
        officer(land, company, "sole_shareholder", holder)
    assert found(land) == {one: (f"C{one}", "ownership"), two: (f"C{one}", "ownership")}


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("Proef Pensioen B.V.", False),
        ("Stamrecht Proef B.V.", False),
        ("Proef Pensioenbeheer B.V.", False),
        ("Pensioenadvies Proef B.V.", True),
    ],
)
def test_pension_company_alone_is_left_out(land: Land, name: str, counts: bool) -> None:
    number = enterprise(land, 1, statutory_name=name, employees=0)
    assert (number in found(land)) is counts


@pytest.mark.parametrize(
    ("flag", "name", "counts"),
    [
        pytest.param(True, "Proef Beheer B.V.", False, id="the register says so"),
        pytest.param(False, "Proef Pensioen B.V.", True, id="the register says it is not"),
        pytest.param(None, "Proef Beheer B.V.", True, id="the register is silent"),
    ],
)
def test_what_the_register_says_about_pensions_goes_before_the_name(
    land: Land, flag: bool | None, name: str, counts: bool
) -> None:
    number = enterprise(land, 1, statutory_name=name, employees=0, pension_company=flag)
    assert (number in found(land)) is counts


def test_pension_company_joins_the_company_of_its_owner(land: Land) -> None:
    company = enterprise(land, 1)
    pension = enterprise(land, 2, statutory_name="Proef Pensioen B.V.", employees=0)
    for number in (company, pension):
        officer(land, number, "sole_shareholder", PERSON)
    assert found(land)[pension] == (f"C{company}", "sole_shareholder")


def test_side_branches_are_no_enterprises(land: Land) -> None:
    number = enterprise(land, 1)
    works(land, number, place="L1")
    works(land, number, place="L2")
    assert found(land) == {number: (f"C{number}", "branch")}


def test_without_dates_of_officers_a_cluster_is_named_after_the_oldest(land: Land) -> None:
    old = enterprise(land, 9, started_on=None, started_on_partial="1990")
    young = enterprise(land, 1)
    unknown = enterprise(land, 2, started_on=None)
    for number in (old, young, unknown):
        officer(land, number, "sole_shareholder", PERSON)
    assert {cluster for cluster, _ in found(land).values()} == {f"C{old}"}


@pytest.mark.parametrize(
    "since",
    [
        pytest.param({"started_on": date(2020, 1, 1)}, id="day"),
        pytest.param({"started_on_partial": "2020"}, id="year"),
        pytest.param({}, id="not known"),
    ],
)
def test_older_enterprise_that_joins_later_takes_the_name_of_the_cluster(
    land: Land, since: dict[str, object]
) -> None:
    holding, works, older = enterprise(land, 8), enterprise(land, 9), enterprise(land, 1)
    officer(land, works, "sole_shareholder", holding, started_on=date(2010, 1, 1))
    assert found(land)[works][0] == f"C{holding}"
    officer(land, older, "sole_shareholder", holding, **since)
    assert {cluster for cluster, _ in found(land).values()} == {f"C{holding}"}


def test_of_two_clusters_that_join_the_one_that_formed_first_keeps_its_name(land: Land) -> None:
    young, late, old, early = (enterprise(land, number) for number in (7, 8, 1, 2))
    officer(land, late, "sole_shareholder", young, started_on=date(2010, 1, 1))
    officer(land, early, "sole_shareholder", old, started_on=date(2015, 1, 1))
    officer(land, old, "sole_shareholder", young, started_on=date(2020, 1, 1))
    assert {cluster for cluster, _ in found(land).values()} == {f"C{young}"}


def test_company_that_is_a_partner_itself_is_of_the_farming_family(land: Land) -> None:
    farm, company, elsewhere = (
        enterprise(land, 1, "professional_partnership"), enterprise(land, 2), enterprise(land, 3),
    )  # fmt: skip
    for partner in (company, elsewhere):
        officer(land, farm, "partner", partner)
    works(land, farm)
    works(land, company)
    works(land, elsewhere, place="L9")
    rows = found(land)
    assert rows[farm] == rows[company] == (f"C{farm}", "farming_family")
    assert rows[elsewhere] == (f"C{elsewhere}", "single")


@pytest.mark.parametrize("ring", [1, 2, 4], ids=["itself", "each other", "in a ring"])
def test_ownership_in_a_circle_is_one_cluster(land: Land, ring: int) -> None:
    members = [enterprise(land, number) for number in range(1, ring + 1)]
    for at, owned in enumerate(members):
        officer(land, owned, "sole_shareholder", members[at - 1])
    assert {cluster for cluster, _ in found(land).values()} == {f"C{members[0]}"}


def test_equal_starts_are_named_after_the_lowest_number(land: Land) -> None:
    for number in (2, 1):
        company = enterprise(land, number, started_on=date(2020, 1, 1))
        officer(land, company, "sole_shareholder", PERSON)
    assert {cluster for cluster, _ in found(land).values()} == {f"C{kvk(1)}"}


def test_one_enterprise_from_two_sources_is_one_row(land: Land) -> None:
    for source in ("hr", "kvk"):
        enterprise(land, 1, source=source)
    assert len(found(land)) == 1


def test_own_company_as_its_own_director_is_no_link(land: Land) -> None:
    number = enterprise(land, 1)
    officer(land, number, "director", number)
    assert found(land) == {number: (f"C{number}", "single")}


ROLES = st.tuples(
    st.integers(1, 6),
    st.sampled_from(["director", "sole_shareholder", "partner", "sole_trader", "other"]),
    st.sampled_from([PERSON, OTHER, kvk(1), kvk(2), kvk(9)]),
    st.sampled_from([None, date(2005, 1, 1), date(2015, 1, 1), date(2020, 1, 1)]),
)
Roles = list[tuple[int, str, str, date | None]]
FORMS = {1: "general_partnership", 2: "professional_partnership"}


@pytest.fixture(scope="module")
def farm() -> Iterator[Land]:
    """Six enterprises on one farm, two of them partnerships, that have no officers yet."""
    with empty_land() as land:
        land.checked("hr", "officer")
        for number in range(1, 7):
            works(land, enterprise(land, number, FORMS.get(number, "bv")))
        yield land


def clustered(farm: Land, roles: Roles) -> dict[str, tuple[str, str]]:
    """Clusters of the farm when it has these officers."""
    farm.con.execute("DELETE FROM officer")
    rows = [
        ("hr", str(at), kvk(number), role, party, party if party.isdigit() else None, since)
        for at, (number, role, party, since) in enumerate(roles)
    ]
    if rows:
        farm.con.execute(
            "INSERT INTO officer (source, record_id, enterprise_id, role, party_id, "
            "party_enterprise_id, started_on) VALUES "
            + ", ".join(["(?, ?, ?, ?, ?, ?, ?)"] * len(rows)),
            [value for row in rows for value in row],
        )
    return found(farm)


def groups(rows: dict[str, tuple[str, str]]) -> set[frozenset[str]]:
    members: dict[str, set[str]] = {}
    for one, (cluster, _) in rows.items():
        members.setdefault(cluster, set()).add(one)
    return {frozenset(group) for group in members.values()}


@settings(max_examples=20)
@given(st.lists(ROLES, max_size=12), st.randoms(use_true_random=False))
def test_every_enterprise_is_in_one_cluster_whatever_the_order(
    farm: Land, roles: Roles, random: object
) -> None:
    rows = clustered(farm, roles)
    assert found(farm) == rows, "building again changes nothing"
    random.shuffle(roles)  # type: ignore[attr-defined]
    assert clustered(farm, roles) == rows
    assert set(rows) == {kvk(number) for number in range(1, 7)}
    for members in groups(rows):
        names = {rows[member][0] for member in members}
        assert len(names) == 1
        assert names.pop()[1:] in members


@settings(max_examples=20)
@given(st.lists(ROLES, max_size=12))
def test_enterprises_that_have_nothing_to_do_with_it_change_no_cluster(
    farm: Land, roles: Roles
) -> None:
    rows = clustered(farm, roles)
    farm.con.execute(
        "INSERT INTO enterprise (source, record_id, record_key, enterprise_id, started_on) "
        "VALUES ('test', 'x', 'x', '89999999', '1950-01-01'), ('test', 'y', 'y', '99999999', NULL)"
    )
    among_others = found(farm)
    farm.con.execute("DELETE FROM enterprise WHERE record_key IN ('x', 'y')")
    others = {number: (f"C{number}", "single") for number in ("89999999", "99999999")}
    assert among_others == rows | others


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(3, 6), st.sampled_from([PERSON, OTHER])), max_size=10))
def test_shared_directors_alone_join_nothing(farm: Land, directors: list[tuple[int, str]]) -> None:
    rows = clustered(farm, [(number, "director", party, None) for number, party in directors])
    assert {why for _, why in rows.values()} == {"single"}


OWNED = st.tuples(
    st.integers(3, 6), st.sampled_from(["sole_shareholder", "sole_trader"]),
    st.sampled_from([PERSON, OTHER, *map(kvk, range(3, 7))]), st.none(),
)  # fmt: skip


@settings(max_examples=20)
@given(st.lists(OWNED, max_size=8), OWNED)
def test_one_more_owner_only_brings_clusters_together(
    farm: Land, owners: Roles, more: tuple[int, str, str, None]
) -> None:
    before, after = groups(clustered(farm, owners)), groups(clustered(farm, [*owners, more]))
    assert all(any(group <= larger for larger in after) for group in before)
    assert len(before) - len(after) <= 1
