"""The form that makes a paper: for whom, as what file and why; then the documents to save."""

from collections.abc import Callable, Sequence

import streamlit as st

from engine.errors import DijkwachtError
from engine.exports.papers.contract import Contract
from engine.exports.papers.produce import Build
from engine.exports.papers.texts import Format, Texts
from ui import papers
from ui.components import case_form, refusal
from ui.components.literal import literal
from ui.language import tr
from ui.papers import Offer

Fields = Callable[[Texts], Build]
"""Draws what a kind asks beside recipient and reason, and gives how its content is read."""

_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
}


def draw(contract: Contract, fields: Fields, *, key: str, only: Sequence[str] = ()) -> None:
    """Draw the form of a kind, or that the role does not make it, and what was made in this visit.

    Args:
        contract: of the kind.
        fields: what the kind asks beside the rest.
        key: of the form; documents are remembered under it.
        only: codes of recipients to choose from; empty: all that the kind may go to.
    """
    offered = papers.offer(contract)
    if offered is None:
        st.info(tr("Dit stuk maakt u niet in uw rol."))
        return
    with st.form(f"paper_form_{key}"):
        build = fields(offered.texts)
        left, right = st.columns([3, 1])
        codes = [code for code in offered.recipients if not only or code in only]
        to = left.multiselect(
            tr("Voor wie"), codes, default=codes if len(codes) == 1 else None,
            format_func=offered.recipients.__getitem__, placeholder=tr("Kies wie het krijgt"),
            key=f"paper_to_{key}",
        )  # fmt: skip
        formats = right.multiselect(
            tr("Bestand"), offered.formats, default=offered.formats[0], placeholder=tr("Kies"),
            format_func=str.upper, key=f"paper_format_{key}",
        )  # fmt: skip
        reason = st.text_area(
            tr("Waarom krijgt deze ontvanger het? Ten minste {least} tekens, zonder namen").format(
                least=offered.min_reason
            ),
            max_chars=case_form.LONGEST,
            key=f"paper_reason_{key}",
        )
        bases = dict.fromkeys(offered.bases[code] for code in codes)
        told = tr("Grondslag: {bases} (te verifiëren).").format(bases="; ".join(bases))
        st.caption(literal(told))
        is_asked = st.form_submit_button(tr("Maak het stuk"), type="primary")
    if is_asked:
        _make(offered, build, to=to, formats=formats, reason=reason, key=key)
    _made(key)


def save(name: str, content: bytes, *, key: str) -> None:
    """A button that saves a document."""
    kind = _TYPES.get(name[name.rfind(".") :], "application/octet-stream")
    st.download_button(name, content, name, kind, key=key, icon=":material/download:")


def _make(
    offered: Offer,
    build: Build,
    *,
    to: Sequence[str],
    formats: Sequence[Format],
    reason: str,
    key: str,
) -> None:
    if not to or not formats:
        st.error(tr("Kies wie het krijgt, en als welk bestand."))
        return
    try:
        with st.spinner(tr("Het stuk wordt gemaakt…")):
            made = papers.make(offered, build, to=to, formats=formats, reason=reason)
    except DijkwachtError as error:
        refusal.show(error)
        return
    papers.remember(key, made)


def _made(key: str) -> None:
    """Documents of this visit, with their manifests."""
    files = papers.made(key)
    if not files:
        return
    st.success(tr("Gemaakt, met een manifest per stuk, en opgenomen in het register van stukken."))
    for number, file in enumerate(files):
        for part, (name, content) in enumerate(papers.with_manifest(file)):
            save(name, content, key=f"paper_save_{key}_{number}_{part}")
