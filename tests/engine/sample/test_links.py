"""Links of the sample: written otherwise where they are one, alike where they are not."""

from datetime import date
from pathlib import Path

import pytest

from engine.sample import generator, links, readme, truth
from engine.sample.links import Link
from engine.sample.stage import Stage
from tests.engine.sample.conftest import AS_OF


@pytest.fixture(scope="module")
def planted() -> tuple[Stage, list[Link]]:
    """A municipality as it is when links are planted in it."""
    kept: list[tuple[Stage, list[Link]]] = []
    plant = links.plant

    def keep(stage: Stage) -> list[Link]:
        kept.append((stage, plant(stage)))
        return kept[-1][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(links, "plant", keep)
        patch.setattr(generator, "_write", lambda *_: None)
        patch.setattr(truth, "write", lambda *_, **__: None)
        patch.setattr(readme, "write", lambda *_, **__: None)
        generator.write(Path("nowhere"), seed=1, addresses=600, as_of=AS_OF)
    return kept[0]


def test_companies_that_are_one_are_written_otherwise(
    planted: tuple[Stage, list[Link]],
) -> None:
    stage, found = planted
    names = {enterprise.kvk: enterprise.name for enterprise in stage.companies.all}
    rows = {str(row["id"]): str(row["applicant_name"]) for row in stage.records.permits}
    same = [one for one in found if (one.kind, one.verdict) == ("company", "same")]
    assert len(same) == 3
    for one in same:
        assert rows[one.subject.where["permit_id"]] != names[str(one.other)]
    (different,) = [one for one in found if (one.kind, one.verdict) == ("company", "different")]
    assert rows[different.subject.where["permit_id"]] not in names.values()


def test_people_that_are_one_share_a_birth_date_and_others_a_name(
    planted: tuple[Stage, list[Link]],
) -> None:
    stage, found = planted
    directors = {e.kvk: e.officers[0].person for e in stage.companies.all if e.officers}
    for one in found:
        if one.kind == "person" and one.subject.table == "officer":
            assert not isinstance(one.other, str)
            first, second = (
                directors[side.where["enterprise_id"]] for side in (one.subject, one.other)
            )
            assert first is not None
            assert second is not None
            is_same = one.verdict == "same"
            assert (first.born == second.born, first.name == second.name) == (is_same, not is_same)


def test_nothing_is_planted_where_a_scenario_is_told(planted: tuple[Stage, list[Link]]) -> None:
    stage, found = planted
    taken = {unit.object_id for site in stage.world.sites if site.taken for unit in site.units}
    assert not taken & {str(one.other) for one in found if one.kind == "address"}


def test_every_numbered_row_has_its_place(planted: tuple[Stage, list[Link]]) -> None:
    stage, _ = planted
    told = links.places(stage)
    assert len(told["permit"]) == len(stage.records.permits)
    assert set(told) == {
        "permit", "licence", "inspection", "environment_notification", "transfer",
    }  # fmt: skip


def test_smallest_municipality_has_what_it_can(tmp_path: Path) -> None:
    generator.write(tmp_path / "small", seed=4, addresses=100, as_of=date(2026, 11, 1))
    assert (tmp_path / "small" / "truth.json").is_file()
