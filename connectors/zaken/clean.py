"""Takes out of an answer what may never be used, before anything else looks at it.

Besides the drop-list: free text of a case, staff, the address of a natural person, which may
end in a BSN, and the identity of everybody who is not the applicant.
"""

import re
from collections.abc import Mapping

from connectors import drops

_PERSON = "natuurlijk_persoon"
STAFF = frozenset({"medewerker", "organisatorische_eenheid"})
APPLICANT = "initiator"
_PEOPLE_OBJECTS = STAFF | {_PERSON, "niet_natuurlijk_persoon", "huishouden", "zakelijk_recht"}
_COLLECTION = re.compile(r"/(zaken|rollen|zaakobjecten)/[^/]+/?$")
_FREE_TEXT = frozenset({"omschrijving", "kenmerken", "productenOfDiensten", "processobject"})
_IDENTITY = frozenset({"betrokkene", "betrokkeneIdentificatie", "afwijkendeNaamBetrokkene"})
_OBJECT_IDENTITY = frozenset({"object", "objectIdentificatie", "objectTypeOverige"})


def clean(value: object, names: frozenset[str]) -> object:
    """The same JSON without what may never be used, at every depth.

    Args:
        value: parsed JSON.
        names: keys of the drop-list, in lower case.
    """
    return _walk(drops.from_json(value, names))


def _walk(value: object) -> object:
    if isinstance(value, list):
        return [_walk(part) for part in value]
    if not isinstance(value, Mapping):
        return value
    hidden = _hidden(value)
    return {key: _walk(part) for key, part in value.items() if key not in hidden}


def _hidden(body: Mapping[str, object]) -> frozenset[str]:
    """Keys of one object that go no further."""
    url = body.get("url")
    found = _COLLECTION.search(url) if isinstance(url, str) else None
    collection = found[1] if found else ""
    if collection == "zaken":
        return _FREE_TEXT
    if collection == "zaakobjecten":
        return _OBJECT_IDENTITY if str(body.get("objectType")) in _PEOPLE_OBJECTS else frozenset()
    if "betrokkeneType" not in body:
        return frozenset()
    kind, name = str(body["betrokkeneType"]), body.get("omschrijvingGeneriek") or APPLICANT
    if kind in STAFF or name != APPLICANT:
        return _IDENTITY
    return frozenset({"betrokkene"}) if kind == _PERSON else frozenset()
