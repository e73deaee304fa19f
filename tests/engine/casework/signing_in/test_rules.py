"""`rules/sign_in.yml`: every role can be given, and every mistake is told with its line."""

from pathlib import Path

import pytest

from engine.casework.models import Role
from engine.casework.signing_in import rules
from engine.errors import SettingsError


def test_shipped_rules_can_give_every_role_and_are_marked_unverified() -> None:
    shipped = rules.load()
    assert set(shipped.roles.values()) == set(Role)
    assert not shipped.verified


def test_file_of_the_municipality_is_named_by_the_environment() -> None:
    assert rules.named_file({}) is None
    assert rules.named_file({"DIJKWACHT_SIGN_IN": "eigen.yml"}) == Path("eigen.yml")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param(": analyst", ": baas", r"sign_in.yml:1\d: ", id="unknown role"),
        pytest.param("role: roles", "role: a..b", r"sign_in.yml:8: ", id="claim that is no path"),
        pytest.param("idle_minutes: 30", "idle_minutes: 0", r"sign_in.yml:\d+", id="no time"),
        pytest.param("contact:", "kontact:", "kontact", id="unknown key"),
        pytest.param(
            "dijkwacht-zorg", "dijkwacht-riec", "dijkwacht-riec", id="the same value twice"
        ),
    ],
)
def test_mistake_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    file = tmp_path / "sign_in.yml"
    text = rules.SHIPPED.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(SettingsError, match=told):
        rules.load(file)


def test_file_that_is_not_there_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"copy rules/sign_in\.yml"):
        rules.load(tmp_path / "weg.yml")
