"""What a rule reads, by lineage, and everything that makes its answer unknown."""

from collections.abc import Iterator

from engine.exports.rule_docs import markdown
from engine.exports.rule_docs.book import Book, link
from engine.exports.words import word
from engine.features.feature import Feature
from engine.rules.model import Rule
from engine.tables import TABLE_REGISTERS, TABLES, Gate


def inputs(book: Book, rule: Rule) -> Iterator[str]:
    """The feature with the tables and columns that it reads."""
    yield "## Gegevens\n"
    feature = book.ruleset.features.get(rule.feature or "")
    if feature is None:
        yield "De uitkomsten van de onderdelen.\n" if rule.combine else "Nog geen.\n"
        return
    yield f"Kenmerk `{feature.name}` (`rules/features/{feature.file.name}`) leest:\n"
    rows = ((f"`{name}`", word("table", name), _columns(feature, name)) for name in feature.tables)
    yield from markdown.table(("tabel", "wat", "kolommen"), rows)


def _columns(feature: Feature, table: str) -> str:
    names = [column for of_table, column in feature.columns if of_table == table]
    return ", ".join(f"{name}{_mark(table, name)}" for name in names)


def _mark(table: str, column: str) -> str:
    gate = TABLES[table].gate_of(column)
    return "" if gate is Gate.O else f" ({gate})"


def unknown(book: Book, rule: Rule) -> Iterator[str]:
    """Everything that makes the answer UNKNOWN, or keeps the rule from being judged."""
    yield "## Wanneer het antwoord onbekend is\n"
    yield from markdown.bullets(_reasons(book, rule), none="Nooit.")


def _reasons(book: Book, rule: Rule) -> Iterator[str]:
    if not rule.gate.in_scan:
        yield f"De wekelijkse scan beoordeelt de regel nooit (poort {rule.gate})."
    if rule.waits_for:
        yield f"Zolang er geen levering is van: {', '.join(rule.waits_for)}."
    if rule.combine:
        parts = ", ".join(link(part) for part in (*rule.combine.all, *rule.combine.any))
        yield f"Als een onderdeel dat beslist onbekend is of niet wordt beoordeeld: {parts}."
    compiled = book.ruleset.compiled.get(rule.id)
    if compiled is not None:
        yield from _of_feature(book, compiled.feature)
        facts = [*compiled.predicate.facts, *(f"location.{c}" for c in compiled.predicate.location)]
        listed = ", ".join(f"`{fact}`" for fact in facts)
        yield f"Als een gegeven dat beslist niet bekend is: {listed}."


def _of_feature(book: Book, feature: Feature) -> Iterator[str]:
    for table in feature.tables:
        if not TABLES[table].derived:
            yield f"Als geen bron `{table}` levert, of die te oud is ({_term(book, table)})."
    if feature.gate is not Gate.O:
        yield "Als bij een bron met eigen gegevens (G1) geen privacytoets is vastgelegd."
    if feature.absent == "unknown":
        yield "Als over de locatie zelf niets is geleverd."
    if feature.known_when:
        yield f"Als voor de locatie niet vaststaat: `{feature.known_when}`."


def _term(book: Book, table: str) -> str:
    """How old a delivery may be, by the register that usually fills the table."""
    register = TABLE_REGISTERS.get(table, "other")
    days = book.settings.freshness_days.limit(register)
    return f"doorgaans {word('register', register)}: ouder dan {days} dagen"
