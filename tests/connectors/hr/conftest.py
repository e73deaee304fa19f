"""A service on the loopback that asks for a client certificate, and certificates that fit."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from pytest_httpserver import HTTPServer

PASSWORD = "open-sesame"


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files of one municipality.

    Attributes:
        folder: holds `ca.pem`, `client.pem` and `client.key`, encrypted with `PASSWORD`.
        server: context of a server that believes only clients of this authority.
    """

    folder: Path
    server: ssl.SSLContext

    def options(self) -> dict[str, object]:
        """The block `tls` of the options."""
        return {
            "ca_bundle": "ca.pem",
            "certificate": "client.pem",
            "key": "client.key",
            "key_password": "env:HR_KEY_PASSWORD",
        }


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Certificates of an invented authority, made once."""
    folder = tmp_path_factory.mktemp("tls")
    authority = trustme.CA()
    client = authority.issue_cert("gemeente@voorbeeld.nl", key_type=trustme.KeyType.RSA)
    authority.cert_pem.write_to_path(folder / "ca.pem")
    client.cert_chain_pems[0].write_to_path(folder / "client.pem")
    key = load_pem_private_key(client.private_key_pem.bytes(), None)
    secret = key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(PASSWORD.encode())
    )
    (folder / "client.key").write_bytes(secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    return Certificates(folder, context)


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    """The password of the key, where the options say that it is."""
    monkeypatch.setenv("HR_KEY_PASSWORD", PASSWORD)


@pytest.fixture(scope="session")
def tls_server(certificates: Certificates) -> Iterator[HTTPServer]:
    """A server that answers only those who show a certificate."""
    with HTTPServer("127.0.0.1", 0, ssl_context=certificates.server, threaded=True) as server:
        yield server


@pytest.fixture
def service(tls_server: HTTPServer, password: None) -> Iterator[HTTPServer]:
    """That server without handlers of an earlier test."""
    del password
    tls_server.clear()
    yield tls_server
    tls_server.clear()
