"""The report of an own investigation (Bibob) for one recipient, in fifteen parts.

What the recipient may see was decided before (`engine.exports.bibob_report`, art. 28); here it is
only put on paper. There is no score, band or point in it, and nothing here could add one
(REQ-BIB-8).
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from engine.casework.audit import ProcessedObject
from engine.casework.bibob import acting
from engine.casework.models import User
from engine.exports.bibob_report import bibob_report
from engine.exports.bibob_sections import BibobReport
from engine.exports.papers.contract import Contract
from engine.exports.papers.draft import Draft
from engine.exports.papers.manifest import Origin
from engine.exports.papers.paper import Block, Column, Fields, Notice, Table, Text
from engine.exports.words import day, number, word

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
_NONE = "Niets vastgelegd."
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
        "parties": _table(
            "Personen", (("Nr.", 0.4), ("Rol", 1.4), ("Naam", 2.4), ("Vorm", 1.2), ("KVK", 1.1)),
            [
                (str(p.number), p.role, p.label, _form_of(p.legal_form, p.kind), p.kvk_number or "")
                for p in told.parties
            ],
        ),
        "form": _form(told),
        "sources": _sources(told),
        "relations": _relations(told),
        "facts": _facts(told),
        "financing": _financing(told),
        "refusals": _table(
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
        "notices": _table(
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


def _form(told: BibobReport) -> list[Block]:
    form = told.form
    rows = [("Verzonden", _on(form.sent_on)), ("Volledig ontvangen", _on(form.completed_on))]
    rows += [
        (f"Aanvulling gevraagd {at}", f"{day(asked)}; ontvangen: {_on(came)}")
        for at, (asked, came) in enumerate(form.requests, start=1)
    ]
    rows.append(
        ("Geweigerd aan te vullen", "nee" if form.refused_on is None else day(form.refused_on))
    )
    lines = [
        (
            one.question,
            "ja" if one.needed else "nee",
            word("bibob", one.state, unknown="niet ontvangen"),
            one.article,
        )
        for one in form.lines
    ]
    columns = (("Vraag", 3), ("Nodig", 0.7), ("Stand", 1.2), ("Artikel", 1.8))
    return [Fields(tuple(rows)), *_table("Formulier", columns, lines)]


def _sources(told: BibobReport) -> list[Block]:
    rows = [
        (
            str(one.number), one.title, one.basis, day(one.on), word("bibob", one.result),
            one.reference or "", one.summary or "",
        )
        for one in told.sources
    ]  # fmt: skip
    columns = (
        ("Nr.", 0.5), ("Bron", 1.8), ("Basis", 1.8), ("Datum", 1.3), ("Uitkomst", 1),
        ("Vindplaats", 1.4), ("Inhoud", 1.8),
    )  # fmt: skip
    since = f"Het Bibob-register is bekeken vanaf {day(told.look_back_from)}."
    return [*_table("Bronnen", columns, rows), Text(since)]


def _relations(told: BibobReport) -> list[Block]:
    rows = [
        (
            str(one.number), one.title, f"{one.from_label} → {one.to_label}",
            {True: "direct", False: "indirect", None: ""}[one.is_direct],
            f"{day(one.from_on)} tot {_on(one.until_on, unknown='heden')}",
            ", ".join(one.evidence), one.reason or "",
        )
        for one in told.relations
    ]  # fmt: skip
    columns = (
        ("Nr.", 0.5), ("Soort", 1.4), ("Tussen", 2), ("", 0.8), ("Periode", 1.7), ("Bewijs", 0.9),
        ("Motivering", 2),
    )  # fmt: skip
    return _table("Relaties", columns, rows)


def _facts(told: BibobReport) -> list[Block]:
    rows = [
        (
            str(one.number), one.ground, one.status, day(one.on), one.offence, one.about,
            "\n".join(part for part in (one.description, one.connection, one.severity) if part),
            _money(one.benefit_cents), ", ".join(one.evidence),
        )
        for one in told.facts
    ]  # fmt: skip
    columns = (
        ("Nr.", 0.5), ("Grond", 0.7), ("Stand", 1.1), ("Datum", 1.1), ("Feit", 1.4), ("Over", 1.2),
        ("Omschrijving, samenhang en ernst", 2.4), ("Voordeel", 1), ("Bewijs", 0.9),
    )  # fmt: skip
    return _table("Feiten", columns, rows)


def _financing(told: BibobReport) -> list[Block]:
    rows = [
        (
            str(one.number), word("bibob", one.side), one.form, one.label, _money(one.amount_cents),
            one.about or "", ", ".join(one.documents) or "geen stuk",
        )
        for one in told.financing
    ]  # fmt: skip
    columns = (
        ("Nr.", 0.5), ("Kant", 1), ("Vorm", 1.4), ("Omschrijving", 2), ("Bedrag", 1.2),
        ("Van", 1.2), ("Stukken", 1),
    )  # fmt: skip
    blocks = _table("Financiering", columns, rows)
    found = told.financing_analysis
    if found is not None:
        sums = (
            ("Nodig", _money(found.needed)), ("Bronnen", _money(found.sources)),
            ("Daarvan met stukken", _money(found.shown)), ("Zonder bron", _money(found.gap)),
        )  # fmt: skip
        blocks.append(Fields(sums))
    return blocks


def _weighing(told: BibobReport) -> list[Block]:
    if not told.weighings:
        return [Text(_NONE if told.danger else _NOT_HERE)]
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
            str(one.number), one.about, day(one.asked_on), day(one.until), _on(one.received_on),
            one.summary or "", one.reply or "",
        )
        for one in told.statements
    ]  # fmt: skip
    columns = (
        ("Nr.", 0.5), ("Over", 1.4), ("Gevraagd", 1.2), ("Tot en met", 1.2), ("Ontvangen", 1.2),
        ("Zienswijze", 2), ("Reactie", 2),
    )  # fmt: skip
    return _table("Zienswijzen", columns, rows)


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


def _table(
    name: str, columns: Sequence[tuple[str, float]], rows: Sequence[tuple[str, ...]]
) -> list[Block]:
    if not rows:
        return [Text(_NONE)]
    return [Table(name, tuple(Column(*column) for column in columns), tuple(rows))]


def _form_of(legal_form: str | None, kind: str) -> str:
    return kind if legal_form is None else word("legal_form", legal_form)


def _on(value: date | None, *, unknown: str = "nog niet") -> str:
    return day(value, unknown=unknown)


def _money(cents: int | None) -> str:
    return "niet bekend" if cents is None else f"€ {number(cents / 100, 2)}"
