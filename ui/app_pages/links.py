"""Koppelingen: pairs that may be one and the same, judged side by side; see `ui.links_url`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from engine.casework.match_models import MatchKind
from engine.errors import DijkwachtError
from engine.exports.pairs import left_out, listing
from engine.exports.pairs.listing import Filters, Row
from engine.snapshot import Run
from engine.translatable import mark
from ui import links_url, links_view
from ui.components import choices, frame, link_detail, link_form, link_list, refusal, url_problems
from ui.components.literal import literal
from ui.language import tr, tr_many
from ui.links_url import Part, Shown
from ui.wording import number


def _draw(run: Run, shown: Shown) -> None:
    url_problems.tell(shown.problems)
    every = links_view.rows(run)
    link_form.tell()
    if not every:
        _nothing()
        _tell_left_out(run)
        return
    shown = _filters(shown, {part: _on(every, replace(shown, part=part)) for part in Part})
    found = _on(every, shown)
    ticked = link_list.picked(every)
    chosen = next((row for row in every if links_url.mark(row.pair) == shown.mark), None)
    if chosen is None:
        chosen = found[(shown.page - 1) * link_list.ROWS] if _has(found, shown) else None
    if chosen is None and not found:
        links_url.show(run, shown)
        st.info(tr(_EMPTY[shown.part]))
        return
    chosen = chosen or found[0]
    links_url.show(run, replace(shown, mark=links_url.mark(chosen.pair)))
    if found:
        link_list.draw(run, shown, found, chosen=chosen)
        st.download_button(
            tr("Sla deze lijst op als CSV"), listing.csv(found), "koppelingen.csv", "text/csv",
            key="links_csv", on_click="ignore",
        )  # fmt: skip
    else:
        st.info(tr(_EMPTY[shown.part]))
    _tell_left_out(run)
    st.divider()
    links_view.looked_at([chosen, *ticked])
    if len(ticked) > 1:
        _several(run, ticked)
        return
    link_detail.draw(run, chosen)
    link_form.draw(run, ticked or [chosen])


def _tell_left_out(run: Run) -> None:
    for one in left_out.of_run(run):
        st.caption(literal(tr(one.sentence)))


def _several(run: Run, ticked: Sequence[Row]) -> None:
    count = len(ticked)
    told = tr_many("{count} paren tegelijk", "{count} paren tegelijk", count).format(count=count)
    st.header(told, anchor=False)
    called = links_view.labels(run, [row.pair for row in ticked])
    for row in ticked:
        mine, theirs = called[row.pair]
        pair = tr("{one} en {other}").format(one=literal(mine), other=literal(theirs))
        st.markdown(f"- {tr(row.pair.kind.label)}: {pair}")
    st.caption(tr("Alles of niets: wordt er één geweigerd, dan wordt er geen vastgelegd."))
    link_form.draw(run, ticked)


def _has(found: Sequence[Row], shown: Shown) -> bool:
    return len(found) > (shown.page - 1) * link_list.ROWS


def _on(every: Sequence[Row], shown: Shown) -> list[Row]:
    return listing.wanted(every, Filters(shown.kind, shown.least / 100, shown.part.states))


def _filters(shown: Shown, counts: Mapping[Part, Sequence[Row]]) -> Shown:
    part = choices.part(
        tr("Deel"), list(Part), shown.part, key="links_part",
        words=lambda one: f"{tr(one.label)} ({number(len(counts[one]))})",
    )  # fmt: skip
    kind_at, share_at, told_at = st.columns([1, 2, 2], vertical_alignment="bottom")
    kind = choices.one_or_all(
        kind_at, tr("Soort"), list(MatchKind), shown.kind, key="links_kind",
        words=lambda one: tr(one.label),
    )  # fmt: skip
    least = choices.follow(
        "links_least",
        shown.least,
        lambda: share_at.slider(tr("Kans ten minste"), 0, 100, format="%d %%", key="links_least"),
    )
    told_at.caption(
        tr("Bovenaan staat wat het meeste uitmaakt: de kans maal de rijen die veranderen.")
    )
    wanted = replace(shown, part=part, kind=kind, least=least)
    return shown if wanted == shown else replace(wanted, page=1, mark=None)


_EMPTY = {
    Part.OPEN: mark(
        "Alles met deze filters is beoordeeld. Kies een andere soort of een lagere kans."
    ),
    Part.WAITING: mark("Geen oordelen over personen die op een tweede persoon wachten."),
    Part.UNSURE: mark("Geen paren waarover iemand onzeker was."),
    Part.JUDGED: mark("Nog geen oordelen met deze filters."),
}


def _nothing() -> None:
    st.info(
        tr(
            "Deze run heeft geen koppelingen om te beoordelen. Paren komen hier als een adres, een "
            "bedrijfsnaam of een persoon op iets lijkt maar niet zeker genoeg is om vanzelf te "
            "koppelen. Maak een nieuwe run (`dijkwacht run`) na een levering, of kijk op *Bronnen* "
            "welk deel van de rijen geen plaats heeft."
        )
    )


run = frame.open_run("Koppelingen")
frame.choose_run(run)
try:
    if not links_view.is_open():
        st.info(tr("In uw rol beoordeelt u geen koppelingen."))
        st.stop()
    _draw(run, links_url.now())
except DijkwachtError as error:
    refusal.show(error, within=tr("De koppelingen kunnen niet worden getoond: {error}"))
    st.stop()
