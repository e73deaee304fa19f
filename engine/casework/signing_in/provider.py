"""Where the OpenID Connect provider is, from `DIJKWACHT_OIDC_*` of the environment.

Never from the command line, which other users of the machine can read.
"""

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from pydantic import SecretStr

from engine.errors import SettingsError
from engine.strict import Strict

PREFIX = "DIJKWACHT_OIDC_"
NAMES: Mapping[str, str] = {
    "metadata_url": f"{PREFIX}METADATA_URL",
    "client_id": f"{PREFIX}CLIENT_ID",
    "client_secret": f"{PREFIX}CLIENT_SECRET",
    "app_url": f"{PREFIX}APP_URL",
}
"""Variable by what it holds; all of them, or none."""

CALLBACK = "/oauth2callback"
"""Path of Streamlit at which the provider gives back who signed in."""


class Provider(Strict):
    """A provider and this app as its client.

    Attributes:
        metadata_url: ends in `/.well-known/openid-configuration`.
        app_url: at which people see the app, without a slash at its end.
    """

    metadata_url: str
    client_id: str
    client_secret: SecretStr
    app_url: str

    @property
    def callback_url(self) -> str:
        """What the provider must know as the app's address to come back to."""
        return self.app_url + CALLBACK


def from_environment(environment: Mapping[str, str]) -> Provider | None:
    """The provider; None when nothing is said of one.

    Raises:
        SettingsError: something is missing, unknown or unsafe; values are never told.
    """
    given = {name: value.strip() for name, value in environment.items() if name.startswith(PREFIX)}
    if unknown := sorted(given.keys() - set(NAMES.values())):
        known = ", ".join(NAMES.values())
        raise SettingsError(f"{', '.join(unknown)}: unknown; known: {known}")
    present = {field: given.get(name, "") for field, name in NAMES.items()}
    missing = [NAMES[field] for field, value in present.items() if not value]
    if len(missing) == len(NAMES):
        return None
    if missing:
        raise SettingsError(f"sign-in is half configured: {', '.join(missing)} is not set")
    _require_web("metadata_url", present["metadata_url"])
    app = _require_web("app_url", present["app_url"].rstrip("/"))
    if app.query or app.fragment or app.path:
        raise SettingsError(f"{NAMES['app_url']} is an address without a path or question")
    return Provider(
        metadata_url=present["metadata_url"],
        client_id=present["client_id"],
        client_secret=SecretStr(present["client_secret"]),
        app_url=app.geturl(),
    )


def is_loopback(host: str) -> bool:
    """True for an address or name that only this machine reaches."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _require_web(field: str, url: str) -> SplitResult:
    """The parts of an address that nobody on the way can read or change."""
    name = NAMES[field]
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as error:
        raise SettingsError(f"{name} is no web address") from error
    if parts.scheme not in {"http", "https"} or not host or parts.username or parts.password:
        raise SettingsError(f"{name} is no web address without a name and password in it")
    if parts.scheme != "https" and not is_loopback(host):
        raise SettingsError(f"{name} must begin with https://, except on this machine itself")
    return parts
