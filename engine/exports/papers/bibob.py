"""The report of an own investigation (Bibob) for one recipient, in fifteen parts.

What the recipient may see was decided before (`engine.exports.bibob.report`, art. 28); here it is
only put on paper. There is no score, band or point in it, and nothing here could add one
(REQ-BIB-8).
"""

from datetime import datetime

from sqlalchemy.orm import Session

from engine.casework.audit import ProcessedObject
from engine.casework.bibob import acting
from engine.casework.models import User
from engine.exports.bibob.report import bibob_report
from engine.exports.bibob.sections import BibobReport
from engine.exports.papers import bibob_findings
from engine.exports.papers.bibob_findings import NONE, NOT_YET, table
from engine.exports.papers.contract import Contract
from engine.exports.papers.draft import Draft
from engine.exports.papers.manifest import Origin
from engine.exports.papers.paper import Block, Fields, Notice, Text
from engine.exports.words import day, word

CONTRACT = Contract(
    kind="bibob",
    required=frozenset(
        {"occasion", "parties", "form", "sources", "relations", "facts", "financing", "refusals",
         "weighing", "danger", "proportion", "statements", "advice", "notices", "secrecy",
         "algorithm"}
    ),
    optional=frozenset({"decision"}),
    placeholders=frozenset({"case", "reference", "decision_kind"}),
    logs_reading=True,
)  # fmt: skip
_NOT_HERE = "Dit deel is niet voor deze ontvanger bestemd."


def draft(
    session: Session,
    *,
    file_number: int,
    recipient: str,
    user: User,
    now: datetime,
    party: int | None = None,
) -> Draft:
    """The content of a report for one recipient; reading it is logged.

    Args:
        session: a writing session.
        file_number: of the Bibob file's case.
        recipient: code of `rules/tables/bibob_recipients.csv`.
        user: a Bibob officer.
        now: the moment, with a time zone.
        party: number of the third party that receives its own data; None for others.

    Raises:
        CaseworkError: no such file, the role may not, the recipient is not on the list, or a
            decision other than to grant stands without a statement.
    """
    file = acting.find(session, file_number)
    told = bibob_report(session, file, user=user, recipient=recipient, now=now, party=party)
    occasion = told.occasion
    case = (ProcessedObject("zaak", "nummer", str(file_number), "Bibob-dossier", ("rapport",)),)
    return Draft(
        subject=f"zaak-{file_number}" if party is None else f"zaak-{file_number}-derde-{party}",
        values={
            "case": str(file_number), "reference": occasion.reference,
            "decision_kind": occasion.decision_kind,
        },
        filled=_filled(told),
        left_out=frozenset() if told.decision else frozenset({"decision"}),
        origin=Origin(None, (), (file_number,), ()),
        objects=case,
    )  # fmt: skip


def _filled(told: BibobReport) -> dict[str, list[Block]]:
    return {
        "occasion": [_occasion(told)],
        "parties": table(
            "Personen", (("Nr.", 0.4), ("Rol", 1.4), ("Naam", 2.4), ("Vorm", 1.2), ("KVK", 1.1)),
            [
                (str(p.number), p.role, p.label, _form_of(p.legal_form, p.kind), p.kvk_number or "")
                for p in told.parties
            ],
        ),
        "form": bibob_findings.form(told),
        "sources": bibob_findings.sources(told),
        "relations": bibob_findings.relations(told),
        "facts": bibob_findings.facts(told),
        "financing": bibob_findings.financing(told),
        "refusals": table(
            "Weigeringsgronden",
            (("Grond", 2.4), ("Basis", 1.6), ("Uitkomst", 1.2), ("Reden", 2.6)),
            [
                (r.title, r.basis, word("bibob", r.outcome, unknown="niet gewogen"), r.reason or "")
                for r in told.refusals
            ],
        ),
        "weighing": _weighing(told),
        "danger": _danger(told),
        "proportion": _proportion(told),
        "statements": _statements(told),
        "decision": _decision(told),
        "advice": _advice(told),
        "notices": table(
            "Meldingen", (("Wat", 2), ("Datum", 1.2), ("Kenmerk", 1.6), ("Over", 1.4)),
            [(n.kind, day(n.on), n.reference, n.about or "") for n in told.notices],
        ),
        "secrecy": _secrecy(told),
        "algorithm": _algorithm(told),
    }  # fmt: skip


