"""Turns each rule of the grammar into its part of the tree, while the text is read."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NoReturn

from lark import Token, Transformer, v_args

from engine import plain_text
from engine.errors import PatternError
from engine.network.patterns import tree
from engine.network.patterns.tree import Condition, Spot, Value
from engine.network.patterns.words import unknown
from engine.network.schema import NODES, RELATIONS

MAX_STEPS = 6
_DATE = re.compile(r"'[0-9]{4}-[0-9]{2}-[0-9]{2}'")
MAX_INTEGER = 2**63 - 1


def _at(token: Token) -> Spot:
    return Spot(token.line or 1, token.column or 1)


def _stop(token: Token, what: str) -> NoReturn:
    raise PatternError(what, line=token.line, column=token.column)


@v_args(inline=True)
class Builder(Transformer[Token, tree.Query]):
    """One method per rule of `grammar.lark`, called from the leaves up."""

    def start(self, *parts: tree.Match | tree.Query) -> tree.Query:
        """The matches, and what is returned of them."""
        *matches, returns = parts
        assert isinstance(returns, tree.Query)
        found = tuple(match for match in matches if isinstance(match, tree.Match))
        return tree.Query(found, returns.items, returns.distinct)

    def match(self, word: Token, *parts: tree.Path | Condition | None) -> tree.Match:
        """Paths, then the condition or None."""
        *paths, where = parts
        found = tuple(path for path in paths if isinstance(path, tree.Path))
        assert not isinstance(where, tree.Path)
        return tree.Match(found, where, _at(word))

    def path(self, *parts: tree.Node | tree.Hop) -> tree.Path:
        """Nodes and relations in turn."""
        nodes = tuple(part for part in parts if isinstance(part, tree.Node))
        return tree.Path(nodes, tuple(part for part in parts if isinstance(part, tree.Hop)))

    def node(self, bracket: Token, name: Token | None, labels: Sequence[Token] | None) -> tree.Node:
        """A node with its labels, which exist."""
        for label in labels or ():
            if label not in NODES:
                _stop(label, unknown("label", label, NODES))
        return tree.Node(name and str(name), tuple(map(str, labels or ())), _at(bracket))

    def hop(
        self,
        back: Token | None,
        start: Token,
        name: Token | None,
        kinds: Sequence[Token],
        hops: Token | None,
        _: Token,
        ahead: Token | None,
    ) -> tree.Hop:
        """A relation with its kinds, which exist, its direction and number of steps."""
        for kind in kinds:
            if kind not in RELATIONS:
                _stop(kind, unknown("relation", kind, RELATIONS))
        if back and ahead:
            _stop(back, "a relation points one way: for either way leave out both < and >")
        direction = tree.Direction.IN if back else tree.Direction.OUT if ahead else None
        lengths = None if hops is None else _lengths(hops)
        at = _at(back or start)
        way = direction or tree.Direction.BOTH
        return tree.Hop(name and str(name), tuple(map(str, kinds)), way, lengths, at)

    def names(self, *names: Token) -> tuple[Token, ...]:
        """Labels or kinds, each once, so that no relation is found twice."""
        return tuple(dict.fromkeys(names))

    def returns(self, distinct: Token | None, *items: tree.Item) -> tree.Query:
        """The columns; `start` adds the matches."""
        return tree.Query((), items, distinct is not None)

    def item(self, value: Value | tree.Aggregate, name: Token) -> tree.Item:
        """A column with its name."""
        return tree.Item(value, str(name), _at(name))

    def case(self, word: Token, condition: Condition, value: Value) -> tree.Case:
        """A value under a condition."""
        return tree.Case(condition, value, _at(word))

    def aggregate(self, word: Token, *rest: Token | Value | tree.Case | None) -> tree.Aggregate:
        """Either `count(*)`, or a function with DISTINCT or None and its value."""
        if not rest:
            return tree.Aggregate("count", None, False, _at(word))
        distinct, value = rest
        assert not isinstance(value, Token)
        return tree.Aggregate(word.lower(), value, distinct is not None, _at(word))

    def either(self, *parts: Condition) -> Condition:
        """OR, or the only part."""
        return parts[0] if len(parts) == 1 else tree.Either(parts, parts[0].spot)

    def both(self, *parts: Condition) -> Condition:
        """AND, or the only part."""
        return parts[0] if len(parts) == 1 else tree.Both(parts, parts[0].spot)

    def negated(self, word: Token, condition: Condition) -> Condition:
        """NOT; a second one takes the first away."""
        if isinstance(condition, tree.Not):
            return condition.condition
        return tree.Not(condition, _at(word))

    def compare(self, left: Value, sign: str, right: Value) -> tree.Compare:
        """Two values and the sign between them."""
        return tree.Compare(sign, left, right, left.spot)

    def sign(self, sign: Token) -> str:
        """A comparison's sign."""
        return str(sign)

    def is_null(self, value: Value, words: Token) -> tree.IsNull:
        """A test for what is not known."""
        return tree.IsNull(value, "not" in words.lower(), value.spot)

    def is_in(self, value: Value, _: Token, choices: tree.Parameter | tuple[Value, ...]) -> tree.In:
        """A value and the list it may be in."""
        return tree.In(value, choices, value.spot)

    def list(self, *values: Value | None) -> tuple[Value, ...]:
        """The values of a list; None alone is the empty one."""
        return tuple(value for value in values if value is not None)

    def text_test(self, left: Value, word: Token, right: Value) -> tree.TextTest:
        """Two texts and the words between them."""
        return tree.TextTest(" ".join(word.upper().split()), left, right, left.spot)

    def quantified(
        self, word: Token, step: Token, _: Token, walk: Token, condition: Condition
    ) -> tree.Quantified:
        """A condition on steps."""
        return tree.Quantified(word.lower(), str(step), str(walk), condition, _at(word))

    def exists(self, word: Token, match: tree.Match) -> tree.Exists:
        """Another match."""
        return tree.Exists(match, _at(word))

    def bare(self, value: Value) -> tree.Bare:
        """A value alone."""
        return tree.Bare(value, value.spot)

    def variable(self, name: Token) -> tree.Variable:
        """A name alone."""
        return tree.Variable(str(name), _at(name))

    def property(self, owner: Token, name: Token) -> tree.Property:
        """A property, without its dot."""
        return tree.Property(str(owner), name[1:], _at(owner))

    def later(self, start: Value, days: tree.Literal | tree.Parameter) -> tree.Later:
        """A date and the days that are added."""
        return tree.Later(start, days, start.spot)

    def days_between(self, word: Token, start: Value, end: Value) -> tree.DaysBetween:
        """Two dates."""
        return tree.DaysBetween(start, end, _at(word))

    def size(self, word: Token, walk: Token) -> tree.Size:
        """A relation whose steps are counted."""
        return tree.Size(str(walk), _at(word))

    def parameter(self, name: Token) -> tree.Parameter:
        """A parameter, without its dollar."""
        return tree.Parameter(name[1:], _at(name))

    def date(self, word: Token, text: Token) -> tree.Literal:
        """A date, written as year, month and day."""
        try:
            if not _DATE.fullmatch(text):
                raise ValueError(text)
            return tree.Literal(date.fromisoformat(text[1:-1]), _at(word))
        except ValueError:
            _stop(text, f"{text} is no date: write date('2024-01-31')")

    def null(self, word: Token) -> tree.NoValue:
        """The word null."""
        return tree.NoValue(_at(word))

    def text(self, text: Token) -> tree.Literal:
        """A text, without its quotes."""
        for _, what in plain_text.foreign(text):
            _stop(text, what)
        return tree.Literal(text[1:-1], _at(text))

    def true(self, word: Token) -> tree.Literal:
        """The word true."""
        return tree.Literal(True, _at(word))

    def false(self, word: Token) -> tree.Literal:
        """The word false."""
        return tree.Literal(False, _at(word))

    def number(self, digits: Token) -> tree.Literal:
        """A whole number, or one with a decimal point."""
        whole = digits.lstrip("-")
        if len(whole) > 1 and whole[0] == "0" and whole[1] != ".":
            _stop(digits, f"{digits}: a number does not start with 0")
        if "." in digits:
            return tree.Literal(float(digits), _at(digits))
        if len(whole) > len(str(MAX_INTEGER)) or abs(int(digits)) > MAX_INTEGER:
            _stop(digits, f"{digits[:30]} is too large for a whole number")
        return tree.Literal(int(digits), _at(digits))


def _lengths(hops: Token) -> tuple[int, int]:
    """Fewest and most steps of `*n` or `*n..m`."""
    first, dots, last = ("".join(hops[1:].split())).partition("..")
    if not first or (dots and not last):
        _stop(hops, f"{hops}: say how many steps, such as *1..3")
    low, high = (int(text[:9]) for text in (first, last or first))
    if not 1 <= low <= high <= MAX_STEPS:
        _stop(hops, f"{hops}: from 1 to {MAX_STEPS} steps, the smaller number first")
    return low, high
