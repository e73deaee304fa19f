"""Answers of the Handelsregister: known keys only, and each way of writing an address."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from connectors.kvk import shapes, tables
from connectors.kvk.shapes import KEYS, Kind
from engine.sample import kvk_json
from engine.sample.companies import Companies, Enterprise, end
from engine.sample.world import Unit, World
from engine.settings import SHIPPED_RULES


def _branch(world: World, place: str) -> tuple[Enterprise, Unit]:
    companies = Companies()
    enterprise = companies.found("bv", "Proef B.V.", date(2015, 3, 4))
    unit = world.units[5]
    companies.open_branch(enterprise, unit, ["01411", "70201"], employees=4).place = place
    return enterprise, unit


def _answers(enterprise: Enterprise) -> list[dict[str, Any]]:
    return [json.loads(line) for line in kvk_json.lines([enterprise], seed=1)]


def _address(enterprise: Enterprise) -> dict[str, Any]:
    address: dict[str, Any] = _answers(enterprise)[-1]["adressen"][-1]
    return address


def test_every_answer_has_known_keys_only(sample: Path) -> None:
    kinds = set()
    for line in (sample / "kvk" / "profielen.jsonl").read_text("utf-8").splitlines():
        answer = json.loads(line)
        kind = shapes.kind_of(answer)
        kinds.add(kind)
        shapes.check(kind, answer)
        for address in answer.get("adressen", []):
            assert not shapes.surplus("address", address)
        for block, part in answer.get("_embedded", {}).items():
            assert part.keys() <= KEYS[Kind.OWNER if block == "eigenaar" else Kind.BRANCH]
    assert kinds >= {Kind.PROFILE, Kind.BRANCH}


def test_every_code_is_a_leaf_of_sbi_2025(sample: Path) -> None:
    leaves = tables.load(SHIPPED_RULES).sbi["2025"]
    text = (sample / "kvk" / "profielen.jsonl").read_text("utf-8")
    codes = {
        activity["sbiCode"]
        for line in text.splitlines()
        for activity in json.loads(line).get("sbiActiviteiten", [])
    }
    assert "01411" in codes
    assert codes <= leaves


def test_ids_lead_to_the_unit_and_its_number(world: World) -> None:
    enterprise, unit = _branch(world, "ids")
    geo = _address(enterprise)["geoData"]
    assert geo["addresseerbaarObjectId"] == unit.object_id
    assert geo["nummerAanduidingId"] == unit.address.address_id


def test_text_only_has_the_parts_and_no_ids(world: World) -> None:
    enterprise, unit = _branch(world, "text")
    address = _address(enterprise)
    assert "geoData" not in address
    assert address["straatnaam"] == unit.address.street.name
    assert address["huisnummer"] == unit.address.number


def test_sloppy_spelling_is_another_spelling(world: World) -> None:
    enterprise, unit = _branch(world, "sloppy")
    assert _address(enterprise)["straatnaam"] != unit.address.street.name


def test_a_box_is_no_visiting_address(world: World) -> None:
    enterprise, _ = _branch(world, "box")
    address = _address(enterprise)
    assert address["straatnaam"] == "Postbus"
    assert address["type"] == "correspondentieadres"


def test_a_shielded_address_says_nothing_about_where(world: World) -> None:
    enterprise, unit = _branch(world, "shielded")
    text = json.dumps(_answers(enterprise))
    for part in (unit.object_id, unit.address.postcode, unit.address.street.name):
        assert part not in text


def test_an_ended_company_has_its_last_day_everywhere(world: World) -> None:
    enterprise, _ = _branch(world, "ids")
    profile, branch = _answers(end(enterprise, date(2024, 2, 3)))
    assert profile["materieleRegistratie"]["datumEinde"] == "20240203"
    assert profile["_embedded"]["eigenaar"]["datumUitschrijving"] == "20240203"
    assert branch["materieleRegistratie"]["datumEinde"] == "20240203"


def test_two_branches_give_a_list_of_branches(world: World) -> None:
    enterprise, _ = _branch(world, "ids")
    companies = Companies()
    companies.open_branch(enterprise, world.units[6], ["01411"])
    listed = _answers(enterprise)[1]
    assert listed["totaalAantalVestigingen"] == 2
    assert [part["indHoofdvestiging"] for part in listed["vestigingen"]] == ["Ja", "Nee"]


def test_an_association_of_owners_has_its_address_under_the_owner(world: World) -> None:
    enterprise = Companies().found(
        "owners_association", "Vereniging van Eigenaars", date(2001, 1, 1)
    )
    enterprise.seat = world.units[5]
    (profile,) = _answers(enterprise)
    assert "hoofdvestiging" not in profile["_embedded"]
    assert profile["_embedded"]["eigenaar"]["adressen"][0]["type"] == "bezoekadres"


@pytest.mark.parametrize(
    ("year", "number", "expected"),
    [
        pytest.param(1994, "99000003", "19940000", id="old and every third"),
        pytest.param(1994, "99000004", "19940601", id="old, date known"),
        pytest.param(1995, "99000003", "19950601", id="not so old"),
    ],
)
def test_of_some_old_registrations_only_the_year_is_known(
    world: World, year: int, number: str, expected: str
) -> None:
    enterprise = Enterprise(number, "bv", "Oud B.V.", date(year, 6, 1), seat=world.units[0])
    assert _answers(enterprise)[0]["materieleRegistratie"]["datumAanvang"] == expected
