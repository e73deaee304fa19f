"""What of a file one recipient may see (Wet Bibob art. 28): people, records, and names in texts.

The list of recipients stands in `rules/tables/bibob_recipients.csv`. Whoever is not on it gets
nothing. `all` sees everything; `motivation` sees who carries the reasoning, and nobody else;
`own_data` is one third party, who sees what is about them and no reasoning about others.
"""

import re
from dataclasses import dataclass, field

from engine.casework.bibob.catalogue import Catalogue, pick
from engine.casework.bibob.content import Content
from engine.casework.bibob.entry_models import BibobParty
from engine.casework.bibob.law_tables import Recipient
from engine.casework.bibob.words import PartyRole
from engine.errors import CaseworkError
from engine.translatable import mark

HIDDEN = "[derde]"
_SHORTEST = 4
"""A part of a name that is shorter is a word too common to take out."""


@dataclass(frozen=True)
class View:
    """A file as one recipient sees it.

    Attributes:
        recipient: who it is, as the list says.
        party: number of the third party that receives it; None for other recipients.
        shown: numbers of people whose name is shown.
    """

    known: Content
    recipient: Recipient
    party: int | None
    shown: frozenset[int]
    _hidden: re.Pattern[str] | None = field(repr=False)

    @property
    def is_whole(self) -> bool:
        """True when nothing is left out."""
        return self.recipient.scope == "all"

    @property
    def has_reasoning(self) -> bool:
        """False when only own data of a third party is given."""
        return self.recipient.scope != "own_data"

    def label(self, number: int) -> str:
        """Somebody's name, or a stand-in where the recipient may not see it."""
        party = next(one for one in self.known.parties if one.id == number)
        if number in self.shown:
            return party.name
        return "betrokkene" if party.role is PartyRole.SUBJECT else f"derde {number}"

    def about(self, number: int | None) -> bool:
        """True when a record about somebody may be seen; without anybody only with reasoning."""
        return self.has_reasoning if number is None else number in self.shown

    def text(self, text: str) -> str:
        """A text without the names that the recipient may not see."""
        return text if self._hidden is None else self._hidden.sub(HIDDEN, text)

    def maybe(self, text: str | None) -> str | None:
        """As `text`; nothing stays nothing."""
        return None if text is None else self.text(text)

    @property
    def left_out(self) -> tuple[str, ...]:
        """What the copy leaves out, in Dutch, without names."""
        if self.is_whole:
            return ()
        hidden = len(self.known.parties) - len(self.shown)
        told = [f"{hidden} andere personen"] if hidden else []
        told.append("vindplaatsen en inhoud van bronnen")
        return tuple(told if self.has_reasoning else [*told, "de motivering over anderen"])


def view(known: Content, law: Catalogue, recipient: str, *, party: int | None = None) -> View:
    """What a recipient may see.

    Args:
        known: the file.
        law: with the list of recipients.
        recipient: code in the list.
        party: number of the third party, for the recipient that gets own data only.

    Raises:
        CaseworkError: the recipient is not on the list, or the third party is not right.
    """
    rule = pick(law.recipients, recipient, what=mark("ontvanger"))
    if (rule.scope == "own_data") is (party is None):
        if party is None:
            raise CaseworkError("zeg welke derde")
        raise CaseworkError("{recipient}: geen derde", recipient=rule.title)
    people = {one.id: one for one in known.parties}
    if party is not None:
        if party not in people:
            raise CaseworkError("dit dossier heeft geen persoon {party}", party=str(party))
        if people[party].role is PartyRole.SUBJECT:
            raise CaseworkError("betrokkene is geen derde: kies de ontvanger betrokkene")
    shown = _shown(known, rule, party)
    hidden = [one for one in known.everybody if one.id not in shown]
    return View(known, rule, party, shown, _pattern(hidden, keep=[people[n] for n in shown]))


def _shown(known: Content, rule: Recipient, party: int | None) -> frozenset[int]:
    everybody = frozenset(one.id for one in known.parties)
    if rule.scope == "all":
        return everybody
    if party is not None:
        return frozenset({party})
    carrying = {one.party_id for one in known.facts}
    for relation in known.relations:
        carrying |= {relation.from_party_id, relation.to_party_id}
    if known.subject is not None:
        carrying.add(known.subject.id)
    return everybody & carrying


def _pattern(hidden: list[BibobParty], *, keep: list[BibobParty]) -> re.Pattern[str] | None:
    """Names to take out of texts: whole, and their longer parts that nobody shown has too."""
    kept = {word.casefold() for one in keep for word in re.findall(r"\w+", one.name)}
    words = set()
    for one in hidden:
        words.add(one.name)
        parts = re.findall(r"\w+", one.name)
        words |= {w for w in parts if len(w) >= _SHORTEST and w.casefold() not in kept}
    if not words:
        return None
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(
        "|".join(rf"(?<!\w){re.escape(w)}(?!\w)" for w in longest_first), re.IGNORECASE
    )
