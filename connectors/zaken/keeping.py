"""Copies of what was asked: per case one file, which its reader reads as any other.

A copy holds, after the drop-list, only the keys that serve, of roles only the applicant, and of
properties only the values that are mapped.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime

from connectors.cases.case import Unusable
from connectors.live.order import Order
from connectors.zaken import objects, values
from connectors.zaken.clean import clean
from connectors.zaken.objects import Kind
from connectors.zaken.options import ZgwOptions
from connectors.zaken.values import Body

CASE_FILE = "zaak-"
TYPE_FILE = "catalogi-"


@dataclass(slots=True)
class Keeper:
    """Puts answers into the copies of one order.

    Attributes:
        names: keys of the drop-list, in lower case.
        property_names: names of eigenschappen by address, for values without a name.
        notes: what the run report must say, with counts.
    """

    order: Order
    options: ZgwOptions
    names: frozenset[str]
    property_names: dict[str, str] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)

    def reduce(self, bodies: Iterable[object]) -> list[dict[str, object]]:
        """The objects of an answer without what may never be kept, and without what serves not."""
        found: list[dict[str, object]] = []
        for body in bodies:
            try:
                found += self._object(clean(body, self.names))
            except Unusable as error:
                self.notes[f"objects that are not kept/{error}"] += 1
        return found

    def put_case(self, parts: Iterable[list[dict[str, object]]], name: str) -> None:
        """Keep a case and its parts under one name."""
        self._put(name, [part for part in parts if part])

    def put_types(self, bodies: list[dict[str, object]], name: str) -> None:
        """Keep objects of the catalogue, unless the copy says the same; none leave no copy."""
        if bodies and self._body(name) != bodies:
            self._put(name, [bodies])

    def case(self, name: str) -> Body:
        """The case in a copy, an empty object when the copy has none."""
        body = self._body(name)
        return body[0] if isinstance(body, list) and isinstance(body[0], Mapping) else {}

    def _body(self, name: str) -> object:
        """What the first line of a copy holds, None when there is no copy."""
        try:
            content = self.order.copies.get(name)
        except KeyError:
            return None
        return json.loads(content.split(b"\n", 1)[0])["body"]

    def _object(self, body: object) -> Iterator[dict[str, object]]:
        if not isinstance(body, Mapping):
            raise Unusable("not an object")
        kind = objects.kind_of(objects.collection(body))
        if kind is None:
            return
        for key in objects.surplus(kind, body):
            self.notes[f"unknown keys/{kind}/{key}"] += 1
        kept = objects.reduce(kind, body)
        if kind is Kind.PROPERTY_TYPE and (name := values.text(kept, "naam")):
            self.property_names[values.address(kept, "url") or ""] = name
        if kind is Kind.PROPERTY:
            self._hide(kept)
        yield kept

    def _hide(self, kept: dict[str, object]) -> None:
        """Take the value of a property that is not mapped out: nobody asked for it."""
        address = values.address(kept, "eigenschap") or ""
        name = values.text(kept, "naam") or self.property_names.get(address)
        if name is None or self.options.column(name) is None:
            kept.pop("waarde", None)
            self.notes[f"properties not mapped/{(name or 'without a name')[:80]}"] += 1

    def _put(self, name: str, bodies: list[list[dict[str, object]]]) -> None:
        told = {"status": 200, "headers": {"Date": format_datetime(self.order.now, usegmt=True)}}
        lines = [{"_recorded": told, "body": body} for body in bodies]
        text = "".join(
            json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
            for line in lines
        )
        self.order.copies.put(name, text.encode())


def case_file(url: str) -> str:
    """File name of a case, by its address."""
    return f"{CASE_FILE}{url.rstrip('/').rpartition('/')[2]}.jsonl"


def type_file(collection: str, *about: str) -> str:
    """File name of an answer of the catalogue, by what was asked."""
    digest = hashlib.sha256("\x1f".join(about).encode()).hexdigest()[:16]
    return f"{TYPE_FILE}{collection}-{digest}.jsonl"
