"""Drop never-use fields of fixed formats, before anything else looks at a message."""

from lxml import etree


def from_xml(root: etree._Element, names: frozenset[str]) -> None:
    """Remove elements and attributes by local name, with all that is in them; changes `root`.

    Args:
        root: parsed message.
        names: local names in lower case; the namespace does not matter.
    """
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        parent = element.getparent()
        if parent is not None and _local(element.tag) in names:
            _remove(element, parent)
            continue
        for attribute in [name for name in element.attrib if _local(str(name)) in names]:
            del element.attrib[attribute]


def from_json(value: object, names: frozenset[str]) -> object:
    """The same JSON value without the keys in `names`, at every depth.

    Args:
        value: parsed JSON: dicts, lists and plain values.
        names: keys in lower case.
    """
    if isinstance(value, dict):
        return {
            key: from_json(part, names)
            for key, part in value.items()
            if str(key).lower() not in names
        }
    if isinstance(value, list):
        return [from_json(part, names) for part in value]
    return value


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()


def _remove(element: etree._Element, parent: etree._Element) -> None:
    """Take an element out and leave the text behind it where it stood."""
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
