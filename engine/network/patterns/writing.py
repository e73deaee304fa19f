"""What conditions and values have in common in the languages of both backends."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping

from engine.network.patterns import tree
from engine.network.patterns.binding import Binder


class Writer(ABC):
    """Writes conditions; what differs per language is left to a subclass.

    Both languages have the same `=`, `<>`, `<`, AND, OR and NOT with null as the third value.
    """

    def __init__(self, binder: Binder) -> None:
        self.binder = binder
        self._conditions: Mapping[type, Callable[..., str]] = {
            tree.Compare: self._compare,
            tree.IsNull: self._is_null,
            tree.In: self._is_in,
            tree.TextTest: self.text_test,
            tree.Not: self._not,
            tree.Both: self._both,
            tree.Either: self._either,
            tree.Quantified: self.quantified,
            tree.Exists: self.exists,
        }
        self._values: Mapping[type, Callable[..., str]] = {
            tree.Literal: self.literal,
            tree.Parameter: self.parameter,
            tree.Variable: self.variable,
            tree.Property: self.property,
            tree.Later: self.later,
            tree.DaysBetween: self.days_between,
            tree.Size: self.size,
            tree.Case: self._case,
        }

    def condition(self, part: tree.Condition) -> str:
        """One condition, in parentheses where it could be misread."""
        return self._conditions[type(part)](part)

    def value(self, part: tree.Value | tree.Case) -> str:
        """One value."""
        return self._values[type(part)](part)

    @abstractmethod
    def literal(self, part: tree.Literal) -> str:
        """A value that stands in the pattern, bound."""

    @abstractmethod
    def parameter(self, part: tree.Parameter) -> str:
        """A parameter of one value, bound."""

    @abstractmethod
    def variable(self, part: tree.Variable) -> str:
        """What two equal nodes have in common."""

    @abstractmethod
    def property(self, part: tree.Property) -> str:
        """A property of a node, relation or step."""

    @abstractmethod
    def later(self, part: tree.Later) -> str:
        """A date some days after another."""

    @abstractmethod
    def days_between(self, part: tree.DaysBetween) -> str:
        """The days from one date to another."""

    @abstractmethod
    def size(self, part: tree.Size) -> str:
        """The number of steps of a relation."""

    @abstractmethod
    def text_test(self, part: tree.TextTest) -> str:
        """A test of how a text begins, ends or what it holds."""

    @abstractmethod
    def is_one_of(self, value: str, choices: tree.Parameter | list[str]) -> str:
        """A test whether a value is in a list: a parameter, or values that are written already."""

    @abstractmethod
    def quantified(self, part: tree.Quantified) -> str:
        """A condition on the steps of a relation."""

    @abstractmethod
    def exists(self, part: tree.Exists) -> str:
        """A test whether another match exists."""

    def _compare(self, part: tree.Compare) -> str:
        return f"({self.value(part.left)} {part.sign} {self.value(part.right)})"

    def _is_null(self, part: tree.IsNull) -> str:
        return f"({self.value(part.value)} IS {'NOT ' if part.negated else ''}NULL)"

    def _is_in(self, part: tree.In) -> str:
        choices = part.choices
        if isinstance(choices, tuple):
            return self.is_one_of(self.value(part.value), [self.value(one) for one in choices])
        return self.is_one_of(self.value(part.value), choices)

    def _case(self, part: tree.Case) -> str:
        return f"CASE WHEN {self.condition(part.condition)} THEN {self.value(part.value)} END"

    def _not(self, part: tree.Not) -> str:
        return f"(NOT {self.condition(part.condition)})"

    def _both(self, part: tree.Both) -> str:
        return "(" + " AND ".join(map(self.condition, part.parts)) + ")"

    def _either(self, part: tree.Either) -> str:
        return "(" + " OR ".join(map(self.condition, part.parts)) + ")"
