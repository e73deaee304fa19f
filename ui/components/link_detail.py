"""One pair: both sides next to each other, why every field counts, and what would change."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from engine.casework.match_models import MatchKind
from engine.exports.pairs.candidates import Candidate
from engine.exports.pairs.listing import Row
from engine.exports.pairs.records import AS_DELIVERED, NO_NUMBER, Side
from engine.exports.pairs.wording import word
from engine.exports.words import WORDS
from engine.register import judged_pairs
from engine.snapshot import Run
from engine.translatable import Sentence, mark
from ui import links_view, state, wording
from ui.components.literal import literal, typed
from ui.language import tr, tr_word
from ui.wording import number

_WRONG = {
    judged_pairs.APART: mark("twee kanten van deze groep zijn als verschillend beoordeeld"),
    judged_pairs.TWO_COMPANIES: mark("dezelfde naam is aan twee KVK-nummers gekoppeld"),
    judged_pairs.PERSON_AND_COMPANY: mark("een persoon en een bedrijf zouden één worden"),
    judged_pairs.TWO_PLACES: mark("dezelfde tekst is aan twee adressen gekoppeld"),
}
_GROUPS = sorted(group for group in WORDS if group.endswith(("kind", "role", "legal_form")))
_OURS = frozenset({"rechtsvorm", "soort", "let op"})
"""Facts of a side of which the value is a word of ours; others are as a register says them."""
_NAMES = mark(
    "Namen staan niet op deze pagina. Ze liggen in de kluis en worden alleen geopend binnen een "
    "zaak, door twee personen: *Zaken*, de zaak bij de locatie, *Namen*."
)
_QUESTIONS = {
    MatchKind.ADDRESS: mark("Is dit hetzelfde adres?"),
    MatchKind.COMPANY: mark("Is dit hetzelfde bedrijf?"),
    MatchKind.PERSON: mark("Is dit dezelfde persoon?"),
}


def draw(run: Run, row: Row) -> None:
    """Draw the pair."""
    st.header(tr(_QUESTIONS[row.pair.kind]), anchor=False)
    if row.wrong is not None:
        told = tr("Dit oordeel wordt niet toegepast: {why}. Trek een van de oordelen in.")
        st.warning(told.format(why=tr(_WRONG.get(row.wrong, row.wrong))))
    left, right = st.columns(2)
    for column, side in zip((left, right), links_view.sides(run, row.pair), strict=True):
        with column.container(border=True):
            _side(side, is_person=row.pair.kind is MatchKind.PERSON)
    if row.pair.kind is not MatchKind.ADDRESS:
        st.caption(tr(_NAMES))
    if row.candidate is not None:
        _why(row.candidate, row.pair.kind)
        told = tr("**Wat verandert bij *dezelfde*, in de volgende run:** {effect}.")
        st.markdown(told.format(effect=literal(_effect(row.candidate))))
    _history(row)


def _effect(one: Candidate) -> str:
    told = ", ".join(f"{wording.word('table', table)} {count}" for table, count in one.effect)
    return told or tr("geen rijen in deze run")


def _side(side: Side, *, is_person: bool) -> None:
    is_ours = isinstance(side.title, Sentence) or side.title in (AS_DELIVERED, NO_NUMBER)
    title = tr(side.title) if is_ours else side.title
    st.markdown(f"**{literal(title)}**")
    if side.facts:
        facts = [(tr(what), _told(value) if what in _OURS else value) for what, value in side.facts]
        st.markdown("\n".join(f"- {literal(what)}: {literal(value)}" for what, value in facts))
    if not side.rows:
        st.caption(tr("Geen records in deze run."))
        return
    columns: dict[str, list[object]] = {
        tr("wat"): [_told(row.part) for row in side.rows],
        tr("bedrijf") if is_person else tr("waar"): [row.about for row in side.rows],
        tr("vanaf"): [row.from_ for row in side.rows],
        tr("tot"): [row.to for row in side.rows],
        tr("bron"): [tr_word("table", row.where) for row in side.rows],
    }
    told = {name: cells for name, cells in columns.items() if any(cells)}
    st.dataframe(
        pd.DataFrame(told), hide_index=True, placeholder="",
        column_config={
            name: st.column_config.DateColumn(format="DD-MM-YYYY")
            for name in (tr("vanaf"), tr("tot"))
        },
    )  # fmt: skip
    if side.more:
        st.caption(tr("En {count} andere.").format(count=number(side.more)))


def _told(text: str) -> str:
    """A fixed word of ours in the language of who looks."""
    words = (tr_word(group, text) for group in _GROUPS)
    return next((told for told in words if told != text), tr(text))


def _why(one: Candidate, kind: MatchKind) -> None:
    st.markdown(tr("**Waarom elk veld telt**"))
    rules = state.rules_folder()
    values = [(field.mine or "", field.theirs or "") for field in one.why]
    table: dict[str, Sequence[object]] = {
        tr("veld"): [word("field", field.field, rules=rules) for field in one.why],
        tr("overeenkomst"): [word("agreement", field.agreement, rules=rules) for field in one.why],
        tr("gewicht"): [_signed(field.weight) for field in one.why],
        tr("betekent"): [_means(field.weight) for field in one.why],
    }
    if any(mine or theirs for mine, theirs in values):
        table |= {
            tr("links"): [mine for mine, _ in values],
            tr("rechts"): [its for _, its in values],
        }
    st.table(table)
    told = tr(
        "Som {total}. Kans dat dit dezelfde is: {chance} %; voorsprong op de volgende {margin} %. "
        "Drempel om vanzelf te koppelen: {limit}. Gevonden: {method}. Gewicht: boven 0 "
        "spreekt vóór dezelfde, onder 0 ertegen; 1 erbij is twee keer zo waarschijnlijk."
    )
    st.caption(
        told.format(
            total=number(sum(field.weight for field in one.why), 2),
            chance=number(100 * one.probability, 1),
            margin=number(100 * one.margin, 1),
            limit=_limit(links_view.threshold(kind)),
            method=word("method", one.method, rules=rules),
        )
    )


def _limit(threshold: float | None) -> str:
    """The threshold in words; above 1 means that nothing of this kind is linked by itself."""
    if threshold is None:
        return tr("niet bekend")
    if threshold > 1:
        return tr("nooit: een persoon beslist")
    return f"{number(100 * threshold, 1)} %"


def _signed(weight: float) -> str:
    return f"{'+' if weight > 0 else ''}{number(weight, 2)}"


def _means(weight: float) -> str:
    if weight == 0:
        return tr("zegt niets")
    return tr("spreekt ervoor") if weight > 0 else tr("spreekt ertegen")


def _history(row: Row) -> None:
    if not row.judged.entries:
        return
    st.markdown(tr("**Eerdere oordelen**"))
    for entry in reversed(row.judged.entries):
        second = ""
        if entry.approval is not None and entry.approval.allowed is not None:
            who = entry.approval.decided_by
            agreed = tr("eens") if entry.approval.allowed else tr("niet eens")
            told = tr("; tweede persoon {who}: {agreed}")
            second = told.format(who=literal(who.subject) if who else "", agreed=agreed)
        elif entry is row.judged.waits:
            second = tr("; wacht op een tweede persoon")
        st.markdown(
            f"- {wording.moment(entry.judged_at)}, {literal(entry.user.subject)}: "
            f"**{tr(entry.verdict.label)}**{second}. {typed(entry.reason)}"
        )
