"""Finds texts that a page shows in Dutch only: given to Streamlit without going through `tr`."""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

_SHOWN = frozenset({
    "title", "header", "subheader", "markdown", "caption", "write", "info", "warning", "success",
    "error", "button", "download_button", "form_submit_button", "link_button", "checkbox",
    "toggle", "radio", "selectbox", "multiselect", "text_input", "text_area", "number_input",
    "date_input", "slider", "select_slider", "file_uploader", "pills", "segmented_control",
    "expander", "popover", "tabs", "metric", "spinner", "toast", "page_link", "dialog", "status",
    "table", "dataframe", "text",
})  # fmt: skip
_SAID = frozenset({"label", "help", "placeholder", "body", "text", "caption"})
_PLACES = re.compile(r"\{[^}]*\}|:material/\w+:|:\w+\[|https?://\S+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SAME = frozenset({
    "Dijkwacht", "CSV", "JSON", "PNG", "PDF", "GPX", "ics", "iCal", "Excel", "Word", "xlsx", "docx",
    "BAG", "KVK", "Bibob", "RIEC", "SQL", "Taal", "Language", "dijkwacht", "serve", "run",
})  # fmt: skip
"""Words that are the same in both languages, or stand in both."""


def found(file: Path) -> list[tuple[int, str]]:
    """Line and text of everything that is shown in one language only, in the order of the file.

    A text within an f-string is found as well: the catalogue does not look there.
    """
    tree = ast.parse(file.read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    texts = {
        (text.lineno, _words(text))
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr in _SHOWN
        for argument in _shown(call)
        for text in _plain(argument)
        if _is_language(_words(text))
    }
    return sorted(texts | {(one.lineno, _words(one)) for one in _hidden(tree)})


def _hidden(tree: ast.AST) -> Iterator[ast.Constant]:
    """Texts that are marked within an f-string."""
    calls = (
        call
        for outer in ast.walk(tree)
        if isinstance(outer, ast.JoinedStr)
        for call in ast.walk(outer)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    )
    for call in calls:
        if call.func.id in {"tr", "tr_many", "mark"}:  # type: ignore[attr-defined]  # a Name
            yield from (one for one in call.args if isinstance(one, ast.Constant))


def _shown(call: ast.Call) -> Iterator[ast.expr]:
    """What of a call is seen: the first argument, and what is named as text.

    A `table` of a name is one of a run.
    """
    is_named = isinstance(call.func, ast.Attribute) and call.func.attr == "table"
    yield from (one for one in call.args[:1] if not (is_named and _is_text(one)))
    yield from (one.value for one in call.keywords if one.arg in _SAID)


def _plain(node: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    """Texts in an expression that are not handed to another function."""
    if isinstance(node, ast.JoinedStr) or _is_text(node):
        yield node  # type: ignore[misc]  # narrowed by the line above
    elif isinstance(node, ast.Call):
        yield from (text for one in _followed(node) for text in _plain(one))
    elif isinstance(node, ast.Subscript | ast.Lambda | ast.Compare):
        return
    else:
        yield from (text for child in ast.iter_child_nodes(node) for text in _plain(child))


def _followed(call: ast.Call) -> Sequence[ast.expr]:
    """Of `"…".format(…)` and `"…".join(…)` the text itself, and what `literal` shows as it is."""
    if isinstance(call.func, ast.Attribute) and call.func.attr in {"format", "join"}:
        return [call.func.value]
    is_literal = isinstance(call.func, ast.Name) and call.func.id in {"literal", "typed"}
    return call.args if is_literal else []


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _words(text: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(text, ast.Constant):
        return str(text.value)
    return "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in text.values)


def _is_language(text: str) -> bool:
    return bool(set(_WORD.findall(_PLACES.sub(" ", text))) - _SAME)
