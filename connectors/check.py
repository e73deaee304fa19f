"""Checks of `sources.yaml` that need to know connectors and canonical tables.

All problems of the file are reported at once, each with its line and, for a typing error, the
name that was probably meant.
"""

from collections.abc import Iterator

from pydantic import ValidationError

from connectors import check_table
from connectors.check_table import suggest
from connectors.delivery import Connector
from connectors.live.address import check_url
from connectors.registry import find
from connectors.templates import table_template, tables, template
from engine.errors import SettingsError
from engine.sources_file import SourcesFile, SourceSpec
from engine.yaml_file import Problem

__all__ = ["check", "table_template", "tables", "template"]

_TABLE_KEYS = ("table", "format", "columns", "values", "ignore", "crs")

Located = tuple[tuple[str | int, ...], str]
"""Path inside the source's entry, and what is wrong there."""


def check(sources: SourcesFile) -> None:
    """Check every source against its connector and its canonical table.

    Raises:
        SettingsError: lists every problem as `file:line: what`, in order of line.
    """
    problems = [
        Problem(sources.line("sources", index, *path), f"source {spec.id}: {what}")
        for index, spec in enumerate(sources.sources.sources)
        for path, what in _problems(spec)
    ]
    if problems:
        first, *rest = sorted(problems, key=lambda problem: (problem.line or 0, problem.what))
        more = "".join(f"\n{sources.file}:{problem.line}: {problem.what}" for problem in rest)
        raise SettingsError(first.what + more, file=sources.file, line=first.line)


def _problems(spec: SourceSpec) -> Iterator[Located]:
    try:
        connector = find(spec.connector)
    except SettingsError as error:
        yield ("connector",), error.what
        yield from _where(spec, can_fetch=True)
        return
    yield from _where(spec, can_fetch=connector.fetch is not None)
    wrong = list(_options(spec, connector))
    yield from wrong
    if connector.problems is not None and not wrong:
        yield from connector.problems(spec)
    if connector.fixed_format:
        for key in sorted(spec.model_fields_set & {*_TABLE_KEYS} - connector.takes):
            yield (key,), f"{key} is for `table` sources: {spec.connector} has a format of its own"
    else:
        yield from check_table.problems(spec)


def _where(spec: SourceSpec, *, can_fetch: bool) -> Iterator[Located]:
    if spec.path and spec.url is not None:
        yield ("url",), "both path and url: give one of them"
    elif spec.url is not None and not can_fetch:
        what = f"{spec.connector} is not asked over the network: deliver files and give path"
        yield ("url",), what
    elif spec.url is not None:
        yield from _url(spec.url)
    elif not spec.path or not all(part.strip() for part in spec.path):
        yield ("path",), "path is missing: a file, folder, glob or list of these"


def _url(url: str) -> Iterator[Located]:
    try:
        check_url(url)
    except ValueError as error:
        yield ("url",), str(error)


def _options(spec: SourceSpec, connector: Connector) -> Iterator[Located]:
    try:
        connector.options.model_validate(spec.options)
    except ValidationError as error:
        for found in error.errors():
            path = ".".join(str(part) for part in found["loc"])
            near = ""
            if found["type"] == "extra_forbidden":
                near = suggest(str(found["loc"][-1]), connector.options.model_fields)
            yield ("options", *found["loc"]), f"options: {path}: {found['msg']}{near}"
