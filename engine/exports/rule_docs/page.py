"""One rule as a page: what it looks at, its threshold, what it may mean instead, its data."""

import re
from collections.abc import Iterator

from engine.exports.rule_docs import data, markdown
from engine.exports.rule_docs.book import Book, link, scanned
from engine.exports.rule_docs.params import Value, in_words, plain
from engine.exports.words import day, word
from engine.rules.model import Combine, LegalBasis, Role, Rule

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def page(book: Book, rule: Rule) -> str:
    """The page of one rule, in Markdown."""
    parts = (
        _head(book, rule), _looks_at(book, rule), _threshold(book, rule), _meaning(book, rule),
        data.unknown(book, rule), data.inputs(book, rule), _cases(rule),
    )  # fmt: skip
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _head(book: Book, rule: Rule) -> Iterator[str]:
    yield f"# {rule.id} {rule.title}\n"
    pack = book.ruleset.entries[rule.id].file.name
    yield f"Gemaakt door `dijkwacht rules docs` uit `rules/packs/{pack}`; pas de regel daar aan.\n"
    yield from markdown.table(("kenmerk", "waarde"), _marks(book, rule))


def _marks(book: Book, rule: Rule) -> Iterator[tuple[str, str]]:
    yield "thema", f"{rule.pack}, {book.pack(rule).title}"
    yield "status", word("rule.status", rule.status)
    yield "rol", f"{word('role', rule.role)}; {_points(rule)}"
    if rule.route_to:
        yield "gaat naar", rule.route_to
    yield "familie", "alle" if rule.family == "all" else rule.family
    yield "poort", f"{rule.gate}: {word('gate', rule.gate)}"
    for part, gate in sorted(rule.gate_parts.items()):
        yield f"poort van `{part}`", f"{gate}: {word('gate', gate)}"
    yield "wekelijkse scan", scanned(rule)
    yield "doel", ", ".join(rule.purpose) or "niet genoemd"
    if rule.correlated_group:
        others = ", ".join(link(other) for other in book.group(rule)) or "geen andere regel"
        yield "groep", f"`{rule.correlated_group}`, met {others}: alleen de hoogste telt"
    if not rule.combine and rule.role not in (Role.MITIGATING, Role.ROUTE):
        yield "verloopt", f"{rule.expires_months} maanden na het nieuwste feit"
    steps = ", ".join(
        f"{step.code} {step.marked}".strip() for step in book.names.steps_of(rule.barrier_step)
    )
    yield "barrièrestap", steps or "geen"
    yield "eigenaar", rule.owner
    yield "herzien voor", day(rule.review_before, unknown="niet afgesproken")
    if rule.min_precision is not None:
        yield "laagste trefzekerheid", f"{plain(100 * rule.min_precision).removesuffix(',0')} %"
    yield "bronnen", ", ".join(rule.sources) or "niet genoemd"
    yield "versie", f"{rule.version}, `{rule.hash}`"


def _points(rule: Rule) -> str:
    if rule.combine:
        listed = (
            "kan een locatie op de lijst zetten" if rule.makes_eligible else "zet niets op de lijst"
        )
        return f"geen eigen punten; {listed}"
    if rule.role is Role.ROUTE:
        return "geen punten"
    return f"{rule.points:g} {'punt' if abs(rule.points) == 1 else 'punten'}".replace(".", ",")


def _looks_at(book: Book, rule: Rule) -> Iterator[str]:
    yield "## Waar de regel naar kijkt\n"
    feature = book.ruleset.features.get(rule.feature or "")
    if feature:
        yield f"{feature.title}.\n"
    yield f'Bij een treffer staat in het dossier: "{_sentence(rule)}"\n'
    if rule.action:
        yield f"Voorstel waarover een mens besluit: {rule.action}.\n"


def _sentence(rule: Rule) -> str:
    """The sentence of a hit with its params filled in; facts keep their name."""

    def fill(found: re.Match[str]) -> str:
        name = found.group(1)
        return plain(rule.params[name]) if name in rule.params else f"‹{name}›"

    return _PLACEHOLDER.sub(fill, rule.explain or rule.title)


def _threshold(book: Book, rule: Rule) -> Iterator[str]:
    yield "## Drempel\n"
    if rule.combine:
        yield from markdown.bullets(_parts(book, rule.combine), none="")
        return
    if rule.params:
        rows = ((f"`{name}`", in_words(name, value)) for name, value in rule.params.items())
        yield from markdown.table(("parameter", "waarde"), rows)
    if rule.sbi:
        yield "Activiteiten (SBI) met alle codes eronder; een code telt in zijn eigen indeling:\n"
        yield from markdown.table(("indeling", "codes"), _activities(book, rule))
    if rule.hit_when:
        yield f"```sql\n{rule.hit_when.strip()}\n```\n"
    elif rule.waits_for:
        yield "De voorwaarde volgt zodra er is waarop de regel wacht.\n"


def _parts(book: Book, combine: Combine) -> Iterator[str]:
    for words, parts in (
        ("alle van", combine.all), ("ten minste één van", combine.any), ("geen van", combine.none),
    ):  # fmt: skip
        if parts:
            told = (f"{link(part)} {book.ruleset.rule(part).title}" for part in parts)
            yield f"{words}: {'; '.join(told)}"


def _activities(book: Book, rule: Rule) -> Iterator[tuple[str, str]]:
    assert rule.sbi is not None
    for version, codes in (("2008", rule.sbi.sbi_2008), ("2025", rule.sbi.sbi_2025)):
        texts = book.names.activities[version]
        yield f"SBI {version}", "; ".join(f"{code} {texts.get(code, '')}".strip() for code in codes)


def _meaning(book: Book, rule: Rule) -> Iterator[str]:
    yield "## Onschuldige verklaringen\n"
    yield from markdown.bullets(rule.false_positives, none="Geen genoemd.")
    yield "## Instrumenten\n"
    told = (_instrument(book, text) for text in rule.instruments)
    yield from markdown.bullets(told, none="Geen.")
    yield "## Rechtsgrond\n"
    yield from markdown.bullets(map(_law, rule.legal_basis), none="Geen genoemd.")


def _instrument(book: Book, text: str) -> str:
    name = book.names.instrument_of(text)
    return f"{text}. *{name.marked}*" if name.text not in text else text


def _law(basis: LegalBasis) -> str:
    article = f", art. {basis.article}" if basis.article else ""
    return f"{basis.text}{article}{'' if basis.verified else ' (te verifiëren)'}"


def _cases(rule: Rule) -> Iterator[str]:
    yield "## Voorbeelden\n"
    if not rule.cases:
        yield "Nog geen.\n"
        return
    rows = (
        (
            case.name,
            ", ".join(f"{name} = {_fact(value)}" for name, value in case.facts.items()),
            word("outcome", case.expect),
        )
        for case in rule.cases
    )
    yield from markdown.table(("geval", "gegevens", "uitkomst"), rows)


def _fact(value: Value) -> str:
    """A fact of a case; the outcome of a part of a combined rule in words."""
    return plain(word("outcome", value) if isinstance(value, str) else value)
