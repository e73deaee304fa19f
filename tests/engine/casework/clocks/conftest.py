"""The shipped rules on terms, and the shipped clocks."""

import pytest

from engine import yaml_file
from engine.casework.clocks.calendar import Calendar
from engine.casework.clocks.definition import ClockRules, GeneralTerms
from engine.settings import SHIPPED_RULES

BIBOB = SHIPPED_RULES / "bibob"
CALENDAR = Calendar(yaml_file.load(BIBOB / "general_terms.yml", GeneralTerms))
RULES = yaml_file.load(BIBOB / "clocks.yml", ClockRules)


@pytest.fixture
def calendar() -> Calendar:
    return CALENDAR
