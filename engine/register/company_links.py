"""Names of companies that came without a KVK number, to the companies that bear them.

Only a name that carries the legal form of a legal person is compared, and only with names of
legal persons: any other name may be a person's, and to say which company's name it resembles
would tell it. An equal name with an equal legal form that one company bears links the party; what
is merely likely waits for a person in `match_candidate`.

The vault keeps a linked name under the KVK number, as when both are delivered. What it keeps under
the pseudonym stays: an earlier run may hold that one, and its term ends like any other.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.matching.companies import lexicon, names
from engine.matching.companies.lexicon import Lexicon
from engine.matching.companies.shapes import Shape, shapes
from engine.matching.folding import plain
from engine.register import company_proposals
from engine.register.match_candidates import Told
from engine.register.pseudonyms import PATTERN
from engine.register.report import Json
from engine.register.vault import Name, Vault
from engine.settings import Settings
from engine.tables import TABLES

_COMPANIES = """
SELECT enterprise_id,
       list_sort(list_distinct(flatten(list(
           list_append(coalesce(trade_names, []), statutory_name))))) AS names
FROM enterprise
GROUP BY enterprise_id
HAVING bool_and(coalesce(list_contains($forms, legal_form), false))
ORDER BY enterprise_id
"""


@dataclass(slots=True)
class CompanyNames:
    """Delivered names of companies without a number, in memory while the register is made.

    Attributes:
        by_party: names by pseudonym, as they go to the vault.
    """

    by_party: dict[str, list[Name]] = field(default_factory=lambda: defaultdict(list))

    def add(self, kept: Iterable[Name]) -> None:
        """Remember names of rows that are in the register; those with a number are passed over."""
        for name in kept:
            if PATTERN.fullmatch(name.subject):
                self.by_party[name.subject].append(name)

    def __repr__(self) -> str:
        return f"CompanyNames({len(self.by_party)} parties)"


@dataclass(frozen=True, slots=True)
class Linked:
    """What became of names with the legal form of a legal person.

    Attributes:
        compared: parties that bear such a name and came without a number.
        linked: of these, to a KVK number.
        proposed: of these, for a person to judge.
        pairs: with which companies.
    """

    compared: int = 0
    linked: int = 0
    proposed: int = 0
    pairs: Told = field(default_factory=Told)

    def as_json(self) -> dict[str, Json]:
        """The counts for run.json."""
        unmatched = self.compared - self.linked - self.proposed
        return {
            "compared": self.compared, "linked": self.linked,
            "proposed": self.proposed, "unmatched": unmatched,
        }  # fmt: skip


def build(
    con: DuckDBPyConnection, given: CompanyNames, *, settings: Settings, vault: Vault | None
) -> Linked:
    """Link names of companies, and propose the rest; before anything is derived from parties.

    A party with two different names, or whose id is part of the key of its row, is never linked.

    Args:
        con: register as intake left it; `<role>_id` and what describes it are changed.
        given: names that came without a number.
        settings: the rules folder.
        vault: where linked names go, under the KVK number; None keeps no names.

    Raises:
        SettingsError: a list of words or the weights cannot be read.
        RunError: the vault cannot be written.
    """
    words = lexicon.load(settings.rules)
    hint = names.load(settings.rules, min_letters=settings.names.min_letters).forms
    asked = _asked(given, words, hint)
    if not asked:
        return Linked()
    companies: list[tuple[str, list[str]]] = con.execute(
        _COMPANIES, {"forms": list(names.LEGAL_PERSONS)}
    ).fetchall()
    known = [(one, [name for name in its if name]) for one, its in companies]
    links = _exact(asked, known, words)
    in_keys = _in_keys(con)
    links = {party: links[party] for party in sorted(links) if party not in in_keys}
    _apply(con, links)
    if vault is not None and links:
        vault.put(
            Name(links[party], name.name, name.role, name.source)
            for party in links
            for name in given.by_party[party]
        )
    left = {party: given.by_party[party][0].name for party in sorted(asked.keys() - links.keys())}
    proposed, pairs = company_proposals.add(con, left, known, words=words, settings=settings)
    return Linked(len(asked), len(links), proposed, pairs)


def _asked(given: CompanyNames, words: Lexicon, hint: re.Pattern[str]) -> dict[str, Shape]:
    """The parties whose one name is plainly a legal person's."""
    asked = {}
    for party, delivered in given.by_party.items():
        texts = {name.name for name in delivered}
        if not any(hint.search(plain(text)) for text in texts):
            continue
        found = {shape for text in texts for shape in shapes(text, words)}
        forms = {form for shape in found for form in shape.forms}
        if len(found) == 1 and forms and forms <= names.LEGAL_PERSON_WORDS:
            asked[party] = found.pop()
    return asked


def _exact(
    asked: Mapping[str, Shape], known: Sequence[tuple[str, list[str]]], words: Lexicon
) -> dict[str, str]:
    """The number by party, where one company bears exactly that name with that legal form."""
    bearers: dict[Shape, set[str]] = defaultdict(set)
    for company, its in known:
        for name in its:
            for shape in shapes(name, words):
                bearers[shape].add(company)
    found = ((party, bearers.get(shape, set())) for party, shape in asked.items())
    return {party: min(companies) for party, companies in found if len(companies) == 1}


def _in_keys(con: DuckDBPyConnection) -> set[str]:
    """The parties that are part of the key of a row."""
    found: set[str] = set()
    for table, role in company_proposals.ROLES:
        if f"{role}_id" in TABLES[table].key:
            rows = con.execute(f'SELECT DISTINCT "{role}_id" FROM {table}').fetchall()
            found.update(party for (party,) in rows)
    return found


def _apply(con: DuckDBPyConnection, links: Mapping[str, str]) -> None:
    if not links:
        return
    columns = {"party": [*links], "company": [*links.values()]}
    con.register("company_link", pa.table(columns))
    for table, role in company_proposals.ROLES:
        own = {column.name for column in TABLES[table].columns}
        also = [f"{role}_kind = 'legal'"] if f"{role}_kind" in own else []
        also += [f"{role}_enterprise_id = company"] if f"{role}_enterprise_id" in own else []
        changes = ", ".join([f"{role}_id = company", *also])
        con.execute(f"UPDATE {table} SET {changes} FROM company_link WHERE {role}_id = party")
    con.unregister("company_link")
