"""Bronnen: what every delivery was worth, what was refused of it, and how to get it right."""

import streamlit as st

from engine.errors import DijkwachtError
from ui import deliveries, state
from ui.components import frame, refusal, source_errors, source_overview
from ui.language import tr

run = frame.open_run("Bronnen")
frame.choose_run(run)
try:
    states = deliveries.states(run)
except DijkwachtError as error:
    refusal.show(error, within=tr("De bronnen kunnen niet worden getoond: {error}"))
    st.stop()
if not states:
    st.info(
        tr(
            "Deze run heeft geen bronnen. Zet ze in sources.yaml; "
            "`dijkwacht sources template table` geeft een voorbeeld."
        )
    )
    st.stop()
refused = sum(found.quarantined for found in states)
stale = sum(found.is_stale for found in states)
told = tr(
    "**{count} bronnen**, waarvan **{stale}** te oud of zonder bruikbare levering. "
    "In quarantaine: **{refused}** records."
)
st.markdown(told.format(count=len(states), stale=stale, refused=refused))
source_overview.draw_table(states)
source_errors.draw(run)
if deliveries.are_roads_unknown(run):
    st.caption(
        tr(
            "Het zonebestand tekent geen wegen: of een erf over een openbare weg heen ligt, is "
            "niet nagegaan. Hoe u ze tekent: `docs/operations.md`, Zones."
        )
    )
names = [found.source for found in states]
asked = state.chosen_source()
chosen = st.selectbox(
    tr("Bekijk een bron"),
    names,
    index=names.index(asked) if asked in names else 0,
    format_func={
        found.source: f"{source_overview.title(found)} ({found.source})" for found in states
    }.__getitem__,
    key="sources_chosen",
)
st.query_params[state.SOURCE] = chosen
source_overview.draw_source(run, next(found for found in states if found.source == chosen))
with st.expander(tr("Een bron toevoegen of herstellen")):
    st.markdown(
        tr(
            "Bronnen staan in `sources.yaml`. Proberen zonder run: "
            "`dijkwacht sources check --sources sources.yaml`. Een voorbeeld per lezer: "
            "`dijkwacht sources template NAAM`. Wie een bron mag gebruiken en wat eruit wordt "
            "weggelaten: `docs/data-sources.md`."
        )
    )
