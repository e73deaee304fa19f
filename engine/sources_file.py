"""`sources.yaml`: which deliveries a municipality has, and how each is read or fetched.

Unknown keys, two sources with one id and secrets that are written out are errors with file and
line; tables, columns and connectors are checked by `connectors.check`.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationError

from engine import yaml_file
from engine.errors import SettingsError
from engine.settings import settings_error
from engine.strict import Strict

Model = TypeVar("Model", bound=BaseModel)
_SECRET = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*")


def _named(value: str) -> str:
    if not _SECRET.fullmatch(value):
        raise ValueError("a secret is given as env:NAME, never written out")
    return value


Secret = Annotated[str, AfterValidator(_named)]
"""A secret by the name of its environment variable: `env:NAME`; resolved by `secret`."""


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class TableFormat(Strict):
    """How a `table` delivery writes its cells.

    Attributes:
        delimiter: one character between cells of a CSV.
        date: strptime pattern of dates, or `excel`: days counted in the 1900 date system.
        decimal: decimal sign; "," implies "." between thousands.
        sheet: XLSX sheet by name or 1-based number; the first when left out.
        records: JSON path to the list of records (`a.b`); the top level when left out.
        sbi: `number` when the export kept SBI codes as numbers, so that leading zeros are lost.
        header_rows: CSV and XLSX: how many filled rows make the header. A column is named by its
            filled cells from top to bottom, joined by a blank; a merged cell counts for all its
            columns.
    """

    delimiter: str = ","
    encoding: str = "utf-8"
    date: str = "%Y-%m-%d"
    decimal: str = "."
    sheet: str | int | None = None
    records: str | None = None
    sbi: Literal["text", "number"] = "text"
    header_rows: int = Field(default=1, ge=1, le=5)


class SourceSpec(Strict):
    """One entry of `sources:` in `sources.yaml`."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    connector: str
    path: Annotated[tuple[str, ...], BeforeValidator(_as_tuple)] = ()
    url: str | None = None
    delivered_on: date | None = None
    privacy_check: str | None = None
    register_name: str | None = Field(default=None, alias="register")
    optional: bool = False
    options: Mapping[str, object] = {}
    table: str | None = None
    format: TableFormat = TableFormat()
    columns: Mapping[str, str] = {}
    values: Mapping[str, Mapping[str, str | bool | int]] = {}
    ignore: tuple[str, ...] = ()
    crs: str | None = None


class Sources(Strict):
    """`sources.yaml`: the municipality's deliveries.

    Attributes:
        zones: GeoJSON of zones.
        geocoded: CSV of `dijkwacht sources geocode` that a person looked at.
    """

    municipality: str = Field(pattern=r"^[0-9]{4}$")
    sources: tuple[SourceSpec, ...]
    zones: str | None = None
    geocoded: str | None = None


@dataclass(frozen=True, slots=True)
class SourcesFile:
    """A checked `sources.yaml`, and where its entries stand."""

    file: Path
    sources: Sources
    document: yaml_file.Document

    def line(self, *path: str | int) -> int:
        """1-based line of a part of the file, such as `("sources", 2, "columns")`."""
        return self.document.line(path)

    def fail(self, what: str, *path: str | int) -> SettingsError:
        """An error at a part of this file, for the caller to raise."""
        return SettingsError(what, file=self.file, line=self.line(*path))


def load_sources(file: Path) -> SourcesFile:
    """Read `sources.yaml`; tables, columns and connectors are checked by `connectors.check`.

    Raises:
        SettingsError: unreadable, unknown key, wrong type, two sources with one id.
    """
    try:
        document = yaml_file.read(file)
        sources = yaml_file.validate(document, Sources)
    except yaml_file.YamlProblems as error:
        raise settings_error(error) from error
    seen: dict[str, int] = {}
    for index, source in enumerate(sources.sources):
        line = document.line(("sources", index, "id"))
        if source.id in seen:
            what = f"source id {source.id!r} stands at line {seen[source.id]} too: ids are unique"
            raise SettingsError(what, file=file, line=line)
        seen[source.id] = line
    return SourcesFile(file, sources, document)


def parse_options(spec: SourceSpec, model: type[Model]) -> Model:
    """The options of a source as its connector's model.

    Raises:
        SettingsError: an unknown, missing or wrong key; `connectors.check` tells it with a line.
    """
    try:
        return model.model_validate(spec.options)
    except ValidationError as error:
        found = "; ".join(f"{_path(e['loc'])}: {e['msg']}" for e in error.errors())
        raise SettingsError(f"source {spec.id}: options: {found}") from error


def _path(loc: Sequence[str | int]) -> str:
    return ".".join(str(part) for part in loc)


def secret(value: str) -> str:
    """Resolve `env:NAME` from the environment.

    Raises:
        SettingsError: the value is written out instead of named, or the variable is not set.
    """
    if not _SECRET.fullmatch(value):
        raise SettingsError("secrets are given as env:NAME, never written out")
    name = value.removeprefix("env:")
    if not os.environ.get(name):
        raise SettingsError(f"environment variable {name} is not set")
    return os.environ[name]
