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
from ui.components import case_form, long_work, refusal
from ui.components.literal import literal
from ui.language import tr, tr_many
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
    st.subheader(tr("Wat zien we"))
    st.caption(tr("Treffers van de weekrun zoals zij in de zaak kwamen; een feit is geen verwijt."))
    if not view.file.hits:
        st.info(tr("De zaak bevat nog geen treffers."))
    for hit in view.file.hits:
        _hit(_held(run, hit), is_against=hit.role == Role.MITIGATING)
    if view.at_once:
        _now(run, view)
    st.subheader(tr("Strengere regels, alleen in deze zaak"))
    _scans(run, view)


def _held(run: Run, hit: CaseHit) -> _Told:
    text = case_facts.rule_text(run, hit.rule_id)
    return _Told(
        hit.rule_id,
        text.title if text else tr("regel die niet meer bestaat"),
        hit.explanation,
        tr("nieuwste feit {newest} · gevonden {found} · versie {version}").format(
            newest=day(hit.newest), found=day(hit.found_on), version=hit.version
        ),
        tuple(hit.evidence),
        text.false_positives if text else (),
    )


def _now(run: Run, view: CaseView) -> None:
    """What the run has that the case does not hold, what speaks against it, what is not known."""
    found = case_facts.now(run, view)
    if found.why_not is not None:
        st.info(tr(found.why_not))
        return
    if found.news:
        _news(run, view, found.news)
    _beside(
        [f"{literal(text)} ({rule})" for text, rule in found.against],
        [f"{literal(text)} ({rule})" for text, rule in found.unknown],
    )


def _news(run: Run, view: CaseView, news: Sequence[News]) -> None:
    title = tr("Nieuw in de run van {day}: {count}")
    with st.expander(title.format(day=day(run.as_of), count=number(len(news))), expanded=True):
        for one in news:
            text = case_facts.rule_text(run, one.hit.rule_id)
            told = _Told(
                one.hit.rule_id,
                one.hit.title,
                one.hit.explanation,
                tr("nieuwste feit {newest} · {why}").format(
                    newest=day(one.hit.newest), why=_why(one)
                ),
                one.hit.evidence,
                text.false_positives if text else (),
            )
            _hit(told, is_against=one.hit.role is Role.MITIGATING)
        if st.button(tr("Neem deze treffers over in de zaak"), key="case_keep"):
            case_form.act(view.case, "keep", lambda act, held: case_acts.keep(act, held, run))


def _why(one: News) -> str:
    if one.why is Why.NEW_RULE:
        return tr("nieuw in deze zaak")
    if one.since is None:
        return tr("nieuwer dan wat bekend was")
    return tr("nieuwer dan {day}").format(day=day(one.since))


def _hit(told: _Told, *, is_against: bool = False) -> None:
    """One hit, with what else it can be beside it."""
    with st.container(border=True):
        seen, innocent = st.columns([3, 2])
        title = literal(told.title)
        if is_against:
            title = tr("Pleit ertegen: {title}").format(title=title)
        seen.markdown(f"**{title}** ({told.rule_id})  \n{literal(told.sentence)}")
        records = literal(", ".join(told.evidence)) or tr("geen")
        sources = tr("bronnen: {records}").format(records=records)
        seen.caption(f"{told.about} · {sources}")
        if not is_against:
            lines = "\n".join(f"- {literal(text)}" for text in told.false_positives)
            can_be, none = tr("Kan ook zijn:"), tr("- geen verklaring genoemd")
            innocent.markdown(f"{can_be}\n\n{lines or none}")


def _seen(hits: Sequence[_Told]) -> None:
    if not hits:
        st.markdown(tr("Geen enkele regel geeft een treffer."))
    for one in hits:
        _hit(one)


def _beside(against: Sequence[str], unknown: Sequence[str]) -> None:
    """What speaks against it, beside what is not known."""
    left, right = st.columns(2)
    left.markdown(tr("**Wat pleit ertegen**"))
    none = tr("Geen ontlastende feiten bekend.")
    left.markdown("\n".join(f"- {text}" for text in against) or none)
    right.markdown(tr("**Wat weten we niet**"))
    known = tr("Alle regels konden worden beoordeeld.")
    right.markdown("\n".join(f"- {text}" for text in unknown) or known)


def _scans(run: Run, view: CaseView) -> None:
    case = view.case
    opened = "; ".join(f"{gate}: {word('gate', gate)}" for gate in case_facts.gates(case))
    st.caption(
        tr(
            "Deze zaak opent {opened}. De uitkomst blijft in de zaak: geen punten, en de weeklijst "
            "blijft gelijk. Wat wordt gelezen staat in het logboek."
        ).format(opened=opened)
    )
    look = tr("Bekijk met strengere regels")
    if case_facts.may_scan(view) and st.button(look, key="case_scan"):
        _scan(run, view)
    if not view.file.scans:
        st.info(tr("Nog niet bekeken."))
        return
    names = {scan.id: _name(scan) for scan in view.file.scans}
    chosen = view.file.scans[0]
    if len(names) > 1:
        wanted = st.selectbox(
            tr("Welke keer"), list(names), format_func=lambda key: names[key], key="case_scan_which"
        )
        chosen = next(scan for scan in view.file.scans if scan.id == wanted)
    st.markdown(names[chosen.id])
    _outcomes(chosen)


def _scan(run: Run, view: CaseView) -> None:
    try:
        made = long_work.do(
            lambda progress: case_facts.scan(run, view.case, progress),
            told=tr("De regels worden bekeken…"),
            key="case_scan_stop",
        )
    except DijkwachtError as error:
        refusal.show(error)
        return
    hits = sum(one["outcome"] == Outcome.HIT for one in made.outcomes)
    text = tr("Bekeken met {count} regels: {hits} met een treffer.")
    case_form.tell(text.format(count=len(made.outcomes), hits=hits))
    st.rerun()


def _name(scan: CaseScan) -> str:
    return tr("Bekeken door {who} op {moment}, peildatum {day}").format(
        who=literal(scan.scanned_by.subject),
        moment=wording.moment(scan.scanned_at),
        day=day(scan.as_of),
    )


def _outcomes(scan: CaseScan) -> None:
    hits = [one for one in scan.outcomes if one["outcome"] == Outcome.HIT]
    for one in hits:
        if one["role"] == Role.ROUTE:
            st.warning(
                tr("Eerst naar **{who}**: {why} ({rule})").format(
                    who=literal(one["route_to"] or tr("een mens")),
                    why=literal(one["explanation"] or ""),
                    rule=one["rule_id"],
                )
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
    title = tr_many("Geen treffer: {count} regels", "Geen treffer: {count} regels", len(missed))
    with st.expander(title.format(count=number(len(missed)))):
        st.markdown("\n".join(f"- {literal(one['title'])} ({one['rule_id']})" for one in missed))


def _scanned(one: Mapping[str, Any]) -> _Told:
    newest = date.fromisoformat(one["newest"]) if one["newest"] else None
    about = tr("poort {gate} · nieuwste feit {newest} · versie {version}").format(
        gate=one["gate"], newest=day(newest), version=one["version"]
    )
    if one["status"] == Status.EXPERIMENTAL:
        trial = tr("regel op proef")
        about = f"{about} · {trial}"
    return _Told(
        one["rule_id"],
        one["title"],
        one["explanation"] or "",
        about,
        tuple(one["evidence"]),
        tuple(one["false_positives"]),
    )
