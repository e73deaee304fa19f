"""Which product gave an answer, by its keys."""

import pytest

from connectors.kvk.shapes import Kind, kind_of, listed, surplus
from connectors.kvk.values import Unreadable
from tests.connectors.kvk.answers import branch, branches, fault, main_block, owner, profile


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        pytest.param(profile(), Kind.PROFILE, id="basisprofiel"),
        pytest.param({"kvkNummer": "90000013"}, Kind.PROFILE, id="number only"),
        pytest.param(branch(), Kind.BRANCH, id="vestigingsprofiel"),
        pytest.param(main_block(), Kind.BRANCH, id="hoofdvestiging"),
        pytest.param(owner(), Kind.OWNER, id="eigenaar"),
        pytest.param(owner(kvkNummer="90000013"), Kind.OWNER, id="eigenaar with number"),
        pytest.param(branches("000000000013"), Kind.BRANCHES, id="vestigingen"),
        pytest.param({"kvkNummer": "90000013", "vestigingen": []}, Kind.NAMES, id="naamgeving"),
        pytest.param({"pagina": 1, "resultatenPerPagina": 10}, Kind.SEARCH, id="empty search"),
        pytest.param({"resultaten": []}, Kind.SEARCH, id="search"),
        pytest.param({"signalen": [], "pagina": 1}, Kind.SIGNALS, id="signals"),
        pytest.param({"abonnementen": []}, Kind.SUBSCRIPTIONS, id="subscriptions"),
        pytest.param(fault("IPD5200"), Kind.FAULT, id="fault"),
    ],
)
def test_kind_follows_from_the_keys(answer: dict[str, object], kind: Kind) -> None:
    assert kind_of(answer) is kind


@pytest.mark.parametrize("answer", [{}, {"data": {}}, {"naam": "x"}])
def test_other_answers_are_refused(answer: dict[str, object]) -> None:
    with pytest.raises(Unreadable, match="not an answer of the KVK API's; its keys: "):
        kind_of(answer)


def test_keys_in_a_message_are_few_and_short() -> None:
    assert listed(["b", "a"]) == "a, b"
    assert listed(["x" * 99]) == "x" * 40
    assert listed([f"{n:02}" for n in range(30)]).endswith("19, …")


def test_surplus_keys_are_sorted() -> None:
    assert surplus("embedded", {"z": 1, "a": 1, "eigenaar": {}}) == ["a", "z"]
