"""What the texts of a kind of paper may name: sections, placeholders and phrases the code fills.

Beside these a municipality may add sections of its own, with an id that starts with `own-`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

OWN = "own-"
COMMON = frozenset(
    {"municipality", "department", "contact", "today", "user_role", "recipient", "legal_basis",
     "keep_until"}
)  # fmt: skip
"""Placeholders that every kind has."""
OF_RUN = frozenset({"run", "as_of", "week"})
"""Placeholders of a kind that is made from a run."""


@dataclass(frozen=True, slots=True)
class Contract:
    """One kind of paper.

    Attributes:
        kind: name, as in `rules/papers/<kind>.yml`.
        required: sections that must stand in the texts.
        optional: sections that may be left out of the texts.
        placeholders: beside `COMMON`.
        phrases: sentences and table headings by name, with the placeholders that only they have;
            every one must stand in the texts.
        questions: True when the texts have a list of questions.
        numbers: choices of the municipality by name; every one must stand in the texts.
        logs_reading: True when what is read for it is logged by whom it is read from, so that it
            is read in a writing session.
    """

    kind: str
    required: frozenset[str]
    optional: frozenset[str] = frozenset()
    placeholders: frozenset[str] = frozenset()
    phrases: Mapping[str, frozenset[str]] = field(default_factory=dict)
    questions: bool = False
    numbers: frozenset[str] = frozenset()
    logs_reading: bool = False

    @property
    def sections(self) -> frozenset[str]:
        """Every section that the code knows."""
        return self.required | self.optional

    def known(self, phrase: str | None = None) -> frozenset[str]:
        """Placeholders of the texts, or of one phrase."""
        own = self.phrases.get(phrase, frozenset()) if phrase else frozenset()
        return COMMON | self.placeholders | own
