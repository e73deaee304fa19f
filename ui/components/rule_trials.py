"""Rules in shadow, the packs as they stand now against the run, and the report of a backtest."""

import pandas as pd
import streamlit as st

from engine.errors import DijkwachtError
from engine.snapshot import Run
from engine.workbench.backtest_report import BacktestReport
from engine.workbench.changes import shown
from engine.workbench.comparison import Comparison, RuleChange
from ui import rulebook
from ui.wording import day, number


def draw(run: Run) -> None:
    """Three parts, each with what to do when it is empty."""
    st.header("Schaduw")
    _shadow(run)
    st.header("De pakketten van nu op deze run")
    _compare(run)
    st.header("Terugkijken")
    _backtest()


def _shadow(run: Run) -> None:
    found = rulebook.shadow(run)
    for rule_id, why in found.not_tried:
        st.warning(f"{rule_id}: {why}")
    if not found.rules:
        st.info(
            "Geen regel loopt in de schaduw. Geef een regel de status `experimental`: "
            "hij wordt dan beoordeeld en telt niet mee."
        )
        return
    rows = pd.DataFrame(
        {
            "Regel": [one.rule_id for one in found.rules],
            "Titel": [one.title for one in found.rules],
            "Treffers": [one.hits for one in found.rules],
            "Onbekend": [one.unknown for one in found.rules],
            "Zou erbij komen": [len(one.effect.entering) for one in found.rules],
            "Zou afvallen": [len(one.effect.leaving) for one in found.rules],
            "Andere band": [len(one.effect.other_band) for one in found.rules],
        }
    )
    st.dataframe(rows, hide_index=True, width="stretch")
    if found.together is not None:
        load = found.together.load_after
        st.markdown(
            f"Telden zij alle mee, dan kwamen {load.eligible} locaties in aanmerking: naar "
            f"schatting {number(load.new_per_year)} nieuwe per jaar, capaciteit "
            f"{load.max_new_per_year}."
        )


def _compare(run: Run) -> None:
    st.caption(
        "Beoordeelt de pakketten zoals ze nu in de map met regels staan op de tabellen van deze "
        "run, en zet ze naast wat de run zei. Dat duurt enkele seconden."
    )
    if not st.button("Vergelijk", key="compare_packs"):
        return
    try:
        with st.spinner("De pakketten worden beoordeeld…"):
            found = rulebook.compare(run)
    except DijkwachtError as error:
        st.error(str(error))
        return
    for remark in found.remarks:
        st.warning(remark)
    _changes(found)


def _changes(found: Comparison) -> None:
    loud = [rule for rule in found.rules if not rule.is_quiet]
    if not loud:
        st.success("Geen verschil: de pakketten van nu zeggen hetzelfde als de run.")
        return
    rows = pd.DataFrame(
        {
            "Regel": [rule.rule_id for rule in loud],
            "Titel": [rule.title for rule in loud],
            "Versie": [
                f"{rule.version_before or '-'} → {rule.version_after or '-'}" for rule in loud
            ],
            "Komt": [rule.gained for rule in loud],
            "Gaat": [rule.lost for rule in loud],
            "Onbekend": [f"{rule.unknown_before} → {rule.unknown_after}" for rule in loud],
            "Wat verschilt": [_fields(rule) for rule in loud],
        }
    )
    st.dataframe(rows, hide_index=True, width="stretch")
    before, after = found.load_before, found.load_after
    st.markdown(
        f"In aanmerking: {before.eligible} → {after.eligible}; {len(found.moved)} locaties krijgen "
        "een andere score, band of plaats."
    )


def _fields(rule: RuleChange) -> str:
    return "; ".join(f"{f.name}: {shown(f.before)} → {shown(f.after)}" for f in rule.fields)


def _backtest() -> None:
    st.caption(
        "`dijkwacht rules backtest --sources sources.yaml --months 6 --every month "
        "--out rapport.json` beoordeelt de pakketten op eerdere data. Open hier het rapport."
    )
    given = st.file_uploader("Rapport van een backtest", type="json", key="backtest_report")
    if given is None:
        return
    try:
        report = BacktestReport.from_json(given.getvalue().decode("utf-8", "replace"))
    except DijkwachtError as error:
        st.error(str(error))
        return
    rows = pd.DataFrame(
        {
            "Peildatum": [day(one.as_of) for one in report.days],
            "Locaties": [one.locations for one in report.days],
            "In aanmerking": [one.eligible for one in report.days],
            "Nieuw": [one.new_eligible for one in report.days],
            "Weg": [one.gone for one in report.days],
            "Gelijk gebleven": [_share(one.stability) for one in report.days],
            "Bronnen zonder levering": [
                ", ".join(g.source for g in one.gaps) for one in report.days
            ],
        }
    )
    st.dataframe(rows, hide_index=True, width="stretch")
    is_current = report.covers(rulebook.ruleset(), packs=report.asked)
    st.markdown(
        f"Pakketten: {', '.join(report.asked)}; "
        + ("dit zijn de pakketten van nu." if is_current else "sindsdien zijn ze gewijzigd.")
    )


def _share(value: float | None) -> str:
    return "" if value is None else f"{number(100 * value)}%"
