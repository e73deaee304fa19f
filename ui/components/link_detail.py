"""One pair: both sides next to each other, why every field counts, and what would change."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from engine.casework.match_models import MatchKind
from engine.exports.pairs import explained
from engine.exports.pairs.candidates import Candidate
from engine.exports.pairs.listing import Row
from engine.exports.pairs.records import Side
from engine.exports.pairs.wording import word
from engine.register import judged_pairs
from engine.snapshot import Run
from ui import links_view, state, wording
from ui.components.literal import literal, typed
from ui.wording import number

_WRONG = {
    judged_pairs.APART: "twee kanten van deze groep zijn als verschillend beoordeeld",
    judged_pairs.TWO_COMPANIES: "dezelfde naam is aan twee KVK-nummers gekoppeld",
    judged_pairs.PERSON_AND_COMPANY: "een persoon en een bedrijf zouden één worden",
    judged_pairs.TWO_PLACES: "dezelfde tekst is aan twee adressen gekoppeld",
}
_NAMES = (
    "Namen staan niet op deze pagina. Ze liggen in de kluis en worden alleen geopend binnen een "
    "zaak, door twee personen: *Zaken*, de zaak bij de locatie, *Namen*."
)


def draw(run: Run, row: Row) -> None:
    """Draw the pair."""
    st.header(f"Is dit {_question(row.pair.kind)}?", anchor=False)
    if row.wrong is not None:
        st.warning(
            "Dit oordeel wordt niet toegepast: "
            f"{_WRONG.get(row.wrong, row.wrong)}. Trek een van de oordelen in."
        )
    left, right = st.columns(2)
    for column, side in zip((left, right), links_view.sides(run, row.pair), strict=True):
        with column.container(border=True):
            _side(side, is_person=row.pair.kind is MatchKind.PERSON)
    if row.pair.kind is not MatchKind.ADDRESS:
        st.caption(_NAMES)
    if row.candidate is not None:
        _why(row.candidate, row.pair.kind)
        st.markdown(
            "**Wat verandert bij *dezelfde*, in de volgende run:** "
            f"{literal(explained.told_effect(row.candidate))}."
        )
    _history(row)


def _question(kind: MatchKind) -> str:
    return {
        MatchKind.ADDRESS: "hetzelfde adres",
        MatchKind.COMPANY: "hetzelfde bedrijf",
        MatchKind.PERSON: "dezelfde persoon",
    }[kind]


def _side(side: Side, *, is_person: bool) -> None:
    st.markdown(f"**{literal(side.title)}**")
    if side.facts:
        st.markdown("\n".join(f"- {literal(what)}: {literal(value)}" for what, value in side.facts))
    if not side.rows:
        st.caption("Geen records in deze run.")
        return
    columns: dict[str, list[object]] = {
        "wat": [row.part for row in side.rows],
        "bedrijf" if is_person else "waar": [row.about for row in side.rows],
        "vanaf": [row.from_ for row in side.rows],
        "tot": [row.to for row in side.rows],
        "bron": [row.where for row in side.rows],
    }
    told = {name: cells for name, cells in columns.items() if any(cells)}
    st.dataframe(
        pd.DataFrame(told), hide_index=True, placeholder="",
        column_config={
            name: st.column_config.DateColumn(format="DD-MM-YYYY") for name in ("vanaf", "tot")
        },
    )  # fmt: skip
    if side.more:
        st.caption(f"En {number(side.more)} andere.")


def _why(one: Candidate, kind: MatchKind) -> None:
    st.markdown("**Waarom elk veld telt**")
    rules = state.rules_folder()
    values = [(field.mine or "", field.theirs or "") for field in one.why]
    table: dict[str, Sequence[object]] = {
        "veld": [word("field", field.field, rules=rules) for field in one.why],
        "overeenkomst": [word("agreement", field.agreement, rules=rules) for field in one.why],
        "gewicht": [_signed(field.weight) for field in one.why],
        "betekent": [_means(field.weight) for field in one.why],
    }
    if any(mine or theirs for mine, theirs in values):
        table |= {"links": [mine for mine, _ in values], "rechts": [its for _, its in values]}
    st.dataframe(pd.DataFrame(table), hide_index=True)
    total = sum(field.weight for field in one.why)
    limit = explained.told_threshold(links_view.threshold(kind))
    st.caption(
        f"Som {number(total, 2)}. Kans dat dit dezelfde is: {number(100 * one.probability, 1)} %; "
        f"voorsprong op de volgende {number(100 * one.margin, 1)} %. Drempel om vanzelf te "
        f"koppelen: {limit}. Gevonden: {word('method', one.method, rules=rules)}. Gewicht: boven 0 "
        "spreekt vóór dezelfde, onder 0 ertegen; 1 erbij is twee keer zo waarschijnlijk."
    )


def _signed(weight: float) -> str:
    return f"{'+' if weight > 0 else ''}{number(weight, 2)}"


def _means(weight: float) -> str:
    if weight == 0:
        return "zegt niets"
    return "spreekt ervoor" if weight > 0 else "spreekt ertegen"


def _history(row: Row) -> None:
    if not row.judged.entries:
        return
    st.markdown("**Eerdere oordelen**")
    for entry in reversed(row.judged.entries):
        second = ""
        if entry.approval is not None and entry.approval.allowed is not None:
            who = entry.approval.decided_by
            agreed = "eens" if entry.approval.allowed else "niet eens"
            second = f"; tweede persoon {literal(who.subject) if who else ''}: {agreed}"
        elif entry is row.judged.waits:
            second = "; wacht op een tweede persoon"
        st.markdown(
            f"- {wording.moment(entry.judged_at)}, {literal(entry.user.subject)}: "
            f"**{entry.verdict.label}**{second}. {typed(entry.reason)}"
        )
