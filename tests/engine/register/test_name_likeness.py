"""Which names are compared, which never are, and what counts as well known."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.errors import SettingsError
from engine.register import name_likeness
from engine.settings import Settings, load_settings
from tests.engine.register.invented import Land, empty_land

SETTINGS = load_settings()
SMALL, BRAND = "90000001", "90000002"
LEAD = round(SETTINGS.names.brand_min_years * 365.25)
OLD = date(2000, 1, 1)


@pytest.fixture
def land() -> Iterator[Land]:
    with empty_land() as made:
        yield made


def company(
    land: Land,
    kvk: str,
    name: str | None,
    *,
    started: date | None = OLD,
    staff: int | None = 1,
    form: str | None = "bv",
    purposes: Sequence[str] | None = ("woonfunctie",),
    cluster: str | None = None,
    trade_names: Sequence[str] = (),
    ended: date | None = None,
    **branch: object,
) -> None:
    """A company with one branch in a unit of its own."""
    names = {"statutory_name": name, "trade_names": list(trade_names)}
    land.add(
        "enterprise",
        enterprise_id=kvk,
        legal_form=form,
        started_on=started,
        ended_on=ended,
        employees=staff,
        **names,
    )
    land.add("enterprise_cluster", enterprise_id=kvk, cluster_id=cluster or f"C{kvk}")
    values = {"location_id": "L1", "object_id": f"U{kvk}"} | branch
    land.add("branch", branch_id=f"0000{kvk}", enterprise_id=kvk, **values)
    if purposes is not None:
        land.add("address_unit", object_id=f"U{kvk}", kind="unit", use_purposes=list(purposes))


def brand(land: Land, name: str | None = "Kaasmakerij Kwinkslag B.V.", **more: Any) -> None:
    values: dict[str, Any] = {"staff": 10, "purposes": ("winkelfunctie",)} | more
    company(land, BRAND, name, **values)


def copy(land: Land, name: str | None = "Kaasmakerij Kwinkslagh B.V.", **more: Any) -> None:
    values: dict[str, Any] = {"started": date(2026, 1, 1)} | more
    company(land, SMALL, name, **values)


def found(land: Land, settings: Settings = SETTINGS) -> dict[tuple[str, str], float]:
    name_likeness.build(land.con, settings=settings)
    rows = land.con.execute("FROM name_likeness").fetchall()
    assert [row[:2] for row in rows] == sorted(row[:2] for row in rows)
    return {(one, other): score for one, other, score in rows}


def test_no_companies_no_likeness(land: Land) -> None:
    assert found(land) == {}


def test_copy_at_a_dwelling_resembles_the_well_known_one(land: Land) -> None:
    brand(land)
    copy(land)
    assert found(land) == {(SMALL, BRAND): 0.9909}


@pytest.mark.parametrize(
    ("name", "score"),
    [
        pytest.param("KAASMAKERIJ KWINKSLÁG N.V.", 1.0, id="accents, capitals and legal form"),
        pytest.param("Kaasmakerij Kwinkslag BV i.o.", 1.0, id="form without dots"),
        pytest.param("Stichting Kaasmakerij Kwinkslag", 1.0, id="form in front"),
        pytest.param("Bouwbedrijf Vermoeden B.V.", None, id="another name"),
        pytest.param(None, None, id="no name"),
    ],
)
def test_names_are_compared_without_their_legal_form(
    land: Land, name: str | None, score: float | None
) -> None:
    brand(land)
    copy(land, name)
    assert found(land).get((SMALL, BRAND)) == score


def test_best_of_all_names_counts(land: Land) -> None:
    brand(land, "Beheer Zuid B.V.", trade_names=["Kaasmakerij Kwinkslag"])
    copy(land, "Handel Noord B.V.", trade_names=["Webwinkel Oost", "Kaasmakerij Kwinkslag"])
    assert found(land) == {(SMALL, BRAND): 1.0}


def test_short_names_are_not_compared(land: Land) -> None:
    brand(land, "ABCD B.V.")
    copy(land, "ABCD N.V.")
    assert found(land) == {}


def test_name_that_is_nothing_but_its_form_is_not_compared(land: Land) -> None:
    brand(land, "Stichting Vereniging B.V.")
    copy(land, "Vereniging Stichting N.V.")
    assert found(land) == {}


@pytest.mark.parametrize("form", ["sole_trader", "general_partnership", "foreign", None])
@pytest.mark.parametrize("kvk", [SMALL, BRAND], ids=["the small one", "the known one"])
def test_names_of_people_are_never_compared(land: Land, kvk: str, form: str | None) -> None:
    brand(land, form=form if kvk == BRAND else "bv")
    copy(land, form=form if kvk == SMALL else "bv")
    assert found(land) == {}


def test_legal_person_by_one_source_and_sole_trader_by_another_is_left_out(land: Land) -> None:
    brand(land)
    copy(land)
    land.add("enterprise", source="other", enterprise_id=SMALL, legal_form="sole_trader")
    assert found(land) == {}


def test_companies_of_one_cluster_may_share_a_name(land: Land) -> None:
    brand(land, cluster="C1")
    copy(land, cluster="C1")
    assert found(land) == {}


@pytest.mark.parametrize(
    ("staff", "pairs"), [(10, 1), (9, 0), (None, 0)], ids=["ten", "nine", "unknown"]
)
def test_well_known_takes_staff(land: Land, staff: int | None, pairs: int) -> None:
    brand(land, staff=staff)
    copy(land)
    assert len(found(land)) == pairs


def test_staff_of_the_branch_counts_too(land: Land) -> None:
    brand(land, staff=None, employees=12)
    copy(land)
    assert len(found(land)) == 1


@pytest.mark.parametrize(
    ("lead", "pairs"), [(LEAD, 1), (LEAD - 1, 0)], ids=["long enough", "a day short"]
)
def test_well_known_was_there_years_before(land: Land, lead: int, pairs: int) -> None:
    brand(land)
    copy(land, started=date.fromordinal(OLD.toordinal() + lead))
    assert len(found(land)) == pairs


@pytest.mark.parametrize("change", ["started", "ended"])
def test_company_without_a_start_or_with_an_end_is_left_out(land: Land, change: str) -> None:
    brand(land)
    changed: dict[str, Any] = {change: None if change == "started" else date(2026, 5, 1)}
    copy(land, **changed)
    assert found(land) == {}


@pytest.mark.parametrize(
    ("purposes", "pairs"),
    [(("woonfunctie", "kantoorfunctie"), 1), (("kantoorfunctie",), 0), (None, 1)],
    ids=["also a dwelling", "no dwelling", "not known"],
)
def test_only_companies_that_may_be_at_a_dwelling_are_compared(
    land: Land, purposes: Sequence[str] | None, pairs: int
) -> None:
    brand(land)
    copy(land, purposes=purposes)
    assert len(found(land)) == pairs


@pytest.mark.parametrize(
    "branch",
    [{"shielded": True}, {"location_id": None}, {"ended_on": date(2026, 2, 1)}],
    ids=["shielded", "elsewhere", "closed"],
)
def test_branch_must_be_open_and_local(land: Land, branch: dict[str, Any]) -> None:
    brand(land)
    copy(land, **branch)
    assert found(land) == {}


def test_likeness_below_the_setting_is_not_kept(land: Land) -> None:
    brand(land)
    copy(land)
    names = SETTINGS.names.model_copy(update={"min_likeness": 0.995})
    assert found(land, SETTINGS.model_copy(update={"names": names})) == {}


def test_second_build_replaces_the_first(land: Land) -> None:
    brand(land)
    copy(land)
    assert found(land) == found(land)


def test_missing_list_of_forms_is_told(land: Land, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"name_forms.csv.*cannot be read"):
        name_likeness.build(land.con, settings=SETTINGS.model_copy(update={"rules": tmp_path}))
