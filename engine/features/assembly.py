"""A checked feature, made of its header and of what its text reads, in whatever language."""

from collections.abc import Iterable
from pathlib import Path

from engine.features.feature import REQUIRED, Feature, Fold
from engine.features.header import Header
from engine.features.lineage import Reads
from engine.network.patterns import Pattern


def feature(
    file: Path,
    text: str,
    header: Header,
    known_columns: tuple[str, ...],
    reads: Reads,
    *,
    placeholders: Iterable[str],
    pattern: Pattern | None = None,
    fold: Fold | None = None,
) -> Feature:
    """Put together what the checks found; nothing is checked here.

    Args:
        file: where it stands.
        text: the file's, as it stands.
        header: what stands above the text.
        known_columns: columns of `location` that `known_when` reads.
        reads: all that the text reads, in each of its parts; of `result` what is not required
            becomes a fact.
        placeholders: bound values that the text uses, in any order, also twice.
        pattern: when the whole text is one.
        fold: when the text holds patterns and a statement over their rows.
    """
    facts = tuple(name for name in reads.result if name not in REQUIRED)
    return Feature(
        name=header.feature,
        title=header.title,
        params=header.params,
        absent=header.absent,
        known_when=header.known_when,
        known_columns=known_columns,
        text=text,
        placeholders=tuple(sorted({*placeholders})),
        facts=facts,
        tables=reads.tables,
        columns=reads.columns,
        gate=reads.gate,
        file=file,
        coded=reads.coded,
        tests=tuple(test for test in reads.flows.tests if test.constant.kind == "param"),
        made_of={name: reads.flows.result[name] for name in facts},
        pattern=pattern,
        fold=fold,
        hits=header.hits,
        hits_within=header.hits_within,
    )
