"""Asks the BAG API Individuele Bevragingen v2 what the BAG says now about one object.

For single checks only; a municipality is never loaded this way. The key allows 50,000 questions
a day: when these are spent nothing is asked again before midnight.

Source: Kadaster, BAG API Individuele Bevragingen 2.0.0.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from connectors.bag.codes import DIGITS
from connectors.live.client import Answer, Client
from connectors.live.manners import Manners
from engine.errors import SettingsError, SourceChanged, SourceUnavailable
from engine.register_settings import LiveSettings

NAME = "BAG API"
KEY = "env:BAG_API_KEY"

_PATHS = {
    "VBO": ("verblijfsobjecten", "verblijfsobject"),
    "LIG": ("ligplaatsen", "ligplaats"),
    "STA": ("standplaatsen", "standplaats"),
    "PND": ("panden", "pand"),
    "NUM": ("nummeraanduidingen", "nummeraanduiding"),
    "OPR": ("openbareruimten", "openbareRuimte"),
    "WPL": ("woonplaatsen", "woonplaats"),
}
"""Type code -> path, and the member that holds the object."""
_WITH_GEOMETRY = ("VBO", "LIG", "STA", "PND", "WPL")
_TOLD = (400, 404, 429)
_LEFT = "kadaster-ratelimit-daylimit-remaining"
_RESET = "x-rate-limit-reset"
_SECOND = 1.0


@dataclass(frozen=True, slots=True)
class Said:
    """What the BAG says now.

    Attributes:
        kind: type code of the object.
        status: in the register's own words.
        address: main address on one line, None when it has none or none that is current.
        in_doubt: attributes that are in onderzoek.
    """

    object_id: str
    kind: str
    status: str
    address: str | None
    in_doubt: tuple[str, ...]


def manners(key: str, *, per_second: int) -> Manners:
    """How this source wants to be asked: with a key, and never again when the day is spent."""
    headers = {"x-api-key": key, "accept": "application/hal+json"}
    return Manners(headers, per_second=per_second, retry=_pause)


def open_api(url: str, key: str, *, live: LiveSettings, per_second: int) -> Client:
    """A client of this API; close it at the end.

    Raises:
        SettingsError: the address is not safe.
    """
    return Client(NAME, url, live=live, manners=manners(key, per_second=per_second))


def ask(client: Client, object_id: str) -> Said:
    """What the BAG says now about one id; two questions at most.

    Raises:
        SettingsError: no id of the BAG.
        SourceUnavailable: no answer, or the questions of this day are spent.
        SourceChanged: key refused, no such object, or an answer of another shape.
    """
    kind = kind_of(object_id)
    path, member = _PATHS[kind]
    headers = {"accept-crs": "epsg:28992"} if kind in _WITH_GEOMETRY else {}
    body = _body(client, f"{path}/{object_id}", headers)
    if body is None:
        raise SourceChanged(NAME, f"has no object {object_id}")
    found = _unwrapped(body, member)
    status = found.get("status")
    if not isinstance(status, str):
        raise SourceChanged(NAME, f"answers about {object_id} without a status")
    address_id = object_id if kind == "NUM" else found.get("heeftAlsHoofdAdres")
    address = _address(client, address_id) if isinstance(address_id, str) else None
    return Said(object_id, kind, status, address, _in_doubt(body))


def kind_of(object_id: str) -> str:
    """Type code of an id.

    Raises:
        SettingsError: not 16 digits with a known type inside, nor 4 digits.
    """
    if object_id.isascii() and object_id.isdigit():
        if len(object_id) == 4:
            return "WPL"
        kinds = {digits: code for code, digits in DIGITS.items() if digits}
        if len(object_id) == 16 and object_id[4:6] in kinds:
            return kinds[object_id[4:6]]
    what = f"{object_id!r} is no id of the BAG: 16 digits, of which the 5th and 6th tell the type"
    raise SettingsError(what)


def _body(client: Client, path: str, headers: Mapping[str, str]) -> Mapping[str, object] | None:
    """The answer as an object; None when there is no such thing."""
    answer = client.get(path, headers=headers, allow=_TOLD)
    if answer.status == 429:
        what = "the questions of this key are spent: ask again after 00:00"
        if not _is_spent(answer):
            what = "answered 429: too many questions at once; try again later"
        raise SourceUnavailable(NAME, what)
    body = answer.json()
    if not isinstance(body, Mapping):
        raise SourceChanged(NAME, "answers with what is no JSON object")
    if answer.status == 404:
        return None
    if answer.status == 400:
        raise SourceChanged(NAME, f"refuses the question: {_problem(body)}")
    return body


def _pause(answer: Answer) -> float | None:
    """Wait for the limit per second; the limit of the day is not waited for."""
    if answer.status != 429 or _is_spent(answer):
        return None
    told = answer.headers.get(_RESET, "")
    return float(told) if told.isdigit() and int(told) <= 60 else _SECOND


def _is_spent(answer: Answer) -> bool:
    return answer.headers.get(_LEFT, "").strip() == "0"


def _problem(body: Mapping[str, object]) -> str:
    """Title and the names of wrong parameters; never their values."""
    title = body.get("title")
    listed = body.get("invalid-params")
    names = [
        str(one.get("name"))
        for one in (listed if isinstance(listed, list) else ())
        if isinstance(one, Mapping)
    ]
    return ", ".join([title if isinstance(title, str) else "without a title", *names])


def _unwrapped(body: Mapping[str, object], member: str) -> Mapping[str, object]:
    """The object itself; it may be wrapped once or twice."""
    inner = body
    while isinstance(found := inner.get(member), Mapping):
        inner = found
    return inner


def _address(client: Client, address_id: str) -> str | None:
    body = _body(client, f"adressen/{address_id}", {})
    if body is None:
        return None
    lines = [body.get("adresregel5"), body.get("adresregel6")]
    return ", ".join(" ".join(line.split()) for line in lines if isinstance(line, str)) or None


def _in_doubt(body: Mapping[str, object]) -> tuple[str, ...]:
    """Attributes whose doubt is open; a record with `N` means not in onderzoek."""
    listed = body.get("inonderzoek")
    found = {
        str(one.get("kenmerk"))
        for one in (listed if isinstance(listed, list) else ())
        if isinstance(one, Mapping) and one.get("inOnderzoek") == "J"
    }
    return tuple(sorted(found))
