"""What one recipient may see of one item."""

from collections.abc import Callable
from dataclasses import dataclass

from engine.casework.meetings.compartments import Compartment
from engine.casework.meetings.definition import Meetings
from engine.casework.meetings.models import AgendaItem
from engine.errors import CaseworkError
from engine.exports.driehoek.matter import Matter
from engine.exports.driehoek.signals import Signal
from engine.tables import Gate


@dataclass(frozen=True, slots=True)
class View:
    """An item through the eyes of one recipient.

    Attributes:
        about: None for a subject without a case.
        allows: whether the newest privacy check of a step allows it.
        shows_address: this recipient may see where it is.
    """

    item: AgendaItem
    compartment: Compartment
    about: Matter | None
    told: Meetings
    allows: Callable[[str], bool]
    shows_address: bool

    @property
    def matter(self) -> Matter:
        """What the case is about.

        Raises:
            CaseworkError: the item is not about a case.
        """
        if self.about is None:
            raise CaseworkError("dit agendapunt gaat niet over een zaak")
        return self.about

    def hidden(self, text: str) -> str:
        """A text as this recipient may see it."""
        return text if self.about is None else self.about.hide(text, is_open=self.shows_address)

    def signals(self) -> tuple[Signal, ...]:
        """Signals of gates that this recipient may see."""
        if self.about is None:
            return ()
        return tuple(s for s in self.about.signals if self.shows_gate(s.gate))

    def shows_gate(self, gate: Gate) -> bool:
        """True when facts of a gate may be seen."""
        return self.compartment.shows(f"gate_{gate}", self.allows)
