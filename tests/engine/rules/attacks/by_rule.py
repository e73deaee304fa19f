"""Attacks by what a rule or a filter says: its condition, sentence, params and days."""

from datetime import date

from tests.engine.rules.attacks.folder import Attack, hit_when
from tests.engine.rules.world import RULE

_LOCAL = "filters/local.yml"
_SOUND = str(RULE["hit_when"])
_DAY = "a day is written as 2027-06-01"


def sentence(name: str, explain: str, said: str) -> Attack:
    """An attack by the sentence of a rule."""
    return Attack(name, said, at="explain:", rule={"explain": explain})


def local(name: str, said: str, *, at: int | str = 2, **one: object) -> Attack:
    """An attack by a local exclusion."""
    return Attack(name, said, _LOCAL, at, one={"locations": None, **one})


CONDITIONS = (
    hit_when("subquery", "branches > (SELECT max(report_id) FROM police_report)", "is not used"),
    hit_when("subquery in a list", "location.kind IN (SELECT kind FROM permit)", "is not used"),
    hit_when("exists", "EXISTS (SELECT 1 FROM police_report)", "is not used in rules"),
    hit_when("closing the bracket", "branches > 1) OR (1 = 1", "hit_when: "),
    hit_when("second statement", "branches > 1; DROP TABLE result", "hit_when: "),
    hit_when("another table", "branch.employees > 1", "facts and location.* only"),
    hit_when("another schema", "main.location.kind = 'a'", "facts and location.* only"),
    hit_when("the run's own table", "result.points > 1", "facts and location.* only"),
    hit_when("a column of the engine", "known", "known is no fact"),
    hit_when("keys of records", "len(evidence) > 1", "evidence is no fact"),
    hit_when("the whole place", "location IS NOT NULL", "location is no fact"),
    hit_when("case hides an unknown", "CASE WHEN branches > 1 THEN true ELSE false END", "hides"),
    hit_when("coalesce hides an unknown", "coalesce(branches, 9) > 1", "hides unknowns"),
    hit_when("if hides an unknown", "if(branches > 1, true, false)", "function if is not in"),
    hit_when("null test hides an unknown", "branches IS NULL OR branches > 1", "hides unknowns"),
    hit_when("distinct hides an unknown", "branches IS DISTINCT FROM 1", "hides unknowns"),
    hit_when("greatest hides an unknown", "greatest(branches, 9) > 1", "greatest is not in"),
    hit_when("a file", "read_text('{secret}') = ''", "read_text is not in"),
    hit_when("environment", "getenv('HOME') = ''", "getenv is not in"),
    hit_when("clock", "location.x > epoch(now())", "is not in rules/tables/allowed_functions.csv"),
    hit_when(
        "pattern bomb", "regexp_matches(location.label, '(a+)+$')", "regexp_matches is not in"
    ),
    hit_when("aggregate", "count(branches) > 1", "count is not in"),
    hit_when("window", "row_number() OVER () = 1", "hit_when: "),
    hit_when("no truth value", "branches + $min_branches", "not true or false"),
    hit_when("Cyrillic fact", "br\u0430nches >= $min_branches", "U+0430"),
    hit_when("nested", "(" * 400 + "branches > 1" + ")" * 400, "nested too deeply"),
    hit_when("endless", " OR ".join(["branches > 1"] * 300), "nested too deeply"),
    hit_when("long", f"{_SOUND} --{' ' * 6000}", "at most 5000 characters"),
    Attack(
        "feature elsewhere", "String should match", at="feature:", rule={"feature": "../starts"}
    ),
    Attack(
        "feature by path", "String should match", at="feature:", rule={"feature": "/etc/passwd"}
    ),
)
SENTENCES = (
    sentence("an expression", "{branches + 1}", "is no fact and no param"),
    sentence("a query", "{(SELECT 1)}", "is no fact and no param"),
    sentence("keys of records", "{evidence}", "is no fact and no param"),
    sentence("a column of the engine", "{unknown_reason}", "is no fact and no param"),
    sentence("the whole place", "{location}", "is no fact and no param"),
    sentence("a column that is not there", "{location.geometry}", "is no fact and no param"),
    sentence("an attribute", "{branches.__class__}", "is no fact and no param"),
    sentence("a form", "{branches!r:>99999999}", "is no fact and no param"),
    sentence("a number", "{0}", "is no fact and no param"),
    sentence("nothing", "{}", "is no fact and no param"),
    sentence("half", "{branches", "a brace stands alone"),
    sentence("direction", "a \u202e b", "RIGHT-TO-LEFT"),
    sentence("colours of a terminal", "a \x1b[31m b", "U+001B"),
    sentence("endless", "x" * 3000, "at most 2000 characters"),
    Attack("lines in a title", "String should match", at="title: ", rule={"title": "a\nb"}),
)
PARAMS = (
    Attack("a name that is SQL", "String should match", at="params", rule={"params": {"x; --": 1}}),
    Attack("the run's date", "choose another name", at="as_of", rule={"params": {"as_of": 1}}),
    Attack("name of a fact", "has the name of a fact", at="branches: 77", rule={"params": {**RULE["params"], "branches": 77}}),  # type: ignore[dict-item]
    Attack("before the calendar", "before the calendar", at="params", rule={"params": {"window_months": 99_999, "min_branches": 2}}),
    Attack("below zero", "whole number", at="params", rule={"params": {"window_months": -1, "min_branches": 2}}),
    Attack("too many points", "points are 5 at most", at="points: 5", rule={"points": 50}),
    Attack("expires never", "less than or equal to 600", at="expires_", rule={"expires_months": 9999}),
    Attack("expired before it began", "greater than or equal to 1", at="expires_", rule={"expires_months": -1}),
    Attack("a list of bombs", "is no number", edit=("window_months: 24", f"window_months: {'9' * 900}"), at="9999"),
    Attack("points without a value", "is no number", edit=("points: 3", "points: .nan"), at=".nan"),
    Attack("points without end", "is no number", edit=("points: 3", "points: -.inf"), at=".inf"),
    Attack("points that overflow", "finite number", edit=("points: 3", "points: 1e999"), at="1e999"),
    Attack("fact without a value", "is no number", edit=("branches: 2", "branches: .NaN"), at=".NaN"),
    Attack("a huge fact", "is no number here", edit=("branches: 2", f"branches: {'9' * 40}"), at="9999"),
    Attack("Norway", "valid string", edit=("title: Meldingen", "title: true"), at="title: true"),
    Attack("Norway as a mark", "valid boolean", edit=("gate: O\n", "gate: O\n  makes_eligible: no\n"), at="makes_"),
    Attack("a code without quotes", "valid string", rule={"sbi": {"2008": [113], "2025": ["0113"]}}, at="'2008'"),
    Attack("a day as text", _DAY, rule={"review_before": "2027-06-01"}, at="review_before"),
    Attack("a day as a number", _DAY, rule={"review_before": 86_400}, at="review_before"),
    Attack("a day with a time", _DAY, edit=("status: test", "status: test\n  review_before: 2027-06-01T00:00:00"), at="review_before"),
    Attack("no such day", "no day of the calendar", edit=("status: test", "status: test\n  review_before: 2027-02-30"), at="review_before"),
)  # fmt: skip
GATES = (
    Attack("claims O, reads G1", "claims gate O, but its feature", rule={"feature": "reports", "gate": "O", "params": {}, "hit_when": "reports > 0", "explain": "{reports}", "cases": []}, at="gate: O"),
    Attack("claims O, its part is G1", "but its part AAA-02 has G1", edit=("gate: G1\n  id: AAA-K1", "gate: O\n  id: AAA-K1"), at="all: ["),
    Attack("a part of itself", "is a part of itself", edit=("[AAA-01, AAA-02]", "[AAA-K1]"), at="combine:"),
    Attack("one id twice", "an id is never reused", edit=("id: AAA-02", "id: AAA-01  # again"), at="# again"),
    Attack("unknown key", "Extra inputs are not permitted", edit=("points: 3", "points: 3\n  run: rm"), at="run: rm"),
)  # fmt: skip
FILTERS = (
    local("subquery", "is not used", when="location.kind IN (SELECT kind FROM permit)"),
    local("a fact", "is no fact", when="branches > 1"),
    local("a param", "a filter has no params", when="location.x > $as_of"),
    local("everywhere", "holds everywhere or nowhere", when="true"),
    local("no truth value", "not true or false", when="location.x"),
    local("cannot be compared", "Binder Error", when="location.label > 1"),
    local("function", "getenv is not in", when="getenv(location.kind) = ''"),
    local("nowhere", "says nowhere"),
    local("for ever", "lasts longer than 24 months", locations=["L1"], expires_on=date(2028, 1, 2)),
    local("backwards", "expires before it starts", locations=["L1"], expires_on=date(2025, 1, 1)),
    local("before time", "starts before 2000", locations=["L1"], starts_on=date(1, 1, 1), expires_on=date(1, 2, 1)),
    local("day as text", _DAY, locations=["L1"], starts_on="2026-01-01", at="starts_on"),
    local("day as a number", _DAY, locations=["L1"], starts_on=86_400, at="starts_on"),
    local("another rule", "is in no pack", locations=["L1"], rule="ZZZ-01"),
    local("owner on two lines", "String should match", locations=["L1"], owner="a\nb: c", at="owner"),
)  # fmt: skip
GROUPS = {
    "conditions": CONDITIONS, "sentences": SENTENCES, "params": PARAMS, "gates": GATES,
    "filters": FILTERS,
}  # fmt: skip
