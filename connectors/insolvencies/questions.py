"""Questions to the insolvency register: SOAP 1.1 or 1.2, WS-Addressing 2004/08, UsernameToken.

The description of the service (WSDL) does not state its security; the manual does: user name and
password in plain text inside TLS, as .NET's `UserNameOverTransport` sends them.

Source: CIR, technische documentatie, July 2019, 3.1.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

Soap = Literal["1.1", "1.2"]
SERVICE = "http://www.rechtspraak.nl/namespaces/cir01"
_ENVELOPES = {
    "1.1": "http://schemas.xmlsoap.org/soap/envelope/",
    "1.2": "http://www.w3.org/2003/05/soap-envelope",
}
_WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
_ANONYMOUS = f"{_WSA}/role/anonymous"
_WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss"
_WSSE, _WSU = f"{_WSS}-wssecurity-secext-1.0.xsd", f"{_WSS}-wssecurity-utility-1.0.xsd"
_PLAIN = f"{_WSS}-username-token-profile-1.0#PasswordText"
_PREFIXES: dict[str, str] = {"wsa": _WSA, "wsse": _WSSE, "wsu": _WSU}
_LIFETIME = timedelta(minutes=5)

Value = str | tuple[str, ...]
"""Text of a parameter; several texts become a list of `string`."""


@dataclass(frozen=True, slots=True)
class Account:
    """User name and password at the register; neither is ever printed."""

    user: str = field(repr=False)
    password: str = field(repr=False)


@dataclass(slots=True)
class Writer:
    """Writes questions, each with an id of its own and the moment at which it is written.

    Attributes:
        soap: version of the envelope.
        address: whole address of the service.
        account: who asks.
        now: moment at which this writer was made; time goes on from there.
    """

    soap: Soap
    address: str
    account: Account
    now: datetime
    _started: float = field(default_factory=time.monotonic)
    _written: int = 0

    def write(self, operation: str, parameters: Mapping[str, Value]) -> bytes:
        """One question as XML."""
        self._written += 1
        space = _ENVELOPES[self.soap]
        envelope = etree.Element(_name(space, "Envelope"), nsmap=_PREFIXES | {"s": space})
        header = _add(envelope, space, "Header")
        must = {_name(space, "mustUnderstand"): "1"}
        self._address(header, operation, must)
        self._secure(_add(header, _WSSE, "Security", **must))
        body = _add(envelope, space, "Body")
        question = etree.SubElement(body, _name(SERVICE, operation), nsmap={"cir": SERVICE})
        for name, value in parameters.items():
            if isinstance(value, str):
                _add(question, SERVICE, name, value)
                continue
            items = _add(question, SERVICE, name)
            for text in value:
                _add(items, SERVICE, "string", text)
        return etree.tostring(envelope, encoding="utf-8", xml_declaration=True)

    def headers(self, operation: str) -> dict[str, str]:
        """HTTP headers that go with a question."""
        action = f'"{SERVICE}/{operation}"'
        if self.soap == "1.1":
            return {"content-type": "text/xml; charset=utf-8", "soapaction": action}
        return {"content-type": f"application/soap+xml; charset=utf-8; action={action}"}

    def _address(self, header: etree._Element, operation: str, must: Mapping[str, str]) -> None:
        name = f"{self.address}/{self.now.isoformat()}/{self._written}"
        _add(header, _WSA, "Action", f"{SERVICE}/{operation}", **must)
        _add(header, _WSA, "MessageID", f"urn:uuid:{uuid5(NAMESPACE_URL, name)}")
        _add(_add(header, _WSA, "ReplyTo"), _WSA, "Address", _ANONYMOUS)
        _add(header, _WSA, "To", self.address, **must)

    def _secure(self, security: etree._Element) -> None:
        created = self.now + timedelta(seconds=time.monotonic() - self._started)
        stamp = _add(security, _WSU, "Timestamp", **{_name(_WSU, "Id"): "Timestamp-1"})
        _add(stamp, _WSU, "Created", _utc(created))
        _add(stamp, _WSU, "Expires", _utc(created + _LIFETIME))
        token = _add(security, _WSSE, "UsernameToken", **{_name(_WSU, "Id"): "UsernameToken-1"})
        _add(token, _WSSE, "Username", self.account.user)
        _add(token, _WSSE, "Password", self.account.password, Type=_PLAIN)


def _name(space: str, name: str) -> str:
    return f"{{{space}}}{name}"


def _add(
    parent: etree._Element, space: str, name: str, text: str | None = None, /, **attributes: str
) -> etree._Element:
    child = etree.SubElement(parent, _name(space, name), attributes)
    child.text = text
    return child


def _utc(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
