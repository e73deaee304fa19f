"""What a JSON document is, by its keys: so that a reader can name the file of another one."""

from collections.abc import Mapping

_KINDS: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (name, frozenset(keys.split()))
    for name, keys in (
        ("a JSON schema", "$schema properties"),
        ("GeoJSON", "type features"),
        ("an answer of PowerBrowser", "mainTableName records"),
        ("a case of PowerBrowser", "id fields"),
        ("an address book of Decos JOIN", "itemDataResultSet"),
        ("an answer of Decos JOIN", "count content"),
        ("a list of Signalen", "_links count results"),
        ("a report of Signalen", "category status reporter"),
        ("a request to Signalen to make a report", "text category reporter"),
        ("a category of Signalen", "slug sub_categories"),
        ("a fixture of Django", "model pk fields"),
        ("a list of the ZGW API's", "count next previous results"),
        ("an answer of the KVK API's", "kvkNummer"),
        ("a mutation list of the KVK API's", "signalen pagina"),
        ("an answer of CBS OData", "odata.metadata"),
        ("a recorded exchange", "_recorded body"),
    )
)
_SHOWN = 12


def name_of(body: object) -> str:
    """Describe a document by its keys, never by its values; a list by its first element."""
    if isinstance(body, list):
        return f"a list of: {name_of(body[0])}" if body else "an empty list"
    if not isinstance(body, Mapping):
        return f"a JSON {type(body).__name__}"
    known = next((name for name, keys in _KINDS if keys <= body.keys()), None)
    keys = sorted(str(key)[:40] for key in body)
    shown = ", ".join(keys[:_SHOWN]) + (", …" if len(keys) > _SHOWN else "")
    return f"{known} (keys: {shown})" if known else f"an object with keys: {shown}"
