"""One rule as its pack says it: condition, values, meaning, law, and its written cases."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from engine.rules.loader import RuleSet
from engine.rules.model import Rule
from engine.translatable import mark
from ui.language import tr, tr_many
from ui.wording import setting, word

_PARTS = (("all", mark("alle van")), ("any", mark("een van")), ("none", mark("geen van")))


def draw(ruleset: RuleSet, rule: Rule) -> None:
    """What the rule says and means; its condition, values and cases can be opened."""
    st.markdown(f"> {rule.explain}" if rule.explain else tr("Nog geen uitleg."))
    told = tr(
        "{role} · poort {gate} · status {status} · houdbaar {expires} · versie {version} · "
        "eigenaar {owner}"
    )
    st.caption(
        told.format(
            role=word("role", rule.role), gate=rule.gate, status=rule.status,
            expires=_expires(rule), version=rule.version, owner=rule.owner,
        )
    )  # fmt: skip
    meaning, condition, cases = st.columns(3)
    with meaning.popover(tr("Betekenis en grondslag"), width="stretch"):
        _meaning(rule)
    with condition.popover(tr("Voorwaarde en waarden"), width="stretch"):
        _condition(ruleset, rule)
    with cases.popover(tr("Gevallen ({count})").format(count=len(rule.cases)), width="stretch"):
        st.dataframe(_cases(rule), hide_index=True, width=900)


def _expires(rule: Rule) -> str:
    months = rule.expires_months
    if not months:
        return tr("geen")
    return tr_many("{count} maanden", "{count} maanden", months).format(count=months)


def _meaning(rule: Rule) -> None:
    _list(tr("Onschuldige verklaringen"), rule.false_positives)
    _list(tr("Instrumenten"), rule.instruments)
    laws = [_law(basis.text, basis.article, basis.verified) for basis in rule.legal_basis]
    _list(tr("Grondslag"), laws)
    if rule.action:
        told = tr("**Voorstel, een mens besluit:** {action}")
        st.markdown(told.format(action=rule.action))


def _condition(ruleset: RuleSet, rule: Rule) -> None:
    if rule.hit_when:
        st.code(rule.hit_when, language="sql", wrap_lines=True)
    if rule.combine:
        for key, name in _PARTS:
            if parts := getattr(rule.combine, key):
                st.markdown(f"**{tr(name)}:** {', '.join(parts)}")
    values = {name: setting(value) for name, value in rule.params.items()}
    if values:
        rows = pd.DataFrame({tr("Waarde"): list(values), tr("Nu"): list(values.values())})
        st.dataframe(rows, hide_index=True, width="stretch")
    compiled = ruleset.compiled.get(rule.id)
    if compiled is not None:
        tables = ", ".join(word("table", table) for table in compiled.feature.tables)
        told = tr("Kenmerk `{feature}` leest: {tables}")
        st.caption(told.format(feature=compiled.feature.name, tables=tables))


def _list(title: str, texts: Sequence[str]) -> None:
    if texts:
        st.markdown(f"**{title}**\n" + "\n".join(f"- {text}" for text in texts))


def _law(text: str, article: str | None, verified: bool) -> str:
    place = f", art. {article}" if article else ""
    standing = "" if verified else tr(" (te verifiëren)")
    return f"{text}{place}{standing}"


def _cases(rule: Rule) -> pd.DataFrame:
    unknown = tr("onbekend")
    return pd.DataFrame(
        {
            tr("Geval"): [case.name for case in rule.cases],
            tr("Feiten"): [
                "; ".join(
                    f"{name} = {unknown if v is None else setting(v)}"
                    for name, v in case.facts.items()
                )
                for case in rule.cases
            ],
            tr("Uitkomst"): [word("outcome", case.expect) for case in rule.cases],
        }
    )
