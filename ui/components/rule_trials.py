"""Rules in shadow, the packs as they stand now against the run, and the report of a backtest."""

import pandas as pd
import streamlit as st

from engine.errors import DijkwachtError
from engine.snapshot import Run
from engine.workbench.backtest_report import BacktestReport
from engine.workbench.comparison import Comparison, RuleChange
from ui import rulebook
from ui.components import long_work, refusal
from ui.language import tr
from ui.wording import day, number, setting


def draw(run: Run) -> None:
    """Three parts, each with what to do when it is empty."""
    st.header(tr("Schaduw"))
    _shadow(run)
    st.header(tr("De pakketten van nu op deze run"))
    _compare(run)
    st.header(tr("Terugkijken"))
    _backtest()


def _shadow(run: Run) -> None:
    found = rulebook.shadow(run)
    for rule_id, why in found.not_tried:
        st.warning(f"{rule_id}: {tr(why)}")
    if not found.rules:
        st.info(
            tr(
                "Geen regel loopt in de schaduw. Geef een regel de status `experimental`: "
                "hij wordt dan beoordeeld en telt niet mee."
            )
        )
        return
    rows = pd.DataFrame(
        {
            tr("Regel"): [one.rule_id for one in found.rules],
            tr("Titel"): [one.title for one in found.rules],
            tr("Treffers"): [one.hits for one in found.rules],
            tr("Onbekend"): [one.unknown for one in found.rules],
            tr("Zou erbij komen"): [len(one.effect.entering) for one in found.rules],
            tr("Zou afvallen"): [len(one.effect.leaving) for one in found.rules],
            tr("Andere band"): [len(one.effect.other_band) for one in found.rules],
        }
    )
    st.dataframe(rows, hide_index=True, width="stretch")
    if found.together is not None:
        load = found.together.load_after
        told = tr(
            "Telden zij alle mee, dan kwamen {eligible} locaties in aanmerking: naar schatting "
            "{new} nieuwe per jaar, capaciteit {most}."
        )
        st.markdown(
            told.format(
                eligible=load.eligible, new=number(load.new_per_year), most=load.max_new_per_year
            )
        )


def _compare(run: Run) -> None:
    st.caption(
        tr(
            "Beoordeelt de pakketten zoals ze nu in de map met regels staan op de tabellen van "
            "deze run, en zet ze naast wat de run zei. Dat duurt enkele seconden."
        )
    )
    if not st.button(tr("Vergelijk"), key="compare_packs"):
        return
    try:
        found = long_work.do(
            lambda progress: rulebook.compare(run, progress),
            told=tr("De pakketten worden beoordeeld…"),
            key="compare_stop",
        )
    except DijkwachtError as error:
        refusal.show(error)
        return
    for remark in found.remarks:
        st.warning(tr(remark))
    _changes(found)


def _changes(found: Comparison) -> None:
    loud = [rule for rule in found.rules if not rule.is_quiet]
    if not loud:
        st.success(tr("Geen verschil: de pakketten van nu zeggen hetzelfde als de run."))
        return
    rows = pd.DataFrame(
        {
            tr("Regel"): [rule.rule_id for rule in loud],
            tr("Titel"): [rule.title for rule in loud],
            tr("Versie"): [
                f"{rule.version_before or '-'} → {rule.version_after or '-'}" for rule in loud
            ],
            tr("Komt"): [rule.gained for rule in loud],
            tr("Gaat"): [rule.lost for rule in loud],
            tr("Onbekend"): [f"{rule.unknown_before} → {rule.unknown_after}" for rule in loud],
            tr("Wat verschilt"): [_fields(rule) for rule in loud],
        }
    )
    st.dataframe(rows, hide_index=True, width="stretch")
    before, after = found.load_before, found.load_after
    told = tr(
        "In aanmerking: {before} → {after}; {count} locaties krijgen een andere score, band of "
        "plaats."
    )
    st.markdown(told.format(before=before.eligible, after=after.eligible, count=len(found.moved)))


def _fields(rule: RuleChange) -> str:
    return "; ".join(f"{f.name}: {setting(f.before)} → {setting(f.after)}" for f in rule.fields)


def _backtest() -> None:
    st.caption(
        tr(
            "`dijkwacht rules backtest --sources sources.yaml --months 6 --every month "
            "--out rapport.json` beoordeelt de pakketten op eerdere data. Open hier het rapport."
        )
    )
    given = st.file_uploader(tr("Rapport van een backtest"), type="json", key="backtest_report")
    if given is None:
        return
    try:
        report = BacktestReport.from_json(given.getvalue().decode("utf-8", "replace"))
    except DijkwachtError as error:
        refusal.show(error)
        return
    rows = pd.DataFrame(
        {
            tr("Peildatum"): [day(one.as_of) for one in report.days],
            tr("Locaties"): [one.locations for one in report.days],
            tr("In aanmerking"): [one.eligible for one in report.days],
            tr("Nieuw"): [one.new_eligible for one in report.days],
            tr("Weg"): [one.gone for one in report.days],
            tr("Gelijk gebleven"): [_share(one.stability) for one in report.days],
            tr("Bronnen zonder levering"): [
                ", ".join(g.source for g in one.gaps) for one in report.days
            ],
        }
    )
    st.dataframe(rows, hide_index=True, width="stretch")
    is_current = report.covers(rulebook.ruleset(), packs=report.asked)
    told = (
        tr("Pakketten: {packs}; dit zijn de pakketten van nu.")
        if is_current
        else tr("Pakketten: {packs}; sindsdien zijn ze gewijzigd.")
    )
    st.markdown(told.format(packs=", ".join(report.asked)))


def _share(value: float | None) -> str:
    return "" if value is None else f"{number(100 * value)}%"
