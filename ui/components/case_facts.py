"""What is known in a case: what is seen beside what speaks against it and what is not known."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from engine.casework.case_models import CaseScan
from engine.casework.process.models import CaseHit
from engine.errors import DijkwachtError
from engine.exports.assessment import Assessment
from engine.exports.words import day, number, word
from engine.rules.model import Outcome, Role, Status
from engine.snapshot import Run
from ui import case_facts, dutch
from ui.case_facts import Now
from ui.case_view import CaseView
from ui.components import case_form
from ui.components.literal import literal

_SEEN, _AGAINST, _UNKNOWN = "Wat zien we", "Wat pleit ertegen", "Wat weten we niet"


def draw(run: Run, view: CaseView) -> None:
    """Draw what the case kept, what the run says now, and what stricter rules said."""
    if view.hits:
        st.subheader("Meegenomen in de zaak")
        _kept(view.hits)
    found = case_facts.now(run, view)
    st.subheader("Volgens de weekrun")
    if not found:
        st.info("De gekozen run kent deze locatie niet: kies een andere peildatum.")
    for one in found:
        _now(one, is_only=len(found) == 1)
    st.subheader("Strengere regels, alleen in deze zaak")
    _scans(run, view)


def _kept(hits: Sequence[CaseHit]) -> None:
    seen, against = st.columns(2)
    with seen:
        st.markdown(f"**{_SEEN}**")
        for hit in hits:
            if hit.role != Role.MITIGATING:
                _hit(hit)
    with against:
        st.markdown(f"**{_AGAINST}**")
        for hit in hits:
            if hit.role == Role.MITIGATING:
                _hit(hit)
        _innocent({hit.rule_id: _explained(hit.rule_id) for hit in hits})


def _hit(hit: CaseHit) -> None:
    text = case_facts.rule_text(hit.rule_id)
    title = literal(text.title) if text else "regel die niet meer bestaat"
    st.markdown(f"**{title}** ({hit.rule_id})  \n{literal(hit.explanation)}")
    st.caption(
        f"nieuwste feit {day(hit.newest)} · gevonden {day(hit.found_on)} · versie {hit.version} · "
        f"bronnen: {literal(', '.join(hit.evidence)) or 'geen'}"
    )


def _explained(rule_id: str) -> Sequence[str]:
    text = case_facts.rule_text(rule_id)
    return () if text is None else text.false_positives


def _innocent(texts: Mapping[str, Sequence[str]]) -> None:
    lines = [f"- {literal(text)} ({rule})" for rule, found in texts.items() for text in found]
    if lines:
        st.markdown("Onschuldige verklaringen die bij deze treffers horen:\n\n" + "\n".join(lines))


def _now(one: Now, *, is_only: bool) -> None:
    if not is_only:
        st.markdown(f"**{literal(one.label)}**")
    if one.assessment is None:
        st.info(one.why_not or "")
        return
    st.caption(f"Peildatum {day(one.as_of)}; een feit is geen verwijt.")
    found = one.assessment
    for route in found.routes:
        sentence = literal(route.sentence or "")
        st.warning(f"Eerst naar **{literal(route.route_to or 'een mens')}**: {sentence}")
    seen, against, unknown = st.columns(3)
    with seen:
        _run_hits(found)
    with against:
        st.markdown(f"**{_AGAINST}**")
        lines = [f"- {literal(o.sentence or '')} ({o.rule_id})" for o in found.mitigating]
        st.markdown("\n".join(lines) or "Geen ontlastende feiten bekend.")
        _innocent({outcome.rule_id: outcome.false_positives for outcome in found.hits})
    with unknown:
        st.markdown(f"**{_UNKNOWN}**")
        lines = [f"- {literal(o.title)}: {literal(o.reason or '')}" for o in found.unknown]
        st.markdown("\n".join(lines) or "Alle regels konden worden beoordeeld.")


def _run_hits(found: Assessment) -> None:
    st.markdown(f"**{_SEEN}**")
    if not found.hits:
        st.markdown("Geen enkele regel geeft een treffer.")
    for outcome in found.hits:
        st.markdown(
            f"**{literal(outcome.title)}** ({outcome.rule_id})  \n{literal(outcome.sentence or '')}"
        )
        records = ", ".join(record.record_key for record in outcome.evidence)
        st.caption(f"nieuwste feit {day(outcome.newest)} · bronnen: {literal(records) or 'geen'}")


def _scans(run: Run, view: CaseView) -> None:
    case = view.case
    opened = "; ".join(f"{gate}: {word('gate', gate)}" for gate in case_facts.gates(case))
    st.caption(
        f"Deze zaak opent {opened}. De uitkomst blijft in de zaak: geen punten, en de weeklijst "
        "blijft gelijk. Wat wordt gelezen staat in het logboek."
    )
    if case_facts.may_scan(view) and st.button("Bekijk met strengere regels", key="case_scan"):
        _scan(run, view)
    if not view.file.scans:
        st.info("Nog niet bekeken.")
        return
    names = {scan.id: _name(scan) for scan in view.file.scans}
    chosen = view.file.scans[0]
    if len(names) > 1:
        wanted = st.selectbox(
            "Welke keer", list(names), format_func=lambda key: names[key], key="case_scan_which"
        )
        chosen = next(scan for scan in view.file.scans if scan.id == wanted)
    st.markdown(names[chosen.id])
    _outcomes(chosen)


def _scan(run: Run, view: CaseView) -> None:
    bar = st.progress(0.0, "De regels worden gelezen…")

    def told(stage: str, done: int, total: int | None) -> None:
        del stage
        bar.progress(min(done / total, 1.0) if total else 0.0, "De regels worden bekeken…")

    try:
        made = case_facts.scan(run, view.case, told)
    except DijkwachtError as error:
        bar.empty()
        st.error(literal(dutch.told(error)))
        return
    hits = sum(one["outcome"] == Outcome.HIT for one in made.outcomes)
    case_form.tell(f"Bekeken met {len(made.outcomes)} regels: {hits} met een treffer.")
    st.rerun()


def _name(scan: CaseScan) -> str:
    by = literal(scan.scanned_by.subject)
    return f"Bekeken door {by} op {dutch.moment(scan.scanned_at)}, peildatum {day(scan.as_of)}"


def _outcomes(scan: CaseScan) -> None:
    hits = [one for one in scan.outcomes if one["outcome"] == Outcome.HIT]
    for one in hits:
        if one["role"] == Role.ROUTE:
            st.warning(
                f"Eerst naar **{literal(one['route_to'] or 'een mens')}**: "
                f"{literal(one['explanation'] or '')} ({one['rule_id']})"
            )
    seen, against, unknown = st.columns(3)
    with seen:
        st.markdown(f"**{_SEEN}**")
        others = [one for one in hits if one["role"] not in (Role.ROUTE, Role.MITIGATING)]
        _scan_hits(others)
    with against:
        st.markdown(f"**{_AGAINST}**")
        own = [one for one in hits if one["role"] == Role.MITIGATING]
        lines = [f"- {literal(one['explanation'] or '')} ({one['rule_id']})" for one in own]
        st.markdown("\n".join(lines) or "Geen ontlastende feiten bekend.")
        _innocent({one["rule_id"]: one["false_positives"] for one in hits})
    with unknown:
        st.markdown(f"**{_UNKNOWN}**")
        lines = [
            f"- {literal(one['title'])}: {literal(one['reason'] or '')}"
            for one in scan.outcomes
            if one["outcome"] == Outcome.UNKNOWN
        ]
        lines += [f"- {rule}: {literal(why)}" for rule, why in sorted(scan.not_judged.items())]
        st.markdown("\n".join(lines) or "Alle regels konden worden beoordeeld.")
    missed = [one for one in scan.outcomes if one["outcome"] == Outcome.NO_HIT]
    with st.expander(f"Geen treffer: {number(len(missed))} regels"):
        st.markdown("\n".join(f"- {literal(one['title'])} ({one['rule_id']})" for one in missed))


def _scan_hits(hits: Sequence[Mapping[str, Any]]) -> None:
    if not hits:
        st.markdown("Geen enkele regel geeft een treffer.")
    for one in hits:
        trial = " · regel op proef" if one["status"] == Status.EXPERIMENTAL else ""
        newest = date.fromisoformat(one["newest"]) if one["newest"] else None
        st.markdown(
            f"**{literal(one['title'])}** ({one['rule_id']})  \n{literal(one['explanation'] or '')}"
        )
        st.caption(
            f"poort {one['gate']} · nieuwste feit {day(newest)} · versie {one['version']}{trial} · "
            f"bronnen: {literal(', '.join(one['evidence'])) or 'geen'}"
        )
