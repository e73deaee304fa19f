"""Similar locations: each with why, from neutral traits only, and unknown is not the same."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from engine.casework.models import Role
from engine.errors import RoleRefused, RunError
from engine.exports.location import similar
from engine.exports.location.similar import Similar
from engine.exports.location.traits import Traits
from engine.settings import load_settings

SETTINGS = load_settings().similar
OWN = Traits(
    "L1", "Polderpad 1", "Oud Ade", "yard", "outer", "farmyard", frozenset({"woonfunctie"}),
    frozenset({"01"}), 1000.0, 1980, 5, 98_000.0, 466_000.0,
)  # fmt: skip
TWIN = replace(OWN, location_id="L2", label="Polderpad 2")


def _find(*others: Traits, least: float = 0.0) -> tuple[Similar, ...]:
    known: Mapping[str, Traits] = {one.location_id: one for one in (OWN, *others)}
    settings = SETTINGS.model_copy(update={"min_share": least})
    return similar.find(known, "L1", role=Role.ANALYST, settings=settings)


def test_twin_is_wholly_alike_and_says_why() -> None:
    [one] = _find(TWIN)
    assert one.share == 1.0
    assert [part.trait for part in one.parts] == list(SETTINGS.weights)
    assert all(part.share == 1.0 and part.text for part in one.parts)
    texts = " ".join(part.text for part in one.parts)
    assert "bedrijven in dezelfde groep: 01 Landbouw" in texts
    assert "grootste pand 1.000 m² en 1.000 m²" in texts


def test_another_kind_of_place_is_never_alike() -> None:
    assert _find(replace(TWIN, kind="unit")) == ()


@pytest.mark.parametrize(
    ("trait", "changed", "share"),
    [
        ("zone", {"zone": "built_up"}, 0.0),
        ("zone", {"zone": None}, None),
        ("land_use", {"land_use": "shop"}, 0.0),
        ("uses", {"uses": frozenset({"woonfunctie", "industriefunctie"})}, 0.5),
        ("uses", {"uses": None}, None),
        ("groups", {"groups": frozenset()}, 0.0),
        ("groups", {"groups": frozenset({"01", "52"})}, 0.5),
        ("size", {"footprint_m2": 500.0}, 0.5),
        ("size", {"footprint_m2": None}, None),
        ("size", {"footprint_m2": 0.0}, None),
        ("year", {"built_year": 1960}, 0.5),
        ("year", {"built_year": 1900}, 0.0),
        ("year", {"built_year": None}, None),
        ("distance", {"x": 100_500.0}, 0.5),
        ("distance", {"x": 200_000.0}, 0.0),
        ("distance", {"x": None}, None),
    ],
)
def test_share_of_one_trait(trait: str, changed: dict[str, object], share: float | None) -> None:
    [one] = _find(replace(TWIN, **changed))  # type: ignore[arg-type]
    shares = {part.trait: part.share for part in one.parts}
    assert shares.pop(trait) == share
    assert set(shares.values()) == {1.0}
    total = sum(SETTINGS.weights.values())
    assert one.share == pytest.approx(1 - SETTINGS.weights[trait] * (1 - (share or 0)) / total)


def test_two_places_without_businesses_are_alike_in_that() -> None:
    quiet = replace(OWN, groups=frozenset())
    known = {"L1": quiet, "L2": replace(TWIN, groups=frozenset())}
    [one] = similar.find(known, "L1", role=Role.ANALYST, settings=SETTINGS)
    assert "beide zonder bedrijven nu" in [part.text for part in one.parts]


def test_the_most_alike_come_first_then_the_nearest_then_the_id() -> None:
    far = replace(TWIN, location_id="L3", x=99_000.0)
    less = replace(TWIN, location_id="L4", zone="built_up")
    same = replace(TWIN, location_id="L5")
    found = _find(less, far, same, TWIN)
    assert [one.traits.location_id for one in found] == ["L2", "L5", "L3", "L4"]


def test_what_is_below_the_least_share_is_not_told() -> None:
    assert _find(replace(TWIN, zone="built_up"), least=0.99) == ()
    assert len(_find(TWIN, least=1.0)) == 1


def test_no_more_than_the_most_are_told() -> None:
    others = [replace(TWIN, location_id=f"L{number}") for number in range(2, 30)]
    assert len(_find(*others)) == SETTINGS.most


def test_masked_location_is_left_out() -> None:
    known = {"L1": OWN, "L2": TWIN}
    args = {"role": Role.ANALYST, "settings": SETTINGS}
    assert similar.find(known, "L1", masked={"L2"}, **args) == ()  # type: ignore[arg-type]


def test_unknown_location_and_wrong_role_are_refused() -> None:
    with pytest.raises(RunError, match="geen locatie 'L0'"):
        similar.find({}, "L0", role=Role.ANALYST, settings=SETTINGS)
    with pytest.raises(RoleRefused):
        similar.find({"L1": OWN}, "L1", role=Role.ADMINISTRATOR, settings=SETTINGS)


def test_settings_name_every_trait_and_are_not_verified_yet() -> None:
    assert SETTINGS.verified is False
    for weights in ({}, {**SETTINGS.weights, "score": 1.0}, dict.fromkeys(SETTINGS.weights, 0.0)):
        with pytest.raises(ValueError, match=r"weights|traits"):
            type(SETTINGS).model_validate({**SETTINGS.model_dump(), "weights": weights})
