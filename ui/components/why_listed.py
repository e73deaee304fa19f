"""Why a location is on the week's list: one line above everything else, once it was judged."""

import streamlit as st

from engine.exports.dossier import Dossier
from engine.scoring.worklist import RANDOM
from engine.snapshot import Run
from ui import review
from ui.components.literal import literal
from ui.language import tr
from ui.review import Judged
from ui.wording import number, word

_MOST = 3


def draw(run: Run, dossier: Dossier, judged: Judged | None) -> None:
    """Draw how it came on the list and the heaviest reasons; before a judgement nothing."""
    arm = review.arm(run, dossier, judged)
    found = review.visible(dossier, judged).assessment
    if arm is None or found is None:
        return
    if arm == RANDOM:
        st.markdown(
            tr("**Waarom op de lijst**: aselect gekozen, ter controle; niet vanwege treffers.")
        )
        return
    reasons = "".join(f"\n- {literal(one.sentence)} ({one.rule_id})" for one in found.hits[:_MOST])
    st.markdown(
        tr(
            "**Waarom op de lijst**: {arm}, band {band} met {points} punten. "
            "Het zwaarst wegen:{reasons}"
        ).format(
            arm=word("arm", arm),
            band=word("band", found.band),
            points=number(found.score, 1),
            reasons=reasons,
        )
    )
