"""What stands for a person's origin, faith, neighbourhood or identity, and is never a signal.

The lists are `rules/tables/proxies.csv` (columns, constants and what they stand for) and
`proxies_allowed.csv` (where one of them is used lawfully, and why), always those that came with
the installation. Names are compared with `never_use.csv`, words with `origin_words.csv`.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from sqlglot import exp

from connectors import never_use
from engine.features import run_hits, words
from engine.features.flows import Atom, Flows, Test
from engine.features.guard import line_of
from engine.settings import SHIPPED_RULES
from engine.yaml_file import Problem

MEMBERS = ("object_id", "building_id", "object_ids", "building_ids", "member_id")


@dataclass(frozen=True, slots=True)
class Proxy:
    """One line of the list.

    Attributes:
        column: pattern of `table.column`.
        match: `use` (its value is read), `value` (compared with the constant), `denied`
            (everything but a constant), `plain` (it alone compared with any constant),
            `prefix` (compared with a code that begins so), `fact` or `evidence` (returned).
        constant: pattern of a text, or the beginning of a code.
        group: the data of the never-use list that it stands for.
    """

    column: str
    match: str
    constant: str
    group: str
    why: str

    def means(self, column: str) -> bool:
        """True for a column that this line is about."""
        return fnmatchcase(column, self.column)

    def says(self, what: str) -> str:
        """The sentence that refuses `what`."""
        return f"{what} stands for {self.group}: {self.why}"


def in_feature(name: str, tree: exp.Query, flows: Flows) -> Iterator[Problem]:
    """Everything in a feature that stands for what is never used.

    Args:
        name: the feature's, for the list of what is allowed.
        tree: its statement.
        flows: where its columns flow.
    """
    yield from _names(tree)
    yield from _texts(tree)
    yield from of_flows(name, flows, line_of(tree))


def of_flows(name: str, flows: Flows, line: int) -> Iterator[Problem]:
    """Columns that are read, compared or returned and stand for what is never used.

    Args:
        name: the feature's, for the list of what is allowed.
        flows: where its columns flow.
        line: of the result.
    """
    for column, at in sorted(flows.used.items()):
        read = [proxy for proxy in _of(column, "use") if not allowed(name, column, "*")]
        yield from (Problem(at, proxy.says(column)) for proxy in read)
    for test in flows.tests:
        yield from (Problem(test.line, what) for what in complaints(name, test, None))
    yield from (Problem(line, what) for what in _result(name, flows.result))


def complaints(where: str, test: Test, values: Iterable[str] | None) -> Iterator[str]:
    """Why a comparison is never a signal.

    Args:
        where: feature or rule, for the list of what is allowed.
        test: a column compared with a constant.
        values: texts that the constant can be; None when a param's are not known here.
    """
    if test.constant.kind == "param" and test.constant.name in run_hits.BOUND:
        return  # where rules hit, which nobody who writes a rule can choose
    given = values
    if given is None and test.constant.kind != "param":
        given = [test.constant.name]
    for proxy in _lines():
        if proxy.means(test.column) and _meets(proxy, test, given):
            constant = test.constant.name
            if not allowed(where, test.column, constant):
                yield proxy.says(f"{test.column} compared with {constant!r}")


def names(found: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names of params, facts or steps that speak of what is never used, with a sentence."""
    for name in dict.fromkeys(found):
        for one in never_use.find([name], SHIPPED_RULES):
            yield name, f"{name} is on the never-use list: {one.group}"
        for word, group in words.of_origin(name.replace("_", " ")):
            yield name, f"{name}: {word!r} speaks of {group}"


def allowed(where: str, column: str, constant: str) -> bool:
    """True when the list of lawful uses has this one."""
    return any(
        (line["where"], line["column"]) == (where, column)
        and (line["constant"] == "*" or line["constant"] == constant)
        for line in _allowed()
    )


def _texts(tree: exp.Query) -> Iterator[Problem]:
    for literal in tree.find_all(exp.Literal):
        found = words.of_origin(literal.name) if literal.is_string else ()
        for word, group in found:
            yield Problem(line_of(literal), f"{word!r} speaks of {group}")


def _names(tree: exp.Query) -> Iterator[Problem]:
    for node in tree.find_all(exp.Alias, exp.CTE, exp.TableAlias):
        for _, what in names([node.alias_or_name]):
            yield Problem(line_of(node), what)


def _result(name: str, result: Mapping[str, frozenset[Atom]]) -> Iterator[str]:
    for output, atoms in result.items():
        columns = sorted(atom.name for atom in atoms if atom.kind == "column")
        for column in columns:
            own = column.partition(".")[2]
            if output == "evidence":
                if own != "record_key":
                    yield f"evidence holds keys of records, not {column}"
                yield from (p.says(f"evidence {column}") for p in _of(column, "evidence"))
            elif output == "members" and own not in MEMBERS:
                yield f"members holds ids of units and buildings, not {column}"
            elif output not in ("location_id", "newest", "members"):
                facts = [p for p in _of(column, "fact") if not allowed(name, column, "*")]
                yield from (p.says(f"fact {output}: {column}") for p in facts)


def _of(column: str, match: str) -> Iterator[Proxy]:
    return (proxy for proxy in _lines() if proxy.match == match and proxy.means(column))


def _meets(proxy: Proxy, test: Test, values: Iterable[str] | None) -> bool:
    if proxy.match == "denied":
        return test.denies
    if proxy.match == "plain":
        return test.is_plain
    if values is None or (test.denies and proxy.match == "value"):
        return False
    if proxy.match == "value":
        return any(fnmatchcase(value, proxy.constant) for value in values)
    if proxy.match == "prefix":
        ends = [value.rpartition("/")[2] for value in values]
        return any(_is_prefix(end, proxy.constant) for end in ends if end.isdigit())
    return False


def _is_prefix(code: str, meant: str) -> bool:
    """True when one code takes the other in."""
    return code.startswith(meant) or meant.startswith(code)


@cache
def _lines() -> tuple[Proxy, ...]:
    with (SHIPPED_RULES / "tables" / "proxies.csv").open(encoding="utf-8") as handle:
        keys = ("column", "match", "constant", "group", "why")
        return tuple(Proxy(*(row[key] for key in keys)) for row in csv.DictReader(handle))


@cache
def _allowed() -> tuple[Mapping[str, str], ...]:
    with (SHIPPED_RULES / "tables" / "proxies_allowed.csv").open(encoding="utf-8") as handle:
        return tuple(csv.DictReader(handle))
