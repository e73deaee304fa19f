"""The few forms of Markdown that the pages use."""

from collections.abc import Iterable, Iterator, Sequence


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table with one line per row and an empty line after it."""
    yield _row(header)
    yield "|" + "---|" * len(header)
    for row in rows:
        yield _row(row)
    yield ""


def bullets(texts: Iterable[str], *, none: str) -> Iterator[str]:
    """A list; one line with `none` when it is empty."""
    found = [f"* {text}" for text in texts]
    yield from found or [none]
    yield ""


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"
