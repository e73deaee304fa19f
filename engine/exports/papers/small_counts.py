"""Counts in a paper without personal data: no number so small that it tells of one location."""

from collections.abc import Mapping

from engine.translatable import sentence

_KEPT = sentence("niet getoond")


def shown(counts: Mapping[str, int], *, least: int) -> dict[str, str]:
    """Counts of parts of one whole, as texts; small ones are hidden.

    A count of 1 up to `least` is "minder dan" it. When only one is hidden, a reader who knows the
    whole could reckon it; then the smallest of the others is hidden too.

    Args:
        counts: 0 or more each, by name.
        least: the smallest count that may be told.
    """
    small = {name for name, count in counts.items() if 0 < count < least}
    further: set[str] = set()
    if len(small) == 1:
        rest = [(count, name) for name, count in counts.items() if count >= least]
        further = {name for _, name in sorted(rest)[:1]}
    return {
        name: sentence("minder dan {count}", count=str(least))
        if name in small
        else _KEPT
        if name in further
        else str(count)
        for name, count in counts.items()
    }


def one(count: int, *, least: int) -> str:
    """A count that is no part of a whole that is told."""
    return sentence("minder dan {count}", count=str(least)) if 0 < count < least else str(count)
