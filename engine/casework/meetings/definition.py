"""Meetings as the municipality wrote them down: `rules/meetings.yml`, checked as a whole."""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator
from sqlalchemy.orm import Session

from engine.casework.meetings.models import Confidentiality, MeetingKind, Purpose
from engine.casework.process.states import State
from engine.settings import load_kept
from engine.strict import Cited, Strict
from engine.tables import TABLES

SECTIONS = (
    "requested", "occasion", "picture", "signals", "mitigating", "steps", "powers", "options",
    "safety", "communication", "capacity", "privacy", "annexes",
)  # fmt: skip
"""Sections of a paper for the driehoek, in the order of process 4.1."""


class Kind(Strict):
    """One kind of meeting.

    Attributes:
        case_states: only a case in one of these comes on its agenda.
        minutes: time there is, when nothing is said.
        attendees: roles that may attend.
        recipients: who gets a paper of their own, as `tables/compartments.csv` names them.
    """

    label: str
    case_states: tuple[State, ...]
    minutes: int = Field(ge=5, le=480)
    attendees: tuple[str, ...]
    recipients: tuple[str, ...]


class Section(Strict):
    """One section of a paper.

    Attributes:
        write: what people are asked to write; None: it fills itself.
        asked_at: purposes of an item at which they are; empty: all.
        only_cases: they are asked for an item about a case only.
    """

    id: str
    heading: str
    write: str | None = None
    asked_at: tuple[Purpose, ...] = ()
    only_cases: bool = False

    def asks(self, purpose: Purpose, *, is_case: bool) -> bool:
        """Whether people are asked to write this section of an item."""
        if self.write is None or (self.only_cases and not is_case):
            return False
        return not self.asked_at or purpose in self.asked_at


class Meetings(Cited):
    """Everything that can be chosen about a meeting; each fixed word stands in it once."""

    kinds: Mapping[MeetingKind, Kind]
    attendees: Mapping[str, str]
    portfolio_holders: tuple[str, ...] = Field(min_length=1)
    confidentiality: Mapping[Confidentiality, str]
    purposes: Mapping[Purpose, str]
    most_requested: int = Field(ge=1)
    minutes: int = Field(ge=1, le=480)
    sections: tuple[Section, ...]
    reported_tables: tuple[str, ...]
    smallest: int = Field(ge=1)

    @property
    def written(self) -> dict[str, str]:
        """What people are asked to write, by section, in order."""
        return {one.id: one.write for one in self.sections if one.write is not None}

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        for name, given, known in (
            ("kinds", self.kinds, MeetingKind),
            ("confidentiality", self.confidentiality, Confidentiality),
            ("purposes", self.purposes, Purpose),
        ):
            if missing := sorted(set(known) - set(given)):
                raise ValueError(f"{name}: {', '.join(missing)} is missing")
        if (order := tuple(one.id for one in self.sections)) != SECTIONS:
            raise ValueError(f"sections: are {', '.join(SECTIONS)}, not {', '.join(order)}")
        for kind, told in self.kinds.items():
            if unknown := sorted(set(told.attendees) - set(self.attendees)):
                raise ValueError(f"kinds: {kind} names unknown attendees {', '.join(unknown)}")
        if unknown := sorted(set(self.reported_tables) - set(TABLES)):
            raise ValueError(f"reported_tables: no table {', '.join(unknown)}")
        return self


def meetings_of(session: Session) -> Meetings:
    """The meetings of the rules folder that the casework database was opened with.

    Raises:
        SettingsError: the file is not there or wrong; everything is named, with line.
    """
    rules: Path = session.info["rules"]
    return load_meetings(rules)


def load_meetings(rules: Path) -> Meetings:
    """Read `meetings.yml` of a rules folder, again when it changed.

    Raises:
        SettingsError: it is not there or something in it is wrong; everything is named, with line.
    """
    return load_kept(rules / "meetings.yml", Meetings)
