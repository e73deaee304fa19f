"""Errors that were reported of sources and did not end: counts, and the way to each."""

import pandas as pd
import streamlit as st

from engine.errors import CaseworkError
from engine.exports.location.reported_errors import Reported
from engine.snapshot import Run
from ui import error_reports, location_url, state, wording
from ui.components.literal import literal
from ui.language import tr
from ui.wording import day, number


def draw(run: Run) -> None:
    """Draw how many reports are open per source; who works with them sees each one too."""
    try:
        counts = error_reports.by_source()
    except CaseworkError as error:
        st.caption(
            literal(
                tr("Gemelde fouten zijn niet te lezen: {error}").format(error=wording.told(error))
            )
        )
        return
    if not counts:
        return
    st.markdown(tr("**Gemelde fouten die nog openstaan**"))
    rows = pd.DataFrame(
        {
            tr("Bron"): list(counts),
            tr("Open"): [one.count for one in counts.values()],
            tr("Oudste"): [day(one.oldest) for one in counts.values()],
        }
    )
    st.dataframe(rows, hide_index=True, width="content")
    if error_reports.may():
        found = error_reports.everywhere()
        with st.expander(tr("Bekijk de meldingen ({count})").format(count=number(len(found)))):
            for one in found:
                _report(run, one)


def _report(run: Run, one: Reported) -> None:
    said, open_it = st.columns([4, 1], vertical_alignment="center")
    what = tr(one.fact) if one.fact else tr("het hele record")
    waits = "" if one.obstacle is not None else tr(" · wacht op een tweede persoon")
    said.markdown(
        literal(
            f"{one.number}: {one.source}, {tr(one.record)}, {what} · {tr(one.state.label)}{waits}"
        )
    )
    is_known = one.location_id in state.identities(run)
    if is_known and open_it.button(tr("Naar de locatie"), key=f"source_error_{one.number}"):
        held = state.link(run, one.location_id) | {"deel": location_url.PAST}
        st.switch_page("ui/app_pages/location.py", query_params=held)
