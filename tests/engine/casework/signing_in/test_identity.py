"""Who signed in, by the claims of a token: good ones, odd ones, and none."""

from datetime import UTC, datetime

import pytest

from engine.casework.models import Role
from engine.casework.signing_in import identity, rules
from engine.errors import SignInError

RULES = rules.load()
CLAIMS: dict[str, object] = {
    "iss": "https://x", "sub": "a1b2", "name": "Riek Verzonnen", "roles": ["dijkwacht-riec"],
    "iat": 1_790_000_000, "exp": 1_790_003_600, "nonce": "n1",
}  # fmt: skip


def test_claims_say_who_when_and_which_role() -> None:
    who = identity.read(CLAIMS, RULES)
    assert (who.subject, who.name, who.roles) == ("a1b2", "Riek Verzonnen", (Role.RIEC_LIAISON,))
    assert who.signed_in_at == datetime.fromtimestamp(1_790_000_000, UTC)
    assert who.token_ends_at > who.signed_in_at


@pytest.mark.parametrize(
    ("value", "roles"),
    [
        pytest.param("dijkwacht-fg", (Role.PRIVACY_OFFICER,), id="one text"),
        pytest.param(
            ["dijkwacht-analist", "dijkwacht-riec", "dijkwacht-riec"],
            (Role.RIEC_LIAISON, Role.ANALYST), id="two, once each, in a fixed order",
        ),
        pytest.param(["iets-anders", 7, None, {"a": 1}], (), id="none of ours"),
        pytest.param(["DIJKWACHT-RIEC"], (), id="other capitals are another value"),
        pytest.param([" dijkwacht-riec "], (Role.RIEC_LIAISON,), id="blanks around it"),
        pytest.param(["riec_liaison"], (), id="our own name of a role is no value"),
        pytest.param(None, (), id="no claim"),
        pytest.param({"dijkwacht-riec": True}, (), id="an object"),
    ],
)  # fmt: skip
def test_only_values_of_the_rules_give_a_role(value: object, roles: tuple[Role, ...]) -> None:
    assert identity.read(CLAIMS | {"roles": value}, RULES).roles == roles


def test_claim_in_an_object_is_found_by_its_path_and_by_its_whole_name() -> None:
    claims = RULES.claims.model_copy(update={"role": "realm_access.roles"})
    deep = RULES.model_copy(update={"claims": claims})
    inside = CLAIMS | {"realm_access": {"roles": ["dijkwacht-zorg"]}}
    assert identity.read(inside, deep).roles == (Role.CARE_ADVISER,)
    assert identity.read(CLAIMS | {"realm_access": "x"}, deep).roles == ()
    whole = CLAIMS | {"realm_access.roles": ["dijkwacht-beheer"]}
    assert identity.read(whole, deep).roles == (Role.ADMINISTRATOR,)


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("sub", None), ("sub", ""), ("sub", 7), ("sub", "x" * 256), ("sub", "a\x00b"),
        ("iat", None), ("iat", "nu"), ("iat", True), ("iat", 1e30), ("exp", None), ("exp", "x"),
    ],
)  # fmt: skip
def test_token_without_what_must_be_in_it_is_refused(claim: str, value: object) -> None:
    with pytest.raises(SignInError, match=claim):
        identity.read(CLAIMS | {claim: value}, RULES)


def test_name_is_the_subject_when_the_provider_gives_none() -> None:
    assert identity.read(CLAIMS | {"name": "  "}, RULES).name == "a1b2"


def test_every_token_is_a_sign_in_of_its_own_that_names_nobody() -> None:
    one = identity.read(CLAIMS, RULES).sign_in_id
    assert one == identity.read(CLAIMS | {"name": "anders"}, RULES).sign_in_id
    others = ({"nonce": "n2"}, {"iat": 1_790_000_001}, {"sub": "c3"})
    assert len({one, *(identity.read(CLAIMS | o, RULES).sign_in_id for o in others)}) == 4
    assert "a1b2" not in one
