"""`hit_when`: what it may read, and that it cannot hide an unknown."""

import pytest

from engine.rules.predicate import check

FACTS = ("clusters", "started", "is_main")


def test_lists_what_it_reads() -> None:
    predicate, problems = check(
        "clusters >= $min AND started > $window_months_from AND location.land_use IN ('a', 'b')",
        FACTS,
    )
    assert problems == []
    assert predicate is not None
    assert predicate.facts == ("clusters", "started")
    assert predicate.location == ("land_use",)
    assert predicate.placeholders == ("min", "window_months_from")


@pytest.mark.parametrize(
    "text",
    [
        "is_main",
        "NOT is_main",
        "clusters BETWEEN 1 AND 3 OR clusters * 2 > 10",
        "starts_with(location.town, 'Oud')",
        "list_contains($codes, location.kind)",
        "location.land_use IS NULL",
        "coalesced > 1",
    ],
)
def test_accepts(text: str) -> None:
    assert check(text, (*FACTS, "coalesced"))[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "CASE WHEN clusters > 1 THEN true ELSE false END",
        "coalesce(clusters, 0) > 1",
        "ifnull(clusters, 0) > 1",
        "clusters IS NULL",
        "clusters IS NOT NULL",
        "is_main IS TRUE",
        "is_main IS NOT TRUE",
        "clusters IS DISTINCT FROM 1",
        "clusters IS NOT DISTINCT FROM 1",
        "greatest(clusters, 0) > 1",
        "concat(clusters, '') = ''",
        "if(is_main, true, false)",
        "nullif(clusters, 1) > 1",
        "clusters > 1 AND (location.land_use = 'a' OR clusters IS NULL)",
    ],
)
def test_refuses_what_hides_an_unknown(text: str) -> None:
    predicate, problems = check(text, FACTS)
    assert predicate is None
    assert problems


def test_says_why_coalesce_is_refused() -> None:
    whats = [problem.what for problem in check("coalesce(clusters, 0) > 1", FACTS)[1]]
    assert any("hides unknowns" in what for what in whats)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param(
            "cluster > 1", "cluster is no fact of the feature; known: clusters", id="fact"
        ),
        pytest.param("location.use = 'a'", "location.use is no column of location", id="location"),
        pytest.param("branch.kind = 'a'", "facts and location.* only", id="another table"),
        pytest.param("main.location.kind = 'a'", "facts and location.* only", id="another schema"),
        pytest.param("newest > $as_of", "newest is no fact", id="required column"),
    ],
)
def test_names_what_it_does_not_know(text: str, what: str) -> None:
    assert what in check(text, FACTS)[1][0].what
