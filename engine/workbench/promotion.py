"""What a rule needs before it becomes `stable`: cases, a backtest, an owner and a card."""

from collections.abc import Iterator, Sequence

from engine.casework.models import ReportKind
from engine.rules.model import Outcome, RuleText, Status

_CARD = ("lawful", "proxy", "quality", "statistical", "substantive", "owner")


def missing(
    before: Sequence[RuleText], after: Sequence[RuleText], report: ReportKind | None
) -> tuple[str, ...]:
    """What rules that become `stable` still lack, in Dutch, by rule; empty when nothing lacks.

    A second person is needed as well; that holds for every proposal.

    Args:
        before: rules of the pack as it is.
        after: the same as proposed.
        report: kind of the report that the proposal comes with.
    """
    was = {rule.id for rule in before if rule.status is Status.STABLE}
    found: list[str] = []
    for rule in sorted(after, key=lambda rule: rule.id):
        if rule.status is Status.STABLE and rule.id not in was:
            found += [f"{rule.id} kan niet naar stable: {what}" for what in _lacking(rule, report)]
    return tuple(found)


def _lacking(rule: RuleText, report: ReportKind | None) -> Iterator[str]:
    shown = {case.expect for case in rule.cases}
    missing = [outcome for outcome in Outcome if outcome not in shown]
    if missing:
        yield f"geen geval voor {', '.join(missing)}"
    if report is not ReportKind.BACKTEST:
        yield "het voorstel heeft geen backtest"
    card = rule.suitability
    if card is None:
        yield "geen geschiktheidskaart (suitability)"
    else:
        blank = [name for name in _CARD if not (getattr(card, name) or "").strip()]
        if blank:
            yield f"op de geschiktheidskaart is niet ingevuld: {', '.join(blank)}"
    if rule.review_before is None:
        yield "geen herzieningsdatum (review_before)"