def _occasion(told: BibobReport) -> Fields:
    one = told.occasion
    return Fields(
        (
            ("Zaaknummer", str(one.case_number)),
            ("Beschikking, opdracht of transactie", one.decision_kind),
            ("Kenmerk", one.reference),
            ("Grondslag", f"{one.hook}: {one.basis}"),
            ("Bestuursorgaan", one.authority),
            ("Datum", day(one.hook_on)),
            ("Aanleiding volgens de beleidsregel", one.trigger),
            ("Waarom", one.purpose),
        )
    )


def _weighing(told: BibobReport) -> list[Block]:
    if not told.weighings:
        return [Text(NONE if told.danger else _NOT_HERE)]
    blocks: list[Block] = []
    for one in told.weighings:
        head = (("Grond", f"{one.ground}: {one.title}"), ("Mate", one.degree))
        blocks.append(Fields((*head, *one.parts)))
    return blocks


def _danger(told: BibobReport) -> list[Block]:
    one = told.danger
    if one is None:
        return [Text("Er is nog geen conclusie, of dit deel is niet voor deze ontvanger bestemd.")]
    by = "met advies van het Landelijk Bureau Bibob" if one.by_advice else "na eigen onderzoek"
    rows = (
        ("Mate van gevaar", one.conclusion), ("Datum", f"{day(one.on)}, {by}"),
        ("Motivering", one.reason), ("Onzekerheid", one.uncertainty),
    )  # fmt: skip
    return [Fields(rows)]


def _proportion(told: BibobReport) -> list[Block]:
    one = told.danger
    if one is None:
        return [Text(_NOT_HERE)]
    rows = (("Evenredigheid", one.proportionality), ("Voorschriften", one.conditions or "geen"))
    return [Fields(rows)]


def _statements(told: BibobReport) -> list[Block]:
    rows = [
        (
            str(one.number), one.about, day(one.asked_on), day(one.until),
            day(one.received_on, unknown=NOT_YET), one.summary or "", one.reply or "",
        )
        for one in told.statements
    ]  # fmt: skip
    columns = (
        ("Nr.", 0.5), ("Over", 1.4), ("Gevraagd", 1.2), ("Tot en met", 1.2), ("Ontvangen", 1.2),
        ("Zienswijze", 2), ("Reactie", 2),
    )  # fmt: skip
    return table("Zienswijzen", columns, rows)


def _decision(told: BibobReport) -> list[Block]:
    one = told.decision
    if one is None:
        return []
    rows = (
        ("Besluit", one.outcome), ("Grond", one.ground), ("Datum", day(one.on)),
        ("Motivering", one.reason), ("Voorschriften", one.conditions or "geen"),
    )  # fmt: skip
    return [Fields(rows)]


def _advice(told: BibobReport) -> list[Block]:
    said = {True: "ja", False: "nee", None: "nog niet bepaald"}[told.advice_wanted]
    return [Fields((("Advies nodig", said), ("Reden", told.advice_reason or "geen vastgelegd")))]


def _secrecy(told: BibobReport) -> list[Block]:
    one = told.secrecy
    if one.destroy_on is None:
        until = "nog niet te bepalen: er is nog geen conclusie"
    else:
        until = day(one.destroy_on)
    rows = (
        ("Voor", one.recipient), ("Alleen voor", one.purpose), ("Grondslag", one.article),
        ("Weggelaten", "; ".join(one.left_out) or "niets"), ("Te vernietigen op", until),
        ("Versie", f"{one.version}, gemaakt op {day(one.made_on)}"),
    )  # fmt: skip
    return [Notice(one.notice), Fields(rows)]


def _algorithm(told: BibobReport) -> list[Block]:
    one = told.algorithm
    rules = ", ".join(f"{rule} (versie {version})" for rule, version in one.rules) or "geen"
    rows = (
        ("Geautomatiseerde selectie heeft een rol gespeeld", "ja" if one.involved else "nee"),
        ("Reden", one.reason), ("Regels", rules),
    )  # fmt: skip
    return [Fields(rows)]


def _form_of(legal_form: str | None, kind: str) -> str:
    return kind if legal_form is None else word("legal_form", legal_form)
