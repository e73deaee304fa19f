"""`dijkwacht match companies`: names of a spreadsheet to the companies of another one."""

import sys
from collections.abc import Iterable, Sequence

from engine.commands import match_options
from engine.commands.match_options import Against, Best, Out, Queries
from engine.commands.options import RulesFolder, rules_folder
from engine.errors import MatchingError
from engine.matching import sheet
from engine.matching.companies import lexicon, model
from engine.matching.companies.index import Index
from engine.matching.sheet import Sheet

_NAME = "name"
_LISTS = ("trade_names", "aliases")
_SEPARATOR = "|"


def companies(
    queries: Queries, against: Against, out: Out, best: Best = False, rules: RulesFolder = None
) -> None:
    """Match names of companies: `query_id,name` against `id,name`.

    A sheet of known companies may have further names in `trade_names` and `aliases`, parted
    by `|`. No answer is given to a name that two companies fit equally well.
    """
    asked = sheet.read(queries, key="query_id")
    known = sheet.read(against, key="id")
    _check(asked, "query_id", ())
    _check(known, "id", _LISTS)
    folder = rules_folder(rules)
    names = zip(known.column("id"), _names(known), strict=True)
    index = Index(names, model.load(folder), lexicon.load(folder))
    pairs = list(zip(asked.column("query_id"), asked.column(_NAME), strict=True))
    match_options.write(index.match(pairs, best=best), out)


def _check(given: Sheet, key: str, lists: Sequence[str]) -> None:
    """Name the columns that are not read; a sheet without names is an error."""
    used = (_NAME, *lists)
    if not {*used} & {*given.columns} or (_NAME not in given.columns and not lists):
        found = ", ".join(given.columns)
        raise MatchingError(f"lacks the column {_NAME}; it has {found}", file=given.file, line=1)
    if unread := [name for name in given.columns if name not in (key, *used)]:
        print(f"dijkwacht: {given.file}: not read: {', '.join(unread)}", file=sys.stderr)


def _names(known: Sheet) -> Iterable[list[str]]:
    """Every name of each company; a name itself may hold a separator."""
    at = {name: known.columns.index(name) for name in (_NAME, *_LISTS) if name in known.columns}
    for row in known.rows:
        names = [row[at[_NAME]]] if _NAME in at else []
        for column in _LISTS:
            names += row[at[column]].split(_SEPARATOR) if column in at else []
        yield [name.strip() for name in names if name.strip()]
