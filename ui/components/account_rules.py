"""How each rule did in a year: a choice, dots with their intervals, and the same as a table."""

from collections.abc import Sequence
from dataclasses import replace

import altair as alt
import pandas as pd
import streamlit as st

from engine.precision import Share
from engine.snapshot import Run
from engine.workbench.accountability import rules
from engine.workbench.accountability.rules import RulesYear, RuleYear
from ui import rules_url, url_values
from ui.account_url import Shown
from ui.components import choices, palette, url_problems
from ui.language import tr, tr_many
from ui.wording import number, word

_DARK = "#{:02x}{:02x}{:02x}".format(*palette.CONCERNED)
_GREY = "#{:02x}{:02x}{:02x}".format(*palette.NEUTRAL)
_ROW_PX, _HEAD_PX = 22, 60
_LINK_AT = 2
"""Column of the link to a rule: beside its title, so that it is in sight."""


def draw(run: Run, found: RulesYear, shown: Shown, *, least: int) -> Shown:
    """Draw the rules of a year; an empty choice says what to do. Gives the view that was chosen."""
    year = shown.year
    if found.is_forgotten:
        st.info(
            tr(
                "Wat regels zeiden bij oordelen en lijsten, wordt na zijn bewaartermijn "
                "vernietigd: van {year} kan er al iets weg zijn. Geteld is wat er nog staat."
            ).format(year=year)
        )
    if not found.rules:
        st.info(
            tr(
                "Over {year} is van geen enkele regel iets bewaard. Kies een ander jaar, of maak "
                "een run en beoordeel de weeklijst."
            ).format(year=year)
        )
        return shown
    shown, words = _choose(found.rules, shown)
    chosen = _chosen(found.rules, shown, words, least)
    if not chosen:
        st.info(
            tr("Geen regel voldoet aan deze keuzes. Maak de zoekterm leeg of kies alle pakketten.")
        )
        return shown
    _chart([one for one in chosen if rules.is_told(one, least=least)], found.base, least)
    _table(run, chosen, found.base, least)
    content = rules.csv(chosen, found.base, least=least)
    st.download_button(
        tr("Sla deze tabel op als CSV"), content, f"regels-{year}.csv", "text/csv",
        key="account_rules_csv", on_click="ignore",
    )  # fmt: skip
    _kept(found, year)
    return shown


def _kept(found: RulesYear, year: int) -> None:
    kept = tr_many(
        "Van {year} is 1 run bewaard; treffers zijn die van de nieuwste.",
        "Van {year} zijn {count} runs bewaard; treffers zijn die van de nieuwste.",
        found.runs,
    ).format(year=year, count=found.runs)
    told = tr(
        "Een oordeel telt bij elke regel die op die locatie iets zag, ook als de regel nu een "
        "andere voorwaarde heeft; de pagina Regels telt alleen bij de huidige."
    )
    st.caption(f"{kept} {told}")


def _choose(found: Sequence[RuleYear], shown: Shown) -> tuple[Shown, str]:
    """The choices and the words that are looked for; those stand in no URL."""
    packs = sorted({one.pack for one in found if one.pack})
    if shown.pack is not None and shown.pack not in packs:
        url_problems.tell([url_values.unknown("pakket", shown.pack, packs)])
        shown = replace(shown, pack=None)
    left, middle, order, right = st.columns([2, 3, 2, 2], vertical_alignment="bottom")
    pack = choices.one_or_all(left, tr("Pakket"), packs, shown.pack, key="account_pack")
    words = middle.text_input(tr("Zoek in nummer en titel"), key="account_search")
    by = choices.follow(
        "account_order",
        shown.order,
        lambda: order.selectbox(tr("Volgorde"), rules.ORDERS, format_func=tr, key="account_order"),
    )
    enough = choices.follow(
        "account_told",
        shown.enough,
        lambda: right.toggle(tr("Genoeg beoordeeld"), key="account_told"),
    )
    return replace(shown, pack=pack, order=by, enough=enough), words.strip().casefold()


