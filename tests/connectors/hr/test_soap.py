"""Questions: what they ask, how they are addressed, and a signature that others can check."""

import base64
import hashlib
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from lxml import etree

from connectors.hr.soap import Question, Signer
from connectors.live.tls import TlsOptions
from engine.errors import SettingsError
from tests.connectors.hr.conftest import PASSWORD, Certificates

NOW = datetime(2026, 10, 31, 6, 0, tzinfo=UTC)
WSU_ID = "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd}Id"
TO = "http://es.kvk.nl/KVK-DataservicePP/2015/02"


def check_signature(content: bytes) -> list[str]:
    """Check a signed question without the library that signed it; the names of what is signed.

    Raises:
        InvalidSignature: the signature or one of the digests is wrong.
    """
    root = etree.fromstring(content)
    (token,) = root.iter("{*}BinarySecurityToken")
    certificate = x509.load_der_x509_certificate(base64.b64decode(token.text or ""))
    (info,) = root.iter("{*}SignedInfo")
    (value,) = root.iter("{*}SignatureValue")
    key = certificate.public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    signed = etree.tostring(info, method="c14n", exclusive=True)
    key.verify(base64.b64decode(value.text or ""), signed, PKCS1v15(), hashes.SHA256())
    (pointer,) = [e for e in root.iter("{*}Reference") if e.get("ValueType")]
    assert pointer.get("URI") == f"#{token.get(WSU_ID)}"
    names = []
    for reference in info.iterfind("{*}Reference"):
        (element,) = [e for e in root.iter() if e.get(WSU_ID) == str(reference.get("URI"))[1:]]
        digest = hashlib.sha256(etree.tostring(element, method="c14n", exclusive=True)).digest()
        if base64.b64encode(digest).decode() != reference.findtext("{*}DigestValue"):
            raise InvalidSignature(str(element.tag))
        names.append(etree.QName(element).localname)
    return sorted(names)


@pytest.fixture
def signer(certificates: Certificates, password: None) -> Signer:
    del password
    return Signer(TlsOptions.model_validate(certificates.options()), certificates.folder)


def _question(number: str = "90000012") -> Question:
    return Question(number, "PT-2026-01", TO, NOW)


def test_signature_covers_body_timestamp_and_addresses(signer: Signer) -> None:
    signed = check_signature(signer.sign(_question()))
    assert signed == ["Action", "Body", "MessageID", "Timestamp", "To"]


@pytest.mark.parametrize("part", [b"90000012", b"ophalenInschrijving<", b"06:05:00Z", b"uuid:"])
def test_signature_notices_a_change(part: bytes, signer: Signer) -> None:
    content = signer.sign(_question())
    assert part in content
    changed = content.replace(part, part[:-1] + (b"X" if part[-1:] != b"<" else b"X<"))
    with pytest.raises(InvalidSignature):
        check_signature(changed)


@pytest.mark.parametrize(
    ("number", "operation", "element"),
    [
        ("90000012", "ophalenInschrijving", "kvkNummer"),
        ("000000000013", "ophalenVestiging", "vestigingsnummer"),
    ],
)
def test_question_is_the_one_of_the_contract(
    number: str, operation: str, element: str, signer: Signer
) -> None:
    root = etree.fromstring(signer.sign(_question(number)))
    (body,) = root.iterfind("{http://schemas.xmlsoap.org/soap/envelope/}Body")
    (request,) = body
    name = etree.QName(request)
    assert name.localname == f"{operation}Request"
    assert name.namespace == "http://schemas.kvk.nl/schemas/hrip/dataservice/2015/02"
    assert [(etree.QName(e).localname, e.text) for e in request] == [
        ("klantreferentie", "PT-2026-01"),
        (element, number),
    ]
    action = next(root.iter("{http://www.w3.org/2005/08/addressing}Action"))
    assert action.text == f"http://es.kvk.nl/{operation}"
    assert next(root.iter("{http://www.w3.org/2005/08/addressing}To")).text == TO


def test_every_question_has_an_id_of_its_own(signer: Signer) -> None:
    found = {
        next(etree.fromstring(signer.sign(_question())).iter("{*}MessageID")).text for _ in range(3)
    }
    assert len(found) == 3


@pytest.mark.parametrize(
    ("options", "what"),
    [
        pytest.param({}, "tls.certificate is missing", id="no certificate"),
        pytest.param({"certificate": "none.pem"}, "does not fit", id="no such file"),
        pytest.param({"certificate": "ca.pem"}, "does not fit", id="no key in it"),
        pytest.param(
            {"certificate": "client.pem", "key": "client.key"}, "does not fit", id="no password"
        ),
        pytest.param({"certificate": "client.pem", "key": "ec.key"}, "not RSA", id="another kind"),
    ],
)
def test_certificate_that_does_not_fit_is_refused(
    options: dict[str, str], what: str, certificates: Certificates
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (certificates.folder / "ec.key").write_bytes(pem)
    with pytest.raises(SettingsError, match=what) as caught:
        Signer(TlsOptions.model_validate(options), certificates.folder)
    assert PASSWORD not in str(caught.value)


def test_password_stays_out_of_the_question(signer: Signer) -> None:
    assert PASSWORD.encode() not in signer.sign(_question())


def test_wrong_password_is_not_told(
    certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HR_KEY_PASSWORD", "wrong-secret")
    with pytest.raises(SettingsError, match="does not fit") as caught:
        Signer(TlsOptions.model_validate(certificates.options()), certificates.folder)
    assert "wrong-secret" not in str(caught.value)
