"""The sum of one location's points step by step, so that anyone can check it by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.rule_settings import ScoreSettings
from engine.translatable import Amount, sentence

_ALL = "all"
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the sum.

    Attributes:
        kind: `hit`, or a correction: `family_floor`, `family_cap`, `total_floor`, `total_cap`.
        family: family that the row belongs to; None for the total.
        rule_id: rule of a hit; None for a correction.
        points: what the row adds, exact; the points of all rows add up to the score.
        running: sum of this row and all rows above it.
        text: the row in words, Dutch.
    """

    kind: str
    family: str | None
    rule_id: str | None
    points: Decimal
    running: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str
    family: str | None
    rule_id: str | None
    points: Decimal
    text: str


def waterfall(hits: Sequence[Mapping[str, object]], *, settings: ScoreSettings) -> tuple[Step, ...]:
    """Explain the score of one location, family by family.

    Args:
        hits: rows of `hits` of one location, with `rule_id, family, applied_points`.
        settings: caps under which the run was scored.

    Returns:
        Hits with points by (family, rule_id), each family followed by its floor or cap where that
        changes it; then the mitigating facts of family `all`; then the floor or cap of the total.
        Empty when nothing has points.
    """
    counted = sorted((row for row in map(_hit, hits) if row.points), key=_order)
    rows: list[_Row] = []
    for family in sorted({_key(row) for row in counted} - {_ALL}):
        part = [row for row in counted if _key(row) == family]
        rows += [*part, *_family_limit(family, part, settings)]
    rows += [row for row in counted if _key(row) == _ALL]
    rows += _total_limit(rows, settings)
    return _run_up(rows)


def total(steps: Sequence[Step]) -> float:
    """The score that the steps add up to; 0.0 without steps."""
    return float(steps[-1].running) if steps else 0.0


def _hit(row: Mapping[str, object]) -> _Row:
    rule_id, points = str(row["rule_id"]), Decimal(str(row["applied_points"] or 0))
    return _Row("hit", str(row["family"]), rule_id, points, rule_id)


def _order(row: _Row) -> tuple[str, str]:
    return row.family or "", row.rule_id or ""


def _key(row: _Row) -> str:
    return row.family or ""


def _family_limit(family: str, rows: Sequence[_Row], settings: ScoreSettings) -> list[_Row]:
    points = sum((row.points for row in rows), _ZERO)
    cap = Decimal(str(settings.family_cap))
    if points > cap:
        text = sentence("hoogstens {cap} punten voor {family}", cap=_amount(cap), family=family)
        return [_Row("family_cap", family, None, cap - points, text)]
    if points < 0:
        text = sentence("{family} wordt niet lager dan 0", family=family)
        return [_Row("family_floor", family, None, -points, text)]
    return []


def _total_limit(rows: Sequence[_Row], settings: ScoreSettings) -> list[_Row]:
    points = sum((row.points for row in rows), _ZERO)
    cap = Decimal(str(settings.total_cap))
    if points > cap:
        text = sentence("hoogstens {cap} punten in totaal", cap=_amount(cap))
        return [_Row("total_cap", None, None, cap - points, text)]
    if points < 0:
        text = sentence("het totaal wordt niet lager dan 0")
        return [_Row("total_floor", None, None, -points, text)]
    return []


def _run_up(rows: Sequence[_Row]) -> tuple[Step, ...]:
    running, steps = _ZERO, []
    for row in rows:
        running += row.points
        steps.append(Step(row.kind, row.family, row.rule_id, row.points, running, row.text))
    return tuple(steps)


def _amount(value: Decimal) -> Amount:
    """With the decimals that it has."""
    _, point, decimals = f"{value.normalize():f}".partition(".")
    return Amount(float(value), len(decimals) if point else 0)
