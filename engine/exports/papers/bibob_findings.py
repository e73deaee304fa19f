"""What was found in an own investigation (Bibob), as blocks: from the form to the financing."""

from collections.abc import Sequence

from engine.exports.bibob.sections import BibobReport
from engine.exports.bibob.text import euros
from engine.exports.papers.paper import Block, Column, Fields, Table, Text
from engine.exports.words import day, word

NONE, NOT_YET = "Niets vastgelegd.", "nog niet"


def form(told: BibobReport) -> list[Block]:
    """When the form went out and came in, and the state of every question."""
    held = told.form
    rows = [
        ("Verzonden", day(held.sent_on, unknown=NOT_YET)),
        ("Volledig ontvangen", day(held.completed_on, unknown=NOT_YET)),
    ]
    rows += [
        (f"Aanvulling gevraagd {at}", f"{day(asked)}; ontvangen: {day(came, unknown=NOT_YET)}")
        for at, (asked, came) in enumerate(held.requests, start=1)
    ]
    rows.append(
        ("Geweigerd aan te vullen", "nee" if held.refused_on is None else day(held.refused_on))
    )
    lines = [
        (
            one.question,
            "ja" if one.needed else "nee",
            word("bibob", one.state, unknown="niet ontvangen"),
            one.article,
        )
        for one in held.lines
    ]
    columns = (("Vraag", 3), ("Nodig", 0.7), ("Stand", 1.2), ("Artikel", 1.8))
    return [Fields(tuple(rows)), *table("Formulier", columns, lines)]


def sources(told: BibobReport) -> list[Block]:
    """Every source that was consulted, and since when the register was looked at."""
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
    return [*table("Bronnen", columns, rows), Text(since)]


def relations(told: BibobReport) -> list[Block]:
    """Relations of article 3(4), with dates and evidence."""
    rows = [
        (
            str(one.number), one.title, f"{one.from_label} → {one.to_label}",
            {True: "direct", False: "indirect", None: ""}[one.is_direct],
            f"{day(one.from_on)} tot {day(one.until_on, unknown='heden')}",
            ", ".join(one.evidence), one.reason or "",
        )
        for one in told.relations
    ]  # fmt: skip
    columns = (
        ("Nr.", 0.5), ("Soort", 1.4), ("Tussen", 2), ("", 0.8), ("Periode", 1.7), ("Bewijs", 0.9),
        ("Motivering", 2),
    )  # fmt: skip
    return table("Relaties", columns, rows)


def facts(told: BibobReport) -> list[Block]:
    """Facts under a ground, with what they rest on."""
    rows = [
        (
            str(one.number), one.ground, one.status, day(one.on), one.offence, one.about,
            "\n".join(part for part in (one.description, one.connection, one.severity) if part),
            euros(one.benefit_cents), ", ".join(one.evidence),
        )
        for one in told.facts
    ]  # fmt: skip
    columns = (
        ("Nr.", 0.5), ("Grond", 0.7), ("Stand", 1.1), ("Datum", 1.1), ("Feit", 1.4), ("Over", 1.2),
        ("Omschrijving, samenhang en ernst", 2.4), ("Voordeel", 1), ("Bewijs", 0.9),
    )  # fmt: skip
    return table("Feiten", columns, rows)


def financing(told: BibobReport) -> list[Block]:
    """Where the money goes and comes from, and the sums."""
    rows = [
        (
            str(one.number), word("bibob", one.side), one.form, one.label, euros(one.amount_cents),
            one.about or "", ", ".join(one.documents) or "geen stuk",
        )
        for one in told.financing
    ]  # fmt: skip
    columns = (
        ("Nr.", 0.5), ("Kant", 1), ("Vorm", 1.4), ("Omschrijving", 2), ("Bedrag", 1.2),
        ("Van", 1.2), ("Stukken", 1),
    )  # fmt: skip
    blocks = table("Financiering", columns, rows)
    found = told.financing_analysis
    if found is not None:
        sums = (
            ("Nodig", euros(found.needed)), ("Bronnen", euros(found.sources)),
            ("Daarvan met stukken", euros(found.shown)), ("Zonder bron", euros(found.gap)),
        )  # fmt: skip
        blocks.append(Fields(sums))
    return blocks


def table(
    name: str, columns: Sequence[tuple[str, float]], rows: Sequence[tuple[str, ...]]
) -> list[Block]:
    """A table, or that nothing was recorded; columns as heading and width."""
    """A table, or that nothing was recorded; columns as heading and width."""
    if not rows:
        return [Text(NONE)]
    return [Table(name, tuple(Column(*column) for column in columns), tuple(rows))]
