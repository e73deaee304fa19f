"""One publication told by several records: versions, copies, and other forms of the same.

Of one form the last change counts. Other forms fill in what the fullest one lacks; they give no
row of their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from connectors.koop.publications import Publication

DUPLICATE = "duplicate"
SUPERSEDED = "superseded version"
CONFLICT = "two records with this id differ, and neither says that it is the later one"
_FILLED = (
    "text", "body", "rubrics", "activities", "creator", "organisation", "published_on",
    "view_term_ends", "markings", "reference",
)  # fmt: skip


@dataclass(slots=True)
class Merged:
    """What became of every record.

    Attributes:
        publications: one per id, by id; file and line are those of its fullest record.
        serving: records that only fill in another one.
        ignored: records left out, with the reason.
        conflicts: records of which none can be chosen.
    """

    publications: list[Publication] = field(default_factory=list)
    serving: list[Publication] = field(default_factory=list)
    ignored: list[tuple[Publication, str]] = field(default_factory=list)
    conflicts: list[Publication] = field(default_factory=list)


def merge(found: Iterable[Publication], *, as_of: date) -> Merged:
    """Merge records by id.

    Args:
        found: every readable record, in any order.
        as_of: a change after this day does not count, unless there is no earlier version.
    """
    merged = Merged()
    line = sorted(found, key=lambda p: (p.publication_id, p.form, p.file, p.line))
    for _, same in groupby(line, key=lambda p: p.publication_id):
        forms = [list(group) for _, group in groupby(same, key=lambda p: p.form)]
        chosen = [_choose(versions, merged, as_of) for versions in forms]
        told = [publication for publication in chosen if publication is not None]
        if told:
            merged.publications.append(_filled(told))
            merged.serving += told[1:]
    return merged


def _choose(versions: Sequence[Publication], merged: Merged, as_of: date) -> Publication | None:
    """The version of one form that counts; the others are told why they do not."""
    if len(versions) == 1:
        return versions[0]
    known = [v for v in versions if v.modified[:10] <= as_of.isoformat()]
    newest = max(v.modified for v in known) if known else min(v.modified for v in versions)
    last = [v for v in versions if v.modified == newest]
    merged.ignored += [(v, SUPERSEDED) for v in versions if v.modified != newest]
    if any(_content(v) != _content(last[0]) for v in last):
        merged.conflicts += last
        return None
    merged.ignored += [(v, DUPLICATE) for v in last[1:]]
    return last[0]


def _content(publication: Publication) -> Publication:
    return replace(publication, file="", line=0, notes=())


def _filled(told: Sequence[Publication]) -> Publication:
    """The fullest form with what only the others say."""
    first = told[0]
    for other in told[1:]:
        lacks = {name: getattr(other, name) for name in _FILLED if not getattr(first, name)}
        first = replace(first, **lacks)
    return first
