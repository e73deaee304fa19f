"""What `options:` of a Dataservice source says, and which numbers follow from it."""

import glob
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from lxml import etree
from pydantic import AfterValidator, BeforeValidator, Field

from connectors import archives
from connectors.delivery import Options
from connectors.hr import signals
from connectors.hr.elements import strip
from connectors.hr.messages import parse
from connectors.kvk.values import Unreadable
from connectors.live.order import Order
from connectors.live.tls import TlsOptions
from engine.errors import SettingsError

HEADINGS = ("kvknummer", "dossiernr", "inschrijvingnummer", "vestigingsnummer")
"""Headings of a column of numbers, in lower case without blanks."""
NUMBER = re.compile(r"[0-9]{8}|[0-9]{12}")


def _checked(value: tuple[str, ...]) -> tuple[str, ...]:
    if any(entry.isdigit() and not NUMBER.fullmatch(entry) for entry in value):
        raise ValueError("numbers are 8 digits (registration) or 12 (branch), in quotes")
    return value


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class HrOptions(Options):
    """Options of a Dataservice source; all but the first two are for asking live.

    Attributes:
        branches: False when branches and activities come from another source, such as `kvk_api`:
            those in the messages are left out, so that no branch is there twice.
        stuf_bg: True when the delivery holds nothing but StUF-BG answers: single branches, so
            that no table is whole.
        numbers: KVK numbers (8 digits), branch numbers (12), and files that have them: one column
            headed kvknummer, dossiernr, inschrijvingnummer or vestigingsnummer.
        signals: files, folders or patterns of Digilevering signals; their numbers are asked too.
        refresh_days: an answer is asked again when its copy is older.
        reference: klantreferentie.
        to: logical address of the service.
        tls: certificate and key, for the connection and for the signature.
        per_second: questions per second; the settings' own number when left out.
        per_month: questions per calendar month.
    """

    branches: bool = True
    stuf_bg: bool = False
    numbers: Annotated[tuple[str, ...], BeforeValidator(_listed), AfterValidator(_checked)] = ()
    signals: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    refresh_days: int = Field(default=30, ge=0)
    reference: str = Field(default="dijkwacht", max_length=50)
    to: str = "http://es.kvk.nl/KVK-Dataservice/2015/02"
    tls: TlsOptions = TlsOptions()
    per_second: int | None = Field(default=None, ge=1)
    per_month: int | None = Field(default=None, ge=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Numbers to ask.

    Attributes:
        numbers: sorted, each once.
        signalled: KVK number -> latest moment of a signal about it, 17 digits.
        notes: what the run report must say, with counts.
    """

    numbers: tuple[str, ...]
    signalled: dict[str, str] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)


def wanted(order: Order, options: HrOptions) -> Wanted:
    """Collect the numbers of an order: listed ones and those that a signal names.

    Raises:
        SettingsError: a file is not there, has no such column, or holds what is no number.
        SourceError: an archive of signals is unsafe or damaged.
    """
    given: set[str] = set()
    for entry in options.numbers:
        given |= {entry} if NUMBER.fullmatch(entry) else set(_of_file(order.folder / entry))
    notes: Counter[str] = Counter()
    signalled: dict[str, str] = {}
    for signal in _signals(order, options.signals, notes):
        for number in filter(None, (signal.number, signal.other)):
            signalled[number] = max(signal.moment, signalled.get(number, ""))
    if more := signalled.keys() - given:
        notes["numbers asked because a signal names them"] += len(more)
    if not given and not signalled:
        what = f"source {order.source}: options.numbers is missing: there is nothing to ask about"
        raise SettingsError(what)
    return Wanted(tuple(sorted({*given, *signalled})), signalled, notes)


def _of_file(file: Path) -> Iterator[str]:
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        what = "the file of numbers cannot be read as UTF-8: correct options.numbers"
        raise SettingsError(what, file=file) from error
    column, first = _column(lines, file)
    for line, text in enumerate(lines[first:], start=first + 1):
        cells = _cells(text)
        number = cells[column] if column < len(cells) else ""
        if not text.strip():
            continue
        if not NUMBER.fullmatch(number):
            what = "not a number of 8 or 12 digits: leading zeros are lost in a spreadsheet"
            raise SettingsError(what, file=file, line=line)
        yield number


def _column(lines: Sequence[str], file: Path) -> tuple[int, int]:
    """Position of the column of numbers, and the line on which they begin, from 0."""
    heading = [cell.lower().replace(" ", "") for cell in _cells(lines[0])] if lines else []
    found = [position for position, name in enumerate(heading) if name in HEADINGS]
    if len(found) != 1:
        named = ", ".join(HEADINGS)
        what = f"{len(found)} columns are headed {named}; there must be one"
        raise SettingsError(what, file=file, line=1)
    return found[0], 1


def _cells(line: str) -> list[str]:
    return [cell.strip().strip('"') for cell in re.split(r"[;,\t]", line)]


def _signals(
    order: Order, patterns: Sequence[str], notes: Counter[str]
) -> Iterator[signals.Signal]:
    files = sorted({file for pattern in patterns for file in _expand(order.folder, pattern)})
    limits = order.settings.archives
    for entry in archives.entries(files, source=order.source, limits=limits):
        if entry.is_junk:
            continue
        with archives.reading(order.source, entry.name), entry.open() as stream:
            data = stream.read()
        try:
            root = parse(data, frozenset(), source=order.source, file=entry.name)
            strip(root)
            yield signals.read(_unwrapped(root), notes)
        except Unreadable as error:
            notes[f"signals that cannot be read/{error}"] += 1


def _unwrapped(root: etree._Element) -> etree._Element:
    """What stands in an envelope, or the root itself."""
    body = root.find("Body")
    return body[0] if body is not None and len(body) else root


def _expand(folder: Path, pattern: str) -> Iterator[Path]:
    for name in glob.glob(pattern, root_dir=folder, recursive=True):
        found = folder / name
        yield from (
            (file for file in found.rglob("*") if file.is_file()) if found.is_dir() else [found]
        )
