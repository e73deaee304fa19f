"""Addresses that may be asked: https, or http on this machine; and only the source's own host."""

from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def check_url(url: str) -> None:
    """Refuse an address that is not safe to send a key to.

    Raises:
        ValueError: another scheme than https (http on this machine is allowed), no host, or
            user name, password, query or fragment in the address.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError as error:
        raise ValueError(f"url is not an address: {error}") from error
    if not host:
        raise ValueError("url is an address such as https://api.kvk.nl/api")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("url is the base address only: keys and parameters go under options")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in LOOPBACK):
        raise ValueError(f"url must start with https://, not {parts.scheme}://")


def origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port of an address, with the scheme's usual port filled in."""
    parts = urlsplit(url)
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or usual


def shown(url: str) -> str:
    """An address for messages: without user, query and fragment, which may hold names or keys."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"