def _chosen(found: Sequence[RuleYear], shown: Shown, words: str, least: int) -> list[RuleYear]:
    chosen = [
        one
        for one in found
        if shown.pack in (None, one.pack)
        and words in f"{one.rule_id} {one.title}".casefold()
        and (not shown.enough or rules.is_told(one, least=least))
    ]
    return rules.ordered(chosen, shown.order)


def _chart(told: Sequence[RuleYear], base: Share, least: int) -> None:
    if not told:
        st.info(
            tr(
                "Van geen van deze regels zijn {least} locaties beoordeeld: te weinig om een "
                "aandeel te tekenen. Beoordeel de weeklijst; met elk oordeel wordt het interval "
                "smaller."
            ).format(least=least)
        )
        return
    rows = pd.DataFrame(
        {
            "Regel": one.rule_id,
            "Titel": one.title,
            "Terecht": one.share.value,
            "laag": one.share.low,
            "hoog": one.share.high,
            "Oordelen": one.share.judged,
        }
        for one in told
    )
    order = [one.rule_id for one in rules.ordered(told, "Aandeel")]
    down = alt.Y("Regel:N", sort=order, title=None, axis=alt.Axis(labelOverlap=False))
    across = alt.Scale(domain=[0, 1])
    told_of = [
        alt.Tooltip("Regel", title=tr("Regel")), alt.Tooltip("Titel", title=tr("Titel")),
        alt.Tooltip("Terecht", title=tr("Terecht"), format=".0%"),
        alt.Tooltip("Oordelen", title=tr("Oordelen")),
    ]  # fmt: skip
    spans = alt.Chart(rows).mark_rule(color=_DARK, strokeWidth=2)
    dots = alt.Chart(rows).mark_point(color=_DARK, filled=True, size=70)
    axis = alt.Axis(format="%", title=tr("Aandeel terecht, met interval"), tickCount=10)
    layers: list[alt.Chart] = [
        spans.encode(x=alt.X("laag:Q", scale=across, axis=axis), x2="hoog:Q", y=down),
        dots.encode(x=alt.X("Terecht:Q", scale=across), y=down, tooltip=told_of),
    ]
    if base.value is not None and base.judged >= least:
        line = alt.Chart(pd.DataFrame({"x": [base.value]})).mark_rule(
            color=_GREY, strokeDash=[4, 3]
        )
        layers.append(line.encode(x=alt.X("x:Q", scale=across)))
        told_base = tr(
            "Stip: aandeel terecht; streep: interval; stippellijn: de aselecte groep ({share}%). "
            "Een streep rechts van die lijn is beter dan toeval."
        )
        st.caption(told_base.format(share=number(100 * base.value)))
    else:
        st.caption(
            tr(
                "Stip: aandeel terecht; streep: interval. Van de aselecte groep is te weinig "
                "beoordeeld om de regels mee te vergelijken."
            )
        )
    st.altair_chart(alt.layer(*layers), height=_HEAD_PX + _ROW_PX * len(rows))


def _table(run: Run, chosen: Sequence[RuleYear], base: Share, least: int) -> None:
    rows = pd.DataFrame([_cells(one, base, least) for one in chosen])
    links = [rules_url.address(run, one.rule_id) for one in chosen]
    rows.insert(_LINK_AT, tr("Open"), links)
    link = {
        tr("Open"): st.column_config.LinkColumn(display_text=tr("open"), width=60),
        tr("Titel"): st.column_config.TextColumn(width=240),
    }
    st.dataframe(rows, hide_index=True, width="stretch", column_config=link)


def _cells(one: RuleYear, base: Share, least: int) -> dict[str, str]:
    """A row of the table as it is saved, in the language of who looks."""
    told = {name: tr(cell) for name, cell in rules.cells(one, base, least=least).items()}
    told["Status"] = word("rule.status", one.status or None, unknown=rules.GONE)
    return {tr(name): cell for name, cell in told.items()}
