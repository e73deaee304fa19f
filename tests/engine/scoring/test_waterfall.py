"""The sum step by step, in the order and the words of the dossier."""

from engine.scoring.waterfall import total, waterfall
from tests.engine.scoring.build import SETTINGS, hit, scored


def _steps(*rows: dict[str, object]) -> list[tuple[str, str, str]]:
    hits = scored(rows, locations=["L1"]).hits.to_pylist()
    steps = waterfall(hits, settings=SETTINGS.score)
    return [(str(step.points), str(step.running), step.text) for step in steps]


def test_floor_and_cap_of_a_family_are_steps() -> None:
    rows = [hit("GEN-01", points=5.0), hit("GEN-02", points=5.0), hit("DRG-01", points=1.0)]
    rows.append(hit("DRG-90", role="mitigating", points=-2.0))
    assert _steps(*rows) == [
        ("1.0", "1.0", "DRG-01"),
        ("-2.0", "-1.0", "DRG-90"),
        ("1.0", "0.0", "DRG wordt niet lager dan 0"),
        ("5.0", "5.0", "GEN-01"),
        ("5.0", "10.0", "GEN-02"),
        ("-2.0", "8.0", "hoogstens 8 punten voor GEN"),
    ]


def test_answer_to_everything_comes_last_and_the_total_stops_at_zero() -> None:
    rows = [hit("GEN-01", points=1.0)]
    rows.append(hit("CTR-01", family="all", role="mitigating", points=-3.0))
    assert _steps(*rows) == [
        ("1.0", "1.0", "GEN-01"),
        ("-3.0", "-2.0", "CTR-01"),
        ("2.0", "0.0", "het totaal wordt niet lager dan 0"),
    ]


def test_cap_of_the_total_is_a_step() -> None:
    rows = [hit(f"{family}-01", points=8.0) for family in "ABCDEF"]
    assert _steps(*rows)[-1] == ("-8.0", "40.0", "hoogstens 40 punten in totaal")


def test_location_without_points_has_no_steps() -> None:
    assert waterfall([], settings=SETTINGS.score) == ()
    assert total(()) == 0.0
    assert _steps(hit(role="route")) == []
