"""What changed at a location since an earlier run: facts always, hits and band once judged."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from engine.errors import RunError
from engine.exports.location.changes import Change, Changes, What
from engine.exports.location.past import Past
from engine.exports.run_diff import AtLocation
from engine.snapshot import Run
from engine.translatable import mark
from ui import location_url, location_view, wording
from ui.components import source_record
from ui.components.literal import literal
from ui.language import tr
from ui.location_url import Shown
from ui.wording import day, number, word

_TITLES = {
    What.CAME: mark("Erbij gekomen"),
    What.WENT: mark("Verdwenen"),
    What.CHANGED: mark("Gewijzigd"),
}
_HITS = {
    "new hit": mark("nieuwe treffer"), "hit gone": mark("geen treffer meer"),
    "other evidence": mark("andere bronrecords"), "other points": mark("andere punten"),
}  # fmt: skip
_BAND_ABSENT = mark("niet in die run")
_AT_ONCE = 10


def draw(run: Run, location_id: str, shown: Shown, *, is_open: bool) -> None:
    """Draw the choice of an earlier run, and what differs from it.

    Args:
        run: the run of the page.
        location_id: the location.
        shown: says which earlier run; None for the usual one.
        is_open: whether the reviewer may see what the rules say.
    """
    runs = {one.path.name: one for one in location_view.earlier_runs(run)}
    if not runs:
        st.info(tr("Er is geen run van een eerdere dag om mee te vergelijken."))
        return
    before = runs[_choose(run, location_id, shown, runs)]
    try:
        found = location_view.changed(run, before, location_id)
    except RunError as error:
        st.info(literal(tr("Vergelijken kan niet: {error}").format(error=wording.told(error))))
        return
    _sources(found)
    if not found.facts:
        st.markdown(tr("Geen verschil in de feiten over deze locatie."))
    for what, title in _TITLES.items():
        _facts(run, before, tr(title), [one for one in found.facts if one.what is what])
    _rules(run, before, location_id, is_open=is_open)


def _choose(run: Run, location_id: str, shown: Shown, runs: Mapping[str, Run]) -> str:
    names = list(runs)
    judged = _judged_in(location_view.before(run, location_id), names)
    usual = judged or names[0]
    labels = {name: f"{day(runs[name].as_of)} ({name[-12:-8]})" for name in names}
    if judged is not None:
        at_judgement = tr("{run}, bij het laatste oordeel van een eerdere week")
        labels[judged] = at_judgement.format(run=labels[judged])
    asked = shown.before if shown.before in names else usual
    chosen = st.selectbox(
        tr("Vergelijk met de run van"), names, index=names.index(asked),
        format_func=labels.__getitem__, key=f"changes_before_{location_id}",
    )  # fmt: skip
    location_url.show(run, replace(shown, before=None if chosen == usual else chosen))
    return chosen


def _judged_in(past: Past, names: Sequence[str]) -> str | None:
    """The earlier run that was looked at for the newest judgement there is of it."""
    return next((one.run for one in past.judgements if one.run in names), None)


def _sources(found: Changes) -> None:
    before = tr(
        "Bronnen die alleen toen geleverd waren: {sources}. Hun feiten verschillen daardoor, "
        "zonder dat er iets gebeurd hoeft te zijn."
    )
    after = tr(
        "Bronnen die alleen nu geleverd waren: {sources}. Hun feiten verschillen daardoor, "
        "zonder dat er iets gebeurd hoeft te zijn."
    )
    for told, sources in ((before, found.only_before), (after, found.only_after)):
        if sources:
            st.caption(literal(told.format(sources=", ".join(sources))))


def _facts(run: Run, before: Run, title: str, facts: Sequence[Change]) -> None:
    if not facts:
        return
    st.markdown(f"**{title}** ({len(facts)})")
    for number_, one in enumerate(facts[:_AT_ONCE]):
        _fact(run, before, one, f"changes_{one.what}_{number_}")
    if len(facts) > _AT_ONCE:
        with st.expander(tr("nog {count}").format(count=number(len(facts) - _AT_ONCE))):
            for number_, one in enumerate(facts[_AT_ONCE:], start=_AT_ONCE):
                _fact(run, before, one, f"changes_{one.what}_{number_}")


def _fact(run: Run, before: Run, one: Change, key: str) -> None:
    said, record = st.columns([3, 2])
    when = "" if one.on is None else f"{day(one.on)}: "
    said.markdown(f"- {literal(when + tr(one.text))}")
    for name, was, now in one.columns:
        said.caption(literal(f"{tr(name)}: {tr(was)} → {tr(now)}"))
    with record:
        source_record.button(before if one.what is What.WENT else run, one.record_key, key=key)


def _rules(run: Run, before: Run, location_id: str, *, is_open: bool) -> None:
    st.markdown(tr("**Wat de regels zeggen**"))
    found = location_view.reassessed(run, before, location_id) if is_open else None
    if found is None:
        st.caption(
            tr("Treffers en band worden hier na het eerste oordeel van deze week vergeleken.")
        )
        return
    _band(found)
    if not found.hits:
        st.markdown(tr("- dezelfde treffers"))
    titles = {rule["id"]: rule["title"] for rule in run.meta["rules"]}
    for rule, what in found.hits:
        st.markdown(f"- {literal(titles.get(rule, rule))} ({rule}): {tr(_HITS[what])}")


def _band(found: AtLocation) -> None:
    moved = found.moved
    if moved is None:
        st.markdown(tr("- dezelfde band en punten"))
        return
    bands = [word("band", band) if band != "absent" else tr(_BAND_ABSENT)
             for band in (moved.band_before, moved.band_after)]  # fmt: skip
    st.markdown(
        tr("- band {was} → {now}, punten {points_was} → {points_now}").format(
            was=bands[0],
            now=bands[1],
            points_was=number(moved.score_before, 1),
            points_now=number(moved.score_after, 1),
        )
    )
