"""What was measured of matching as Markdown, and its place in the page."""

from collections.abc import Iterator, Sequence

from bench.matching_table import Bin, Failures, Measured, Measurement

_FEWEST = 1e-9


def section(one: Measurement) -> str:
    """One set: its size, the methods beside each other, calibration, and what went wrong."""
    return "\n".join(_lines(one))


def put(page: str, kind: str, text: str) -> str:
    """Put a text between the marks of a kind.

    Raises:
        ValueError: the page does not have both marks once, in their order.
    """
    begin, end = f"<!-- measured: {kind} -->", f"<!-- end: {kind} -->"
    if page.count(begin) != 1 or page.count(end) != 1 or page.index(begin) > page.index(end):
        raise ValueError(f"the page needs {begin} and {end}, once each and in this order")
    before, _, rest = page.partition(begin)
    return f"{before}{begin}\n{text}\n{end}{rest.partition(end)[2]}"


def _lines(one: Measurement) -> Iterator[str]:
    yield f"### {one.title}"
    yield ""
    without = f", {one.without:,} of them without a counterpart" if one.without else ""
    yield f"{one.queries:,} queries{without}."
    yield ""
    yield from _methods(one)
    if one.reliability:
        yield ""
        yield from _reliability(one.reliability)
    if one.failures:
        yield ""
        yield from _failures(one.failures)


def _methods(one: Measurement) -> Iterator[str]:
    further = sorted({name for row in one.rows for name in row.further})
    timed = any(row.seconds is not None for row in one.rows)
    head = ["method", "right", "wrong", "missed", "precision", "recall", "F1", *further]
    head += [f"{one.unit}/s"] if timed else []
    yield _row(head)
    yield _row(["---", *["---:"] * (len(head) - 1)])
    for row in one.rows:
        cells = [row.method, f"{row.right:,}", f"{row.wrong:,}", f"{row.missed:,}"]
        cells += [_share(row.precision), _share(row.recall), _share(row.f1)]
        cells += [_share(row.further.get(name)) for name in further]
        cells += [_speed(one, row)] if timed else []
        yield _row(cells)


def _speed(one: Measurement, row: Measured) -> str:
    return "" if row.seconds is None else f"{one.queries / max(row.seconds, _FEWEST):,.0f}"


def _reliability(bins: Sequence[Bin]) -> Iterator[str]:
    yield _row(["said", "answers", "said on average", "right"])
    yield _row(["---", "---:", "---:", "---:"])
    for one in bins:
        if one.answers:
            said = f"{one.low:.1f} to {one.high:.1f}"
            yield _row([said, f"{one.answers:,}", _share(one.said), _share(one.true)])


def _failures(kinds: Sequence[Failures]) -> Iterator[str]:
    yield _row(["what went wrong", "times", "such as"])
    yield _row(["---", "---:", "---"])
    for one in kinds:
        examples = " · ".join(f"`{_plain(text)}`" for text in one.examples)
        yield _row([one.kind, f"{one.count:,}", examples])


def _plain(text: str) -> str:
    """A text that cannot break the table it stands in."""
    return " ".join(text.replace("`", "'").replace("|", "/").split())


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"
