"""What rules that run in shadow would change if they counted."""

from dataclasses import dataclass

from engine.errors import WorkbenchError
from engine.rules.model import Status
from engine.workbench.changes import Change
from engine.workbench.effects import Effect
from engine.workbench.session import Session


@dataclass(frozen=True, slots=True)
class ShadowRule:
    """One experimental rule of a run.

    Attributes:
        hits, unknown: locations with that outcome now.
        effect: what the run would be if this rule alone counted.
    """

    rule_id: str
    title: str
    hits: int
    unknown: int
    effect: Effect


@dataclass(frozen=True, slots=True)
class Shadow:
    """Every experimental rule of a run.

    Attributes:
        run: name of the run.
        rules: by id.
        together: what the run would be if all of them counted; None without any.
        not_tried: rules that cannot be tried, and why (Dutch), by id.
    """

    run: str
    rules: tuple[ShadowRule, ...]
    together: Effect | None
    not_tried: tuple[tuple[str, str], ...] = ()


def shadow(session: Session) -> Shadow:
    """Count every experimental rule of the session's run, one by one and together.

    Raises:
        RulePackError: a predicate does not run within its limits.
    """
    waiting = sorted(
        (r for r in session.rules.values() if r.status is Status.EXPERIMENTAL and r.is_scanned),
        key=lambda rule: rule.id,
    )
    found: list[ShadowRule] = []
    refused: list[tuple[str, str]] = []
    for rule in waiting:
        try:
            effect = session.what_if([_counting(rule.id)])
        except WorkbenchError as error:
            refused.append((rule.id, str(error)))
            continue
        own = next(one for one in effect.rules if one.rule_id == rule.id)
        found.append(ShadowRule(rule.id, rule.title, own.hits_before, own.unknown_before, effect))
    together = session.what_if([_counting(one.rule_id) for one in found]) if found else None
    return Shadow(session.run.path.name, tuple(found), together, tuple(refused))


def _counting(rule_id: str) -> Change:
    return Change(rule_id, "status", str(Status.TEST))
