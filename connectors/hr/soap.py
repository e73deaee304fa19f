"""Questions to the Dataservice: SOAP 1.1, WS-Addressing, and a WS-Security signature.

Signed are body, timestamp, action, message id and address, with the municipality's certificate as
a binary token. A question is valid for minutes only, so each is made just before it is sent.

Source: KVK, WSDL of Dataservice 3.0 and connection guide; OASIS, X.509 token profile 1.0.
"""

import base64
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, SignatureConstructionMethod
from signxml.signer import XMLSigner

from connectors.live.tls import TlsOptions
from engine.errors import SettingsError
from engine.sources_file import secret

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
WSA = "http://www.w3.org/2005/08/addressing"
DS = "http://www.w3.org/2000/09/xmldsig#"
_WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
WSSE = f"{_WSS}wssecurity-secext-1.0.xsd"
WSU = f"{_WSS}wssecurity-utility-1.0.xsd"
_TOKEN = f"{_WSS}x509-token-profile-1.0#X509v3"
_BASE64 = f"{_WSS}soap-message-security-1.0#Base64Binary"
SERVICE = "http://schemas.kvk.nl/schemas/hrip/dataservice/2015/02"
VALID = timedelta(minutes=5)
_ACTIONS = {8: "ophalenInschrijving", 12: "ophalenVestiging"}
_ELEMENTS = {8: "kvkNummer", 12: "vestigingsnummer"}
_PREFIXES = {"soapenv": SOAP, "wsa": WSA, "wsse": WSSE, "wsu": WSU}


@dataclass(frozen=True, slots=True)
class Question:
    """A question about one number.

    Attributes:
        number: 8 digits of a registration, or 12 of a branch.
        reference: the customer's own reference, which KVK asks for.
        to: logical address of the service; production and test have different ones.
        created: moment at which it is made, with zone UTC.
    """

    number: str
    reference: str
    to: str
    created: datetime

    @property
    def operation(self) -> str:
        """Name of the operation that answers it."""
        return _ACTIONS[len(self.number)]

    @property
    def action(self) -> str:
        """Its action, for WS-Addressing and the header SOAPAction."""
        return f"http://es.kvk.nl/{self.operation}"


class Signer:
    """Signs questions with one certificate.

    Args:
        options: certificate, key and password.
        folder: where relative paths start.

    Raises:
        SettingsError: no certificate, or certificate, key and password do not fit.
    """

    def __init__(self, options: TlsOptions, folder: Path) -> None:
        if options.certificate is None:
            what = "tls.certificate is missing: every question to the Dataservice is signed"
            raise SettingsError(what)
        file = folder / options.certificate
        key_file = folder / (options.key or options.certificate)
        password = None if options.key_password is None else secret(options.key_password).encode()
        try:
            self._certificate = x509.load_pem_x509_certificates(file.read_bytes())[0]
            key = load_pem_private_key(key_file.read_bytes(), password)
        except (OSError, ValueError, TypeError) as error:
            what = "the certificate, its key or its password does not fit"
            raise SettingsError(what, file=options.key or options.certificate) from error
        if not isinstance(key, rsa.RSAPrivateKey):
            raise SettingsError("the private key is not RSA", file=key_file.name)
        self._key = key

    def sign(self, question: Question) -> bytes:
        """Return a question as it goes over the line."""
        envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap=_PREFIXES)
        header = etree.SubElement(envelope, f"{{{SOAP}}}Header")
        security = etree.SubElement(header, f"{{{WSSE}}}Security")
        security.set(f"{{{SOAP}}}mustUnderstand", "1")
        self._add_token(security)
        _add_timestamp(security, question.created)
        signed = ["_timestamp", *_add_addresses(header, question)]
        _add_body(envelope, question)
        security.append(self._signature(envelope, [*signed, "_body"]))
        return etree.tostring(envelope, encoding="utf-8", xml_declaration=True)

    def _add_token(self, security: etree._Element) -> None:
        token = etree.SubElement(security, f"{{{WSSE}}}BinarySecurityToken")
        token.set("EncodingType", _BASE64)
        token.set("ValueType", _TOKEN)
        token.set(f"{{{WSU}}}Id", "_token")
        token.text = base64.b64encode(self._certificate.public_bytes(Encoding.DER)).decode()

    def _signature(self, envelope: etree._Element, ids: Sequence[str]) -> etree._Element:
        signer = XMLSigner(
            method=SignatureConstructionMethod.detached,
            c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
        )
        info = etree.Element(f"{{{DS}}}KeyInfo", nsmap={"ds": DS, "wsse": WSSE})
        pointer = etree.SubElement(info, f"{{{WSSE}}}SecurityTokenReference")
        etree.SubElement(pointer, f"{{{WSSE}}}Reference", URI="#_token", ValueType=_TOKEN)
        references = [f"#{name}" for name in ids]
        return signer.sign(
            envelope, key=self._key, reference_uri=references, key_info=info, id_attribute="Id"
        )


def _add_timestamp(security: etree._Element, created: datetime) -> None:
    stamp = etree.SubElement(security, f"{{{WSU}}}Timestamp")
    stamp.set(f"{{{WSU}}}Id", "_timestamp")
    for name, moment in (("Created", created), ("Expires", created + VALID)):
        etree.SubElement(stamp, f"{{{WSU}}}{name}").text = f"{moment:%Y-%m-%dT%H:%M:%S}Z"


def _add_addresses(header: etree._Element, question: Question) -> list[str]:
    """Add the WS-Addressing headers; returns the ids of those that are signed."""
    headers = {
        "Action": question.action,
        "MessageID": f"uuid:{uuid.uuid4()}",
        "To": question.to,
    }
    ids = []
    for name, text in headers.items():
        element = etree.SubElement(header, f"{{{WSA}}}{name}")
        element.set(f"{{{WSU}}}Id", f"_{name.lower()}")
        element.text = text
        ids.append(f"_{name.lower()}")
    return ids


def _add_body(envelope: etree._Element, question: Question) -> None:
    body = etree.SubElement(envelope, f"{{{SOAP}}}Body")
    body.set(f"{{{WSU}}}Id", "_body")
    name = f"{{{SERVICE}}}{question.operation}Request"
    request = etree.SubElement(body, name, nsmap={"ds30": SERVICE})
    etree.SubElement(request, f"{{{SERVICE}}}klantreferentie").text = question.reference
    element = _ELEMENTS[len(question.number)]
    etree.SubElement(request, f"{{{SERVICE}}}{element}").text = question.number
