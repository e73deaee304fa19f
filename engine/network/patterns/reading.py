"""Reads the text of a pattern into a tree; every error says line and column."""

from functools import cache
from pathlib import Path
from typing import NoReturn

from lark import Lark
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from engine import plain_text
from engine.errors import PatternError
from engine.network.patterns import refused, walking
from engine.network.patterns.building import Builder
from engine.network.patterns.tree import Query

MAX_CHARACTERS = 20_000
MAX_DEPTH = 60
"""Levels of the tree; a condition in parentheses in another is two of them."""


def read(text: str) -> Query:
    """The pattern as it was written, its names not yet looked up.

    Raises:
        PatternError: the text is outside the subset; without its file.
    """
    if len(text) > MAX_CHARACTERS:
        raise PatternError(f"longer than {MAX_CHARACTERS} characters", line=1, column=1)
    for line, what in plain_text.hidden(text):
        raise PatternError(what, line=line, column=_hidden_column(text, line))
    try:
        query: Query = _grammar().parse(text)  # type: ignore[assignment]  # the builder's `start`
    except UnexpectedInput as error:
        _refuse(text, error)
    if _depth(query) > MAX_DEPTH:
        raise PatternError("the conditions are nested too deep", line=1, column=1)
    return query


@cache
def _grammar() -> Lark:
    text = Path(__file__).with_name("grammar.lark").read_text("utf-8")
    return Lark(text, parser="lalr", transformer=Builder(), maybe_placeholders=True)


def _hidden_column(text: str, line: int) -> int:
    signs = text.split("\n")[line - 1].rstrip("\r")
    return next(i for i, s in enumerate(signs, start=1) if s != "\t" and not s.isprintable())


def _refuse(text: str, error: UnexpectedInput) -> NoReturn:
    at_end = isinstance(error, UnexpectedToken) and error.token.type == "$END"
    position = len(text.rstrip()) if at_end else (error.pos_in_stream or 0)
    position, what = refused.place_and_sentence(text, position, _may_follow(error))
    before = text[:position]
    line, column = before.count("\n") + 1, position - before.rfind("\n")
    raise PatternError(what, line=line, column=column) from error


def _may_follow(error: UnexpectedInput) -> frozenset[str]:
    if isinstance(error, UnexpectedToken):
        return frozenset(error.accepts or error.expected)
    return (
        frozenset(error.allowed or ()) if isinstance(error, UnexpectedCharacters) else frozenset()
    )


def _depth(query: Query) -> int:
    """Levels below the query, found without recursion: the text may be hostile."""
    deepest = 0
    waiting: list[tuple[object, int]] = [(query, 0)]
    while waiting:
        part, level = waiting.pop()
        deepest = max(deepest, level)
        waiting += [(child, level + 1) for child in walking.children(part)]
    return deepest
