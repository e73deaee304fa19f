"""Settings of the graph server: what is refused, and that no message holds the password."""

import pytest

from engine.errors import NetworkUnavailable, SettingsError
from engine.network.neo4j_server import connect
from engine.network.neo4j_settings import Neo4jSettings, from_environment

GIVEN = {"NEO4J_URI": "bolt://127.0.0.1:7687", "NEO4J_USER": "lezer", "NEO4J_PASSWORD": "hush-hush"}


def test_settings_are_read_and_the_password_is_not_shown() -> None:
    settings = from_environment(GIVEN)
    assert (settings.uri, settings.user) == ("bolt://127.0.0.1:7687", "lezer")
    assert settings.password == "hush-hush"
    assert "hush-hush" not in repr(settings)


def test_user_is_neo4j_unless_given() -> None:
    assert from_environment(GIVEN | {"NEO4J_USER": ""}).user == "neo4j"


def test_what_is_missing_is_named() -> None:
    with pytest.raises(SettingsError, match="set NEO4J_URI and NEO4J_PASSWORD in the environment"):
        from_environment({})


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        ("bolt://a:hush-hush@127.0.0.1", "holds a name or password"),
        ("bolt://graaf.gemeente.nl", r"is another machine without encryption: write bolt\+s://"),
        ("http://127.0.0.1:7474", "starts with one of bolt"),
        ("bolt://", "starts with one of bolt"),
        ("127.0.0.1:7687", "starts with one of bolt"),
        ("bolt://127.0.0.1:port", "is not an address"),
    ],
    ids=["password in it", "not encrypted", "http", "no host", "no scheme", "no port"],
)
def test_address_is_refused_without_being_told(uri: str, message: str) -> None:
    with pytest.raises(SettingsError, match=f"^NEO4J_URI {message}") as caught:
        from_environment(GIVEN | {"NEO4J_URI": uri})
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    "uri", ["bolt://localhost", "bolt://[::1]:7687", "neo4j+s://graaf.nl:7687"]
)
def test_own_machine_or_encrypted_is_used(uri: str) -> None:
    assert from_environment(GIVEN | {"NEO4J_URI": uri}).uri == uri


def test_port_without_a_server_is_told_as_passing() -> None:
    settings = Neo4jSettings("bolt://127.0.0.1:9", "neo4j", "hush-hush")
    with pytest.raises(NetworkUnavailable, match="does not answer") as caught, connect(settings):
        pass
    assert settings.uri in str(caught.value)
    assert "hush" not in str(caught.value)
