"""Pairs one under another, to choose one or several: each side, how likely, how many rows."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from engine.exports.pairs.listing import Row
from engine.snapshot import Run
from ui import links_url, links_view, wording
from ui.components.literal import literal
from ui.language import tr
from ui.links_url import Part, Shown
from ui.wording import number

ROWS = 8
"""Pairs on one page: what fits above the pair that is shown."""
_WIDTHS = (0.5, 1.2, 4.0, 4.0, 1.6, 1.0, 1.6)


def picked(found: Sequence[Row]) -> list[Row]:
    """The pairs that were ticked when the page was drawn before."""
    return [row for row in found if st.session_state.get(_key(row))]


def draw(run: Run, shown: Shown, found: Sequence[Row], *, chosen: Row) -> None:
    """Draw one page of pairs; the chosen one is marked."""
    pages = max(1, -(-len(found) // ROWS))
    at = min(shown.page, pages)
    page = found[(at - 1) * ROWS : at * ROWS]
    links_view.looked_at(page)
    called = links_view.labels(run, [row.pair for row in page])
    _head(shown, page)
    for row in page:
        _row(run, shown, row, called[row.pair], is_chosen=row.pair == chosen.pair)
    if pages > 1:
        _pages(run, replace(shown, page=at), pages)


def _head(shown: Shown, page: Sequence[Row]) -> None:
    columns = st.columns(_WIDTHS, vertical_alignment="center")
    with columns[0]:
        st.checkbox(
            tr("Alle op dit blad"),
            key=f"links_all_{shown.part}_{shown.page}",
            label_visibility="collapsed",
            on_change=_tick,
            args=(f"links_all_{shown.part}_{shown.page}", [_key(row) for row in page]),
            help=tr("Kies alle paren op dit blad"),
        )
    titles = (
        tr("Soort"), tr("Aangeleverd"), tr("Mogelijk dezelfde als"), tr("Kans"), tr("Rijen"), "",
    )  # fmt: skip
    for column, title in zip(columns[1:], titles, strict=True):
        column.caption(title)


def _tick(key: str, rows: Sequence[str]) -> None:
    for row in rows:
        st.session_state[row] = st.session_state[key]


def _row(run: Run, shown: Shown, row: Row, called: tuple[str, str], *, is_chosen: bool) -> None:
    columns = st.columns(_WIDTHS, vertical_alignment="center")
    called = tr(called[0]), tr(called[1])
    columns[0].checkbox(
        tr("Kies {one} en {other}").format(one=called[0], other=called[1]),
        key=_key(row),
        label_visibility="collapsed",
    )
    columns[1].markdown(tr(row.pair.kind.label))
    mine, theirs = (literal(text) for text in called)
    columns[2].markdown(f"**{mine}**" if is_chosen else mine)
    columns[3].markdown(f"**{theirs}**" if is_chosen else theirs)
    if row.candidate is None:
        columns[4].caption(tr("niet in deze run"))
    else:
        columns[4].markdown(f"{number(100 * row.candidate.probability)} %")
        columns[5].markdown(number(row.candidate.rows))
    if is_chosen:
        columns[6].markdown(tr("hieronder"))
    else:
        mark = links_url.mark(row.pair)
        columns[6].button(
            tr("Bekijk"), key=f"links_show_{mark}", width="stretch", on_click=links_url.show,
            args=(run, replace(shown, mark=mark)),
        )  # fmt: skip
    if shown.part is not Part.OPEN and row.judged.entries:
        newest = row.judged.entries[-1]
        said = f"{tr(newest.verdict.label)}, {literal(newest.user.subject)}"
        st.caption(f"{said}, {wording.on(newest.judged_at)}: {literal(newest.reason)}")


def _pages(run: Run, shown: Shown, pages: int) -> None:
    before, where, after = st.columns([1, 2, 1], vertical_alignment="center")
    for column, label, key, to in (
        (before, tr("Vorige"), "links_before", shown.page - 1),
        (after, tr("Volgende"), "links_after", shown.page + 1),
    ):
        column.button(
            label, disabled=not 1 <= to <= pages, key=key, width="stretch",
            on_click=links_url.show, args=(run, replace(shown, page=to, mark=None)),
        )  # fmt: skip
    told = tr("Blad {page} van {pages}")
    where.markdown(told.format(page=number(shown.page), pages=number(pages)))


def _key(row: Row) -> str:
    return f"links_pick_{links_url.mark(row.pair)}"
