"""Every value of a compiled pattern is bound under a name of the engine, never in its text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from engine.network.patterns.checking import AS_OF
from engine.network.patterns.tree import Scalar

Value: TypeAlias = Scalar | Sequence[Scalar]
"""A value of a parameter: one, or a list of them; never None."""
RUN = "run"
_PLACE = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a parameter, by its place in the list; None is the parameter as a whole."""

    param: str
    index: int | None


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern in the language of one backend.

    Attributes:
        text: what the backend runs; without any value or name of the writer but column names.
        literals: values that stood in the pattern, by their name in `text`.
        items: what of the parameters is bound, by its name in `text`.
        own: which of `as_of` and `run` the text uses.
    """

    text: str
    literals: Mapping[str, Scalar]
    items: Mapping[str, Item]
    own: frozenset[str]

    @property
    def names(self) -> tuple[str, ...]:
        """All names that are bound, sorted."""
        return tuple(sorted({*self.literals, *self.items, *self.own}))

    def bind(
        self, params: Mapping[str, Value], *, as_of: date, run: str | None = None
    ) -> dict[str, Value]:
        """The value of every name in the text, for the driver.

        Args:
            params: as `values.check` returns them.
            as_of: relations that began after this day do not exist.
            run: id of the run; None where the text asks for none.
        """
        bound: dict[str, Value] = dict(self.literals)
        for name, item in self.items.items():
            value = params[item.param]
            bound[name] = value if item.index is None else _of(value, item.index)
        if AS_OF in self.own:
            bound[AS_OF] = as_of
        if RUN in self.own:
            assert run is not None, "the caller of a text that asks for a run has one"
            bound[RUN] = run
        return bound


@dataclass(slots=True)
class Binder:
    """Hands out names for values while a text is made.

    Attributes:
        sizes: length of each list that is spread over names of its own.
    """

    sizes: Mapping[str, int] = field(default_factory=dict)
    _literals: dict[str, Scalar] = field(default_factory=dict)
    _items: dict[Item, str] = field(default_factory=dict)
    _aliases: int = 0

    def alias(self, start: str) -> str:
        """A name for a table that no other has."""
        self._aliases += 1
        return f"{start}_{self._aliases}"

    def literal(self, value: Scalar) -> str:
        """A place for a value that stands in the pattern."""
        name = f"l_{len(self._literals) + 1}"
        self._literals[name] = value
        return f"${name}"

    def parameter(self, name: str) -> str:
        """A place for a parameter, or for the date that the network is seen at."""
        if name == AS_OF:
            return self.own(name)
        return f"${self._place(Item(name, None))}"

    def spread(self, name: str) -> list[str]:
        """A place for each value of a list."""
        return [f"${self._place(Item(name, index))}" for index in range(self.sizes[name])]

    def own(self, name: str) -> str:
        """A place for `as_of` or `run`."""
        return f"${name}"

    def compiled(self, text: str) -> Compiled:
        """The finished text with the places that it has kept."""
        kept = frozenset(_PLACE.findall(text))
        literals = {name: value for name, value in self._literals.items() if name in kept}
        items = {name: item for item, name in self._items.items() if name in kept}
        return Compiled(text, literals, items, kept & {AS_OF, RUN})

    def _place(self, item: Item) -> str:
        """One place per item; a number, because DuckDB takes `$a` and `$A` for the same."""
        return self._items.setdefault(item, f"p_{len(self._items) + 1}")


def _of(value: Value, index: int) -> Scalar:
    assert isinstance(value, Sequence)
    return value[index]
