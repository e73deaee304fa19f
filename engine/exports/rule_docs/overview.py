"""The overview of all rules: by theme, by barrier step and by instrument."""

from collections.abc import Iterable, Iterator

from engine.exports.rule_docs import markdown
from engine.exports.rule_docs.book import OVERVIEW, Book, file_of, link, scanned
from engine.exports.rule_docs.page import page
from engine.exports.words import word
from engine.rules.model import Role, Rule

_HEAD = """\
# De regels

Gemaakt door `dijkwacht rules docs` uit `rules/packs` en `rules/features`. Hoe een regel wordt
geschreven staat in de [gids voor analisten](../rules.md). Drempels zijn startwaarden zonder gemeten
trefkans; artikelen van wetten zijn te verifiëren. Een treffer is een reden om te kijken, geen
oordeel over een persoon.
"""


def pages(book: Book) -> dict[str, str]:
    """Every page by file name: one per rule and the overview."""
    found = {file_of(rule.id): page(book, rule) for rule in book.ruleset.rules}
    return {**found, OVERVIEW: overview(book)}


def overview(book: Book) -> str:
    """The overview page, in Markdown."""
    parts = (_HEAD.splitlines(), ("",), _by_theme(book), _by_step(book), _by_instrument(book))
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _by_theme(book: Book) -> Iterator[str]:
    yield "## Per thema\n"
    for pack in book.ruleset.packs:
        yield f"### {pack.pack} {pack.title}\n"
        rules = (rule for rule in book.ruleset.rules if rule.pack == pack.pack)
        header = ("regel", "titel", "rol", "punten", "poort", "wekelijkse scan")
        yield from markdown.table(header, map(_line, rules))


def _line(rule: Rule) -> tuple[str, ...]:
    points = "" if rule.combine or rule.role is Role.ROUTE else f"{rule.points:g}"
    role = word("role", rule.role)
    return link(rule.id), rule.title, role, points, str(rule.gate), scanned(rule)


def _by_step(book: Book) -> Iterator[str]:
    yield "## Per barrièrestap\n"
    rows = []
    for step in book.names.barrier_steps.values():
        rules = [r for r in book.ruleset.rules if step in book.names.steps_of(r.barrier_step)]
        rows.append((step.code, step.marked, _links(rules)))
    rest = [rule for rule in book.ruleset.rules if not rule.barrier_step]
    rows.append(("geen", "zonder eigen stap", _links(rest)))
    yield from markdown.table(("stap", "naam", "regels"), rows)


def _by_instrument(book: Book) -> Iterator[str]:
    yield "## Per instrument\n"
    used: dict[str, list[Rule]] = {}
    for rule in book.ruleset.rules:
        for code in {book.names.instrument_of(text).code for text in rule.instruments}:
            used.setdefault(code, []).append(rule)
    order = list(book.names.instruments)
    codes = sorted(
        used, key=lambda code: (order.index(code) if code in order else len(order), code)
    )
    rows = ((code, book.names.instrument_of(code).marked, _links(used[code])) for code in codes)
    yield from markdown.table(("instrument", "omschrijving", "regels"), rows)


def _links(rules: Iterable[Rule]) -> str:
    return ", ".join(link(rule.id) for rule in rules) or "geen"
