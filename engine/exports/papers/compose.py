"""A paper from its texts, the values of its placeholders and the blocks that code fills in."""

from collections.abc import Mapping, Sequence

from engine.exports.papers.paper import Block, Bullets, Note, Paper, Section, Text
from engine.exports.papers.texts import LegalText, SectionText, Texts, fill


def compose(
    texts: Texts,
    values: Mapping[str, str],
    filled: Mapping[str, Sequence[Block]],
    *,
    left_out: frozenset[str] = frozenset(),
    further: Mapping[str, Sequence[Section]] | None = None,
) -> Paper:
    """Put a paper together.

    Args:
        texts: of its kind.
        values: by placeholder; every one that the texts may name.
        filled: blocks by section, which stand after its fixed sentences and points.
        left_out: sections of the texts that this paper does not need.
        further: whole sections that follow a section, such as one per location.

    Returns:
        The paper, with a note for every paragraph of law in it, in the order of mention.
    """
    sections: list[Section] = []
    used: dict[str, LegalText] = {}
    for text in texts.of.sections:
        if text.id in left_out:
            continue
        law = [texts.legal(name) for name in text.legal]
        used |= {one.id: one for one in law}
        sections.append(_section(text, values, filled.get(text.id, ()), law))
        sections += (further or {}).get(text.id, ())
    return Paper(
        kind=texts.of.kind,
        title=fill(texts.of.title, values),
        subtitle=fill(texts.of.subtitle, values),
        confidentiality=fill(texts.of.confidentiality, values),
        header=tuple((label, fill(value, values)) for label, value in texts.of.header.items()),
        sections=tuple(sections),
        notes=tuple(_note(one, texts) for one in used.values()),
        footer=fill(texts.of.footer, values),
    )


def _section(
    text: SectionText, values: Mapping[str, str], filled: Sequence[Block], law: Sequence[LegalText]
) -> Section:
    points = tuple(fill(item, values) for item in text.bullets)
    blocks: list[Block] = [
        *(Text(fill(line, values)) for line in text.text),
        *((Bullets(points),) if points else ()),
        *filled,
        *(Text(fill(line, values)) for line in text.after),
        *(Text(fill(one.text, values), notes=(one.id,)) for one in law),
    ]
    return Section(
        fill(text.heading, values), tuple(blocks), text.level, frozenset(text.only_for),
        text.new_page,
    )  # fmt: skip


def _note(law: LegalText, texts: Texts) -> Note:
    told = f"Bron: {law.source}; versie: {law.version}."
    return Note(law.id, told if law.verified else f"{told} {texts.common.unverified}")
