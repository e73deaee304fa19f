"""What is known in a case: what is seen beside what speaks against it and what is not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from engine.casework.case_models import CaseScan
from engine.casework.process.evidence import News, Why
from engine.casework.process.models import CaseHit
from engine.errors import DijkwachtError
from engine.rules.model import Outcome, Role, Status
from engine.snapshot import Run
from ui import case_acts, case_facts, wording
from ui.case_view import CaseView
from ui.components import case_form
from ui.components.literal import literal
from ui.wording import day, number, word


@dataclass(frozen=True, slots=True)
class _Told:
    """One hit, as it is told; `about` says how new it is and what said so."""

    rule_id: str
    title: str
    sentence: str
    about: str
    evidence: tuple[str, ...]
    false_positives: tuple[str, ...]


def draw(run: Run, view: CaseView) -> None:
    """Draw what the case holds, what the run has that is new, and what stricter rules said."""
    st.subheader("Wat zien we")
    st.caption("Treffers van de weekrun zoals zij in de zaak kwamen; een feit is geen verwijt.")
    if not view.file.hits:
        st.info("De zaak bevat nog geen treffers.")
    for hit in view.file.hits:
        _hit(_held(run, hit), is_against=hit.role == Role.MITIGATING)
    if view.at_once:
        _now(run, view)
    st.subheader("Strengere regels, alleen in deze zaak")
    _scans(run, view)


def _held(run: Run, hit: CaseHit) -> _Told:
    text = case_facts.rule_text(run, hit.rule_id)
    return _Told(
        hit.rule_id,
        text.title if text else "regel die niet meer bestaat",
        hit.explanation,
        f"nieuwste feit {day(hit.newest)} · gevonden {day(hit.found_on)} · versie {hit.version}",
        tuple(hit.evidence),
        text.false_positives if text else (),
    )


def _now(run: Run, view: CaseView) -> None:
    """What the run has that the case does not hold, what speaks against it, what is not known."""
    found = case_facts.now(run, view)
    if found.why_not is not None:
        st.info(found.why_not)
        return
    if found.news:
        _news(run, view, found.news)
    _beside(
        [f"{literal(text)} ({rule})" for text, rule in found.against],
        [f"{literal(text)} ({rule})" for text, rule in found.unknown],
    )


def _news(run: Run, view: CaseView, news: Sequence[News]) -> None:
    with st.expander(f"Nieuw in de run van {day(run.as_of)}: {number(len(news))}", expanded=True):
        for one in news:
            text = case_facts.rule_text(run, one.hit.rule_id)
            told = _Told(
                one.hit.rule_id,
                one.hit.title,
                one.hit.explanation,
                f"nieuwste feit {day(one.hit.newest)} · {_why(one)}",
                one.hit.evidence,
                text.false_positives if text else (),
            )
            _hit(told, is_against=one.hit.role is Role.MITIGATING)
        if st.button("Neem deze treffers over in de zaak", key="case_keep"):
            case_form.act(view.case, "keep", lambda act, held: case_acts.keep(act, held, run))


def _why(one: News) -> str:
    if one.why is Why.NEW_RULE:
        return "nieuw in deze zaak"
    return f"nieuwer dan {day(one.since)}" if one.since else "nieuwer dan wat bekend was"


def _hit(told: _Told, *, is_against: bool = False) -> None:
    """One hit, with what else it can be beside it."""
    with st.container(border=True):
        seen, innocent = st.columns([3, 2])
        mark = "Pleit ertegen: " if is_against else ""
        seen.markdown(
            f"**{mark}{literal(told.title)}** ({told.rule_id})  \n{literal(told.sentence)}"
        )
        records = literal(", ".join(told.evidence)) or "geen"
        seen.caption(f"{told.about} · bronnen: {records}")
        if not is_against:
            lines = "\n".join(f"- {literal(text)}" for text in told.false_positives)
            innocent.markdown(f"Kan ook zijn:\n\n{lines or '- geen verklaring genoemd'}")


def _seen(hits: Sequence[_Told]) -> None:
    if not hits:
        st.markdown("Geen enkele regel geeft een treffer.")
    for one in hits:
        _hit(one)


def _beside(against: Sequence[str], unknown: Sequence[str]) -> None:
    """What speaks against it, beside what is not known."""
    left, right = st.columns(2)
    left.markdown("**Wat pleit ertegen**")
    left.markdown("\n".join(f"- {text}" for text in against) or "Geen ontlastende feiten bekend.")
    right.markdown("**Wat weten we niet**")
    known = "Alle regels konden worden beoordeeld."
    right.markdown("\n".join(f"- {text}" for text in unknown) or known)


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
        st.error(literal(wording.told(error)))
        return
    hits = sum(one["outcome"] == Outcome.HIT for one in made.outcomes)
    case_form.tell(f"Bekeken met {len(made.outcomes)} regels: {hits} met een treffer.")
    st.rerun()


def _name(scan: CaseScan) -> str:
    by = literal(scan.scanned_by.subject)
    return f"Bekeken door {by} op {wording.moment(scan.scanned_at)}, peildatum {day(scan.as_of)}"


def _outcomes(scan: CaseScan) -> None:
    hits = [one for one in scan.outcomes if one["outcome"] == Outcome.HIT]
    for one in hits:
        if one["role"] == Role.ROUTE:
            st.warning(
                f"Eerst naar **{literal(one['route_to'] or 'een mens')}**: "
                f"{literal(one['explanation'] or '')} ({one['rule_id']})"
            )
    _seen([_scanned(one) for one in hits if one["role"] not in (Role.ROUTE, Role.MITIGATING)])
    own = [one for one in hits if one["role"] == Role.MITIGATING]
    unknown = [one for one in scan.outcomes if one["outcome"] == Outcome.UNKNOWN]
    _beside(
        [f"{literal(one['explanation'] or '')} ({one['rule_id']})" for one in own],
        [
            *(f"{literal(one['title'])}: {literal(one['reason'] or '')}" for one in unknown),
            *(f"{rule}: {literal(why)}" for rule, why in sorted(scan.not_judged.items())),
        ],
    )
    missed = [one for one in scan.outcomes if one["outcome"] == Outcome.NO_HIT]
    with st.expander(f"Geen treffer: {number(len(missed))} regels"):
        st.markdown("\n".join(f"- {literal(one['title'])} ({one['rule_id']})" for one in missed))


def _scanned(one: Mapping[str, Any]) -> _Told:
    trial = " · regel op proef" if one["status"] == Status.EXPERIMENTAL else ""
    newest = date.fromisoformat(one["newest"]) if one["newest"] else None
    about = f"poort {one['gate']} · nieuwste feit {day(newest)} · versie {one['version']}{trial}"
    return _Told(
        one["rule_id"],
        one["title"],
        one["explanation"] or "",
        about,
        tuple(one["evidence"]),
        tuple(one["false_positives"]),
    )
