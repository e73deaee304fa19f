"""Why a pair may be one: every field, the sum, the threshold and the judgements, in words."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from engine.casework import matches
from engine.casework.match_models import MatchVerdict
from engine.casework.matches import NOBODY, Judged, Said
from engine.casework.models import Role
from engine.casework.users import sign_in
from engine.exports.pairs import candidates, explained
from engine.exports.pairs.candidates import Candidate
from engine.matching import explaining
from engine.settings import SHIPPED_RULES
from engine.snapshot import Run
from tests.engine.exports.pairs.conftest import ANNA, BERT, PLACE, TWO_PEOPLE

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def people(paired: Run) -> Candidate:
    return next(one for one in candidates.read(paired) if one.pair == TWO_PEOPLE)


@pytest.fixture
def judged(session: Session) -> Judged:
    for name, verdict in (("an", MatchVerdict.UNSURE), ("bo", MatchVerdict.SAME)):
        user = sign_in(session, subject=name, role=Role.ANALYST, now=NOW)
        said = Said(verdict, "Zelfde bedrijf.", "run-1", {}, {})
        matches.judge(session, [TWO_PEOPLE], said, user=user, now=NOW)
    return matches.everything(session, on=NOW.date())[TWO_PEOPLE]


def test_text_tells_fields_sum_and_history_word_for_word(people: Candidate, judged: Judged) -> None:
    told = explained.as_text(people, judged, run="run-1", rules=SHIPPED_RULES)
    assert (
        told
        == f"""\
Koppeling (persoon) in run-1
  {ANNA}
  {BERT}

achternaam               lijkt erop     +6.10
voornamen                gelijk         +3.40
huisnummer               verschilt      -1.20
geboortedatum (niet bewaard) ontbreekt      +0.00
som                                     +8.30

Kans dat dit dezelfde is: 90,0 %; voorsprong op de volgende 10,0 %
Drempel om vanzelf te koppelen: nooit: een persoon beslist
Gevonden: naam
Bij 'dezelfde' veranderen: functionarissen 2
  officers:officer:1

02-11-2026 09:00 UTC  an: onzeker; Zelfde bedrijf.
02-11-2026 09:00 UTC  bo: dezelfde (wacht op een tweede persoon); Zelfde bedrijf.
"""
    )


def test_values_stand_beside_fields_that_name_nobody(paired: Run) -> None:
    place = next(one for one in candidates.read(paired) if one.pair == PLACE)
    told = explained.as_text(place, NOBODY, run="run-1", rules=SHIPPED_RULES)
    assert "+4.75  Dorpsstr | Dorpsstraat\n" in told
    assert told.endswith("\n\nNog niet beoordeeld.\n")


def test_json_holds_the_same(people: Candidate, judged: Judged) -> None:
    told = explained.as_json(people, judged, run="run-1", rules=SHIPPED_RULES)
    assert (told["sum"], told["probability"], told["threshold"]) == (8.3, 0.9, 1.1)
    assert told["state"] == "waiting"
    assert told["judgements"] == [
        {"number": at, "verdict": verdict, "by": who, "at": NOW.isoformat(), "run": "run-1",
         "reason": "Zelfde bedrijf.", "allowed": None, "allowed_by": None}
        for at, (who, verdict) in enumerate((("an", "unsure"), ("bo", "same")), start=1)
    ]  # fmt: skip


def test_without_a_casework_database_no_judgements_are_told(people: Candidate) -> None:
    told = explained.as_json(people, None, run="run-1", rules=SHIPPED_RULES)
    assert (told["state"], told["judgements"]) == (None, None)
    assert "beoordeeld" not in explained.as_text(people, None, run="x", rules=SHIPPED_RULES)


@pytest.mark.parametrize(
    ("threshold", "told"),
    [(0.98, "98,0 %"), (1.1, "nooit: een persoon beslist"), (None, "niet bekend")],
)
def test_threshold_is_told_in_words(threshold: float | None, told: str) -> None:
    assert explained.told_threshold(threshold) == told


def test_threshold_comes_from_the_matcher_of_the_kind(
    people: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of(kind: str, rules: Path) -> float:
        assert (kind, rules) == ("person", SHIPPED_RULES)
        return 0.99

    monkeypatch.setattr(explaining, "threshold", of)
    assert explained.as_json(people, None, run="x", rules=SHIPPED_RULES)["threshold"] == 0.99
