"""One rule as its pack says it: condition, values, meaning, law, and its written cases."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from engine.rules.loader import RuleSet
from engine.rules.model import Rule
from engine.workbench.changes import shown
from ui.wording import word


def draw(ruleset: RuleSet, rule: Rule) -> None:
    """What the rule says and means; its condition, values and cases can be opened."""
    st.markdown(f"> {rule.explain}" if rule.explain else "Nog geen uitleg.")
    expires = f"{rule.expires_months} maanden" if rule.expires_months else "geen"
    st.caption(
        f"{word('role', rule.role)} · poort {rule.gate} · status {rule.status} · "
        f"houdbaar {expires} · versie {rule.version} · eigenaar {rule.owner}"
    )
    meaning, condition, cases = st.columns(3)
    with meaning.popover("Betekenis en grondslag", width="stretch"):
        _meaning(rule)
    with condition.popover("Voorwaarde en waarden", width="stretch"):
        _condition(ruleset, rule)
    with cases.popover(f"Gevallen ({len(rule.cases)})", width="stretch"):
        st.dataframe(_cases(rule), hide_index=True, width=900)


def _meaning(rule: Rule) -> None:
    _list("Onschuldige verklaringen", rule.false_positives)
    _list("Instrumenten", rule.instruments)
    laws = [_law(basis.text, basis.article, basis.verified) for basis in rule.legal_basis]
    _list("Grondslag", laws)
    if rule.action:
        st.markdown(f"**Voorstel, een mens besluit:** {rule.action}")


def _condition(ruleset: RuleSet, rule: Rule) -> None:
    if rule.hit_when:
        st.code(rule.hit_when, language="sql", wrap_lines=True)
    if rule.combine:
        for key, name in (("all", "alle van"), ("any", "een van"), ("none", "geen van")):
            if parts := getattr(rule.combine, key):
                st.markdown(f"**{name}:** {', '.join(parts)}")
    values = {name: shown(value) for name, value in rule.params.items()}
    if values:
        rows = pd.DataFrame({"Waarde": list(values), "Nu": list(values.values())})
        st.dataframe(rows, hide_index=True, width="stretch")
    compiled = ruleset.compiled.get(rule.id)
    if compiled is not None:
        tables = ", ".join(word("table", table) for table in compiled.feature.tables)
        st.caption(f"Kenmerk `{compiled.feature.name}` leest: {tables}")


def _list(title: str, texts: Sequence[str]) -> None:
    if texts:
        st.markdown(f"**{title}**\n" + "\n".join(f"- {text}" for text in texts))


def _law(text: str, article: str | None, verified: bool) -> str:
    place = f", art. {article}" if article else ""
    return f"{text}{place}{'' if verified else ' (te verifiëren)'}"


def _cases(rule: Rule) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Geval": [case.name for case in rule.cases],
            "Feiten": [
                "; ".join(
                    f"{name} = {'onbekend' if v is None else shown(v)}"
                    for name, v in case.facts.items()
                )
                for case in rule.cases
            ],
            "Uitkomst": [word("outcome", case.expect) for case in rule.cases],
        }
    )
