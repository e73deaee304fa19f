"""The mapping of case types: what is refused before a case is read."""

from collections.abc import Mapping

import pytest
from pydantic import ValidationError

from connectors.cases.options import KindRule, lookup
from connectors.stuf.options import StufOptions
from connectors.zaken.options import ZgwOptions

PERMIT = {"table": "permit", "kind": "building"}


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        pytest.param({"table": "permits"}, "no table 'permits' for cases", id="table"),
        pytest.param({"kind": "bouwen"}, "kind: 'bouwen' is none of building", id="word"),
        pytest.param({"kind": "building", "domain": "fire"}, "permit has no domain", id="column"),
        pytest.param(
            {"kind": "building", "results": {"Ja": "yes"}}, "'Ja' leads to 'yes'", id="result"
        ),
        pytest.param(
            {"kind": "building", "results": {"Ja": "decided"}}, "leads to 'decided'", id="decided"
        ),
        pytest.param(
            {"kind": "building", "dates": {"held_on": "einddatum"}},
            "permit has no date held_on",
            id="date",
        ),
        pytest.param(
            {"kind": "building", "dates": {"decided_on": "ooit"}}, "Input should be", id="origin"
        ),
        pytest.param({"kind": "building", "soort": "x"}, "Extra inputs", id="unknown key"),
    ],
)
def test_rule_that_does_not_fit_is_refused(rule: Mapping[str, object], what: str) -> None:
    with pytest.raises(ValidationError, match=what):
        KindRule.model_validate(rule)


@pytest.mark.parametrize(
    ("options", "what"),
    [
        pytest.param({"kinds": {}}, "no case type is mapped", id="nothing mapped"),
        pytest.param({"kinds": {"A": {}}}, "permit needs kind", id="no kind"),
        pytest.param(
            {"kinds": {"A": {"table": "inspection", "domain": "fire"}}},
            "inspection needs held_on",
            id="inspection without a day",
        ),
        pytest.param(
            {"kinds": {"A": PERMIT}, "results": {"Ja": "clean"}}, "'Ja' leads to", id="result"
        ),
        pytest.param(
            {"kinds": {"A": PERMIT}, "properties": {"x": "held_on"}},
            "'x' leads to 'held_on', which is no column",
            id="property",
        ),
    ],
)
def test_options_that_do_not_fit_are_refused(options: Mapping[str, object], what: str) -> None:
    with pytest.raises(ValidationError, match=what):
        StufOptions.model_validate(options)


@pytest.mark.parametrize("name", ["VTH", "1234/VTH", "00256444x/VTH", "002564440/"])
def test_catalogue_is_named_by_rsin_and_domain(name: str) -> None:
    with pytest.raises(ValidationError, match="is no catalogue; write rsin/domein"):
        ZgwOptions.model_validate({"kinds": {name: {"A": PERMIT}}})


def test_secret_is_never_written_out() -> None:
    token = {"client_id": "a", "secret": "geheim"}
    with pytest.raises(ValidationError, match="env:NAME"):
        ZgwOptions.model_validate({"kinds": {"002564440/VTH": {"A": PERMIT}}, "token": token})


def test_level_must_be_one_of_the_list() -> None:
    options = {"kinds": {"002564440/VTH": {"A": PERMIT}}, "confidentiality": "laag"}
    with pytest.raises(ValidationError, match="confidentiality is one of openbaar"):
        ZgwOptions.model_validate(options)


def test_property_may_say_what_the_rule_does_not() -> None:
    options = {"kinds": {"A": {"table": "permit"}}, "properties": {"soort": "kind"}}
    assert StufOptions.model_validate(options).column("SOORT ") == "kind"


def test_words_of_a_case_type_go_before_those_of_the_source() -> None:
    rule = KindRule.model_validate({**PERMIT, "results": {"Klaar": "notified"}})
    kinds = {"A": PERMIT | {"results": {"Klaar": "notified"}}}
    options = StufOptions.model_validate({"kinds": kinds, "results": {"klaar": "granted"}})
    assert options.word(rule, " KLAAR", is_result=True) == "notified"


def test_shared_word_of_another_table_is_no_word_here() -> None:
    control = {"table": "inspection", "domain": "fire", "dates": {"held_on": "einddatum"}}
    options = StufOptions.model_validate(
        {"kinds": {"A": PERMIT, "B": control}, "results": {"Akkoord": "clean"}}
    )
    assert options.word(options.kinds["A"], "Akkoord", is_result=True) is None
    assert options.word(options.kinds["B"], "Akkoord", is_result=True) == "clean"


def test_names_are_compared_without_case_and_blanks() -> None:
    assert lookup({"In  behandeling": "x"}, "in behandeling ") == "x"
    assert lookup({"In behandeling": "x"}, "behandeling") is None
