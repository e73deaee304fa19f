"""What a rule needs before it becomes `stable`: cases, a backtest, an owner and a card."""

from collections.abc import Iterator, Mapping, Sequence

from engine.casework.models import ReportKind
from engine.rules.model import Outcome, Rule, RuleText, Status
from engine.translatable import sentence
from engine.workbench.backtest_report import BacktestReport

_CARD = ("lawful", "proxy", "quality", "statistical", "substantive", "owner")


def tested(kind: ReportKind | None, text: str | None) -> Mapping[str, str] | None:
    """Condition of every rule that a proposal's backtest judged, by id; None without a backtest.

    Raises:
        WorkbenchError: the text is no report of a backtest, or was changed after it was written.
    """
    if kind is not ReportKind.BACKTEST or text is None:
        return None
    return BacktestReport.from_json(text).rules


def missing(
    before: Sequence[RuleText], after: Sequence[Rule], backtest: Mapping[str, str] | None
) -> tuple[str, ...]:
    """What rules that become `stable` still lack, in Dutch, by rule; empty when nothing lacks.

    A second person is needed as well; that holds for every proposal.

    Args:
        before: rules of the pack as it is.
        after: the same as proposed.
        backtest: as `tested` gives it.
    """
    was = {rule.id for rule in before if rule.status is Status.STABLE}
    found: list[str] = []
    for rule in sorted(after, key=lambda rule: rule.id):
        if rule.status is Status.STABLE and rule.id not in was:
            lacking = _lacking(rule, backtest)
            found += [
                sentence("{rule} kan niet naar stable: {what}", rule=rule.id, what=what)
                for what in lacking
            ]
    return tuple(found)


def _lacking(rule: Rule, backtest: Mapping[str, str] | None) -> Iterator[str]:
    shown = {case.expect for case in rule.cases}
    missing = [outcome for outcome in Outcome if outcome not in shown]
    if missing:
        yield sentence("geen geval voor {outcomes}", outcomes=", ".join(missing))
    if backtest is None:
        yield sentence("het voorstel heeft geen backtest")
    elif backtest.get(rule.id) != rule.condition_hash:
        yield sentence("de backtest ging niet over deze voorwaarde van de regel")
    card = rule.suitability
    if card is None:
        yield sentence("geen geschiktheidskaart (suitability)")
    else:
        blank = [name for name in _CARD if not (getattr(card, name) or "").strip()]
        if blank:
            yield sentence(
                "op de geschiktheidskaart is niet ingevuld: {fields}", fields=", ".join(blank)
            )
    if rule.review_before is None:
        yield sentence("geen herzieningsdatum (review_before)")
