"""Options of a `vth_powerbrowser` source, and what can be wrong with its mapping."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import AfterValidator

from connectors.check_table import Located
from connectors.vth import mapping
from connectors.vth.mapping import CaseOptions
from engine.sources_file import SourceSpec, parse_options
from engine.tables import TABLES

CAPTION = "FMT_CAPTION"


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return value


def _with_id(value: str) -> str:
    if value and "id" not in re.compile(value).groupindex:
        raise ValueError("the expression has no group (?P<id>…)")
    return value


Pattern = Annotated[str, AfterValidator(_pattern)]


class PowerBrowserOptions(CaseOptions):
    """Options of a PowerBrowser source.

    Attributes:
        caption: expression whose named groups are cut out of FMT_CAPTION, to be mapped as
            `FMT_CAPTION.<group>`.
        otherwise: canonical column -> field that counts when the mapped one is empty.
        case_in_name: expression that finds the record id of a case (group `id`) in the name
            of a file with its statuses or addresses.
    """

    caption: Pattern = ""
    otherwise: Mapping[str, str] = {}
    case_in_name: Annotated[Pattern, AfterValidator(_with_id)] = ""


def problems(spec: SourceSpec) -> Iterator[Located]:
    """Yield what is wrong with the mapping of one source."""
    options = parse_options(spec, PowerBrowserOptions)
    yield from mapping.problems(spec, otherwise=options.otherwise)
    groups = re.compile(options.caption).groupindex
    keys: Sequence[str] = TABLES[spec.table].key if spec.table in TABLES else ()
    for column, name in (*spec.columns.items(), *options.otherwise.items()):
        table, dot, inner = name.partition(".")
        if table != CAPTION:
            continue
        if column in keys:
            yield ("columns", column), f"the number of a case never comes from {CAPTION}"
        elif dot and inner not in groups:
            yield ("columns", column), f"options.caption has no group (?P<{inner}>…)"
