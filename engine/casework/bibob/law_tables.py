"""What the tables of `rules/bibob/` look like: a row of each, and of who may receive a file."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from engine.casework.bibob.law import Coded
from engine.casework.bibob.words import FinancingSide, RelationType
from engine.strict import Strict

Codes = Annotated[
    tuple[str, ...], BeforeValidator(lambda text: tuple(filter(None, text.split(";"))))
]
"""Codes in one cell of a table, with `;` between them."""
Blank = Annotated[str | None, BeforeValidator(lambda text: text or None)]
"""A cell that may be empty."""


class PermitKind(Strict):
    """A kind of decision; without hooks it opens no file, and `no_hook` says why.

    Attributes:
        registered: kinds of papers in the registers that may be of this kind, as `table:kind`.
        law: whose ordinary grounds to refuse are weighed first.
        term: which decision term holds; None: none by law.
        status: V seen in a source, K general knowledge.
    """

    code: str
    label: str
    authority: str
    basis: str
    bibob_basis: str
    hooks: Codes
    registered: Codes
    law: str
    term: Blank
    no_hook: Blank
    status: Literal["V", "K"]
    source: str
    verified: bool


class _Row(Coded):
    source: str
    verified: bool


class RelationKind(_Row):
    """A type of relation of article 3(4).

    Attributes:
        registered: what in the registers may be such a relation: `officer:<role>` or a table.
    """

    code: RelationType
    has_direct: bool
    registered: Codes
    article: str


class Offence(_Row):
    """A kind of offence, for the overview."""


class SourceKind(_Row):
    """A source of the own investigation; an open page needs a capture.

    Attributes:
        registered: tables of the registers that hold what it says.
    """

    class_: str = Field(alias="class")
    basis: str
    needs_capture: bool
    registered: Codes


class FinancingForm(_Row):
    """A form of spending or of money; some need to say whose money."""

    side: FinancingSide
    needs_party: bool


class RefusalGround(_Row):
    """An ordinary ground to refuse of one law."""

    law: str
    basis: str


class Question(_Row):
    """A question of the form; without hooks it is for every hook."""

    needed: bool
    hooks: Codes
    article: str


class Recipient(_Row):
    """Who may receive what of a file (art. 28)."""

    scope: Literal["all", "motivation", "own_data"]
    purpose: str
    article: str
