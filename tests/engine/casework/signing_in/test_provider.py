"""Where the provider is: all of it from the environment, or nothing; never half."""

import pytest

from engine.casework.signing_in import provider
from engine.errors import SettingsError

WHOLE = {
    "DIJKWACHT_OIDC_METADATA_URL": "https://inloggen.example.nl/.well-known/openid-configuration",
    "DIJKWACHT_OIDC_CLIENT_ID": "dijkwacht",
    "DIJKWACHT_OIDC_CLIENT_SECRET": "geheim-123",
    "DIJKWACHT_OIDC_APP_URL": "https://dijkwacht.example.nl/",
}


def test_nothing_set_is_no_provider() -> None:
    assert provider.from_environment({"DIJKWACHT_ROLE": "analyst"}) is None
    assert provider.from_environment(dict.fromkeys(WHOLE, " ")) is None


def test_callback_is_below_the_address_of_the_app() -> None:
    found = provider.from_environment(WHOLE)
    assert found is not None
    assert found.callback_url == "https://dijkwacht.example.nl/oauth2callback"


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_half_a_configuration_names_what_is_missing(name: str) -> None:
    with pytest.raises(SettingsError, match=f"half configured: {name} is not set"):
        provider.from_environment(WHOLE | {name: ""})


def test_unknown_name_is_told_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match=r"DIJKWACHT_OIDC_ISSUER: unknown; known: .*CLIENT_ID"):
        provider.from_environment(WHOLE | {"DIJKWACHT_OIDC_ISSUER": "x"})


@pytest.mark.parametrize(
    ("name", "url", "told"),
    [
        pytest.param("METADATA_URL", "http://example.nl/x", "https://", id="provider in the clear"),
        pytest.param("APP_URL", "http://example.nl", "https://", id="app in the clear"),
        pytest.param("APP_URL", "ftp://example.nl", "no web address", id="another protocol"),
        pytest.param("APP_URL", "https://u:p@example.nl", "no web address", id="password in it"),
        pytest.param("APP_URL", "https://example.nl:x", "no web address", id="port is no number"),
        pytest.param("APP_URL", "https://example.nl/app", "without a path", id="app in a folder"),
        pytest.param("METADATA_URL", "https://", "no web address", id="no host"),
    ],
)
def test_address_that_is_not_safe_is_refused(name: str, url: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told) as refused:
        provider.from_environment(WHOLE | {f"DIJKWACHT_OIDC_{name}": url})
    assert "geheim-123" not in str(refused.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_this_machine_itself_needs_no_tls(host: str) -> None:
    assert provider.from_environment(WHOLE | {"DIJKWACHT_OIDC_APP_URL": f"http://{host}:8501"})


def test_secret_is_not_in_what_is_printed() -> None:
    assert "geheim-123" not in repr(provider.from_environment(WHOLE))
