"""The elements of one snapshot by local id and by domain and number, to follow references."""

from collections import Counter

from lxml import etree

from connectors.brk.forget import local
from connectors.brk.nodes import children, domain, reference, text

_ID = ("id", "{http://www.opengis.net/gml/3.2}id")
_NUMBER = "identificatie"


class References:
    """What references of one snapshot point to; those that point outside are counted."""

    def __init__(self, snapshot: etree._Element) -> None:
        self.dangling: Counter[str] = Counter()
        self._by_id: dict[str, etree._Element] = {}
        self._by_number: dict[tuple[str, str], etree._Element] = {}
        for part in children(snapshot):
            for name in _ID:
                if own := part.get(name):
                    self._by_id[own] = part
            number = next((p for p in children(part) if local(p) == _NUMBER), None)
            if number is not None and number.text:
                self._by_number[domain(number), number.text.strip()] = part

    def follow(self, ref: etree._Element) -> etree._Element | None:
        """Return the element that a `…Ref` points to, None when it is not in the message."""
        inside, number = reference(ref)
        found = self._by_id.get(inside) if inside else None
        if found is None and number is not None:
            found = self._by_number.get((domain(ref), number))
        if found is None:
            self.dangling[f"dangling references/{local(ref)}"] += 1
        return found


def refs(element: etree._Element, step: str) -> list[etree._Element]:
    """The `…Ref` elements below the children of that name, in document order."""
    return [
        part
        for child in children(element)
        if local(child) == step
        for part in child.iter()
        if isinstance(part.tag, str) and local(part).endswith("Ref")
    ]


def number_of(element: etree._Element) -> str | None:
    """Text of the identification directly below an element."""
    for part in children(element):
        if local(part) == _NUMBER:
            return (part.text or "").strip() or None
    return text(element, _NUMBER)
