"""`dijkwacht match people`: who in one sheet is who in another, by name, birth date and address."""

import sys
from collections.abc import Sequence
from pathlib import Path

from engine.commands import match_options
from engine.commands.match_options import Against, Best, Out, Queries
from engine.commands.options import RulesFolder
from engine.matching import sheet
from engine.matching.people import columns, linking, model
from engine.matching.people.blocking import TooCommon
from engine.matching.people.columns import People
from engine.settings import SHIPPED_RULES


def match_people(
    queries: Queries, against: Against, out: Out, best: Best = False, rules: RulesFolder = None
) -> None:
    """Match people by name, birth date and address; a citizen number is never looked at.

    Give the same rows twice, once with query_id and once with id, to search one sheet for doubles:
    then no record is its own answer. Nothing of the sheets is kept but the file that is written.
    """
    folder = rules or SHIPPED_RULES
    known = columns.load(folder)
    asked = columns.take(sheet.read(queries, key="query_id"), known, key="query_id")
    others = columns.take(sheet.read(against, key="id"), known, key="id")
    _tell_columns(queries, asked)
    _tell_columns(against, others)
    within = columns.are_one_set(asked, others)
    if within:
        _tell("one set: every query stands among the records, so doubles of other ids are searched")
    found = linking.link(
        asked, others, model.load(folder), model.short_names(folder), within=within, best=best
    )
    _tell_common(found.too_common)
    match_options.write(found.answers, out)


def _tell_columns(file: Path, people: People) -> None:
    if people.dropped:
        _tell(f"{file}: dropped, never looked at: {', '.join(people.dropped)}")
    if people.unread:
        _tell(f"{file}: not read: {', '.join(people.unread)}")


def _tell_common(common: Sequence[TooCommon]) -> None:
    for one in common:
        _tell(
            f"too common to compare by: {one.kind}, {one.values} values of {one.records} records; "
            "these are compared by what else they share"
        )


def _tell(line: str) -> None:
    print(line, file=sys.stderr)
