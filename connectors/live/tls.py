"""Certificates: whose server is believed, and with which certificate the municipality signs in."""

import ssl
from functools import cache
from pathlib import Path

from engine.errors import SettingsError
from engine.sources_file import Secret, secret
from engine.strict import Strict


class TlsOptions(Strict):
    """Certificates of one source; paths are relative to `sources.yaml`. Checking is never off.

    Attributes:
        ca_bundle: PEM file of the authorities to believe; the system's when left out.
        certificate: PEM file of the municipality's own certificate, with its chain.
        key: PEM file of its private key; in `certificate` when left out.
        key_password: what opens the private key.
    """

    ca_bundle: str | None = None
    certificate: str | None = None
    key: str | None = None
    key_password: Secret | None = None


def context(options: TlsOptions | None, folder: Path) -> ssl.SSLContext:
    """Make the TLS context of a source.

    Raises:
        SettingsError: a file cannot be read or does not fit, or the password is not set.
    """
    given = options or TlsOptions()
    if given == TlsOptions():
        return _of_system()
    bundle = None if given.ca_bundle is None else _existing(folder / given.ca_bundle)
    try:
        made = ssl.create_default_context(cafile=bundle)
        if given.certificate is not None:
            certificate = _existing(folder / given.certificate)
            key = None if given.key is None else _existing(folder / given.key)
            # A password is always given, so that OpenSSL never asks for one at the terminal.
            password = "" if given.key_password is None else secret(given.key_password)
            made.load_cert_chain(certificate, key, password)
    except (ssl.SSLError, OSError) as error:
        what = f"the certificate, its key or its password does not fit: {_reason(error)}"
        raise SettingsError(what, file=given.certificate or given.ca_bundle) from error
    return made


@cache
def _of_system() -> ssl.SSLContext:
    """Read once: going through all authorities of the system takes long, and nothing changes it."""
    return ssl.create_default_context()


def _existing(file: Path) -> Path:
    if not file.is_file():
        raise SettingsError("there is no such file: give its path in options", file=file)
    return file


def _reason(error: OSError) -> str:
    return str(getattr(error, "reason", None) or error.strerror or "not a PEM file")
