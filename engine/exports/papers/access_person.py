"""What is processed about a person, for that person, and what is withheld on which ground.

Nobody is found by a name here: who answers says which pseudonyms are the one who asks, found with
`engine.casework.name_search` where need be. An answer without pseudonyms says that nothing is
processed under the name that was given.

What is withheld stands in every answer in the same words, also where there is nothing to
withhold. A name proves no identity, and a person may have little to do with a location: an answer
that differs when a Bibob file, an open case or a possible victim is there would tell so. For the
same reason no hit of a rule at a location is told here; who may ask about the location is told it
there, or its ground (`access`).
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import person_log, tellable
from engine.casework.audit import ProcessedObject
from engine.errors import PaperError
from engine.exports import dossier
from engine.exports.network.access import SHOWN
from engine.exports.papers import facts, person_facts
from engine.exports.papers.contract import OF_RUN, Contract
from engine.exports.papers.draft import Draft, of_run
from engine.exports.papers.manifest import Origin
from engine.exports.papers.paper import Block, Bullets, Text
from engine.exports.papers.person_facts import ROLES, Found
from engine.exports.papers.texts import Texts
from engine.exports.words import day
from engine.register.pseudonyms import PATTERN
from engine.register.vault import Kept, Vault
from engine.settings import load_settings
from engine.snapshot import Run
from engine.translatable import sentence

_HEADINGS = (
    "relation", "with_what", "from", "until", "record", "gate", "sort", "part", "date", "location",
    "id", "rule", "what", "recipient", "source", "column", "standing",
)  # fmt: skip
_NOBODY = "niemand"


class Ground(StrEnum):
    """Why something is withheld; the words, with their article, are phrases of the texts."""

    VICTIM = "victim"
    OPEN_CASE = "open_case"
    BIBOB = "bibob"
    CLOSED_SOURCE = "closed_source"
    OTHERS = "others"


_OF_SOMEBODY = ("names", "facts", "records", "locations", "rules", "received")
CONTRACT = Contract(
    kind="access-person",
    required=frozenset({*_OF_SOMEBODY, "nobody", "withheld", "sources", "rights"}),
    optional=frozenset({"about", "algorithm"}),
    placeholders=(OF_RUN - {"week"}) | {"person"},
    phrases={
        **dict.fromkeys((*_HEADINGS, *Ground, *ROLES), frozenset()),
        **dict.fromkeys(
            ("nothing", "nobody", "no_end", "business_of_another", "kept", "destroyed"), frozenset()
        ),
        "to_you": frozenset({"relation"}),
    },
)


def draft(
    session: Session,
    run: Run,
    *,
    people: Sequence[str],
    vault: Vault,
    texts: Texts,
    now: datetime,
    mark: str | None = None,
) -> Draft:
    """The content of an answer to a person who asks what is processed about them.

    Args:
        session: any session.
        run: the newest one.
        people: pseudonyms that are all this person; none: nobody bears the name that was given.
        vault: of the installation that made the run.
        texts: of this kind.
        now: the moment, with a time zone.
        mark: keyed mark of the name that was looked for, for the log; None: none was.

    Raises:
        PaperError: something is no pseudonym, or is not known here.
        CaseworkError: the run was made with another key than the vault.
        RunError: the run cannot be read.
    """
    people = sorted({*people})
    _check(people)
    tellable.check_key(run, vault)
    settings = load_settings(session.info["rules"])
    found = person_facts.read(run, people, settings=settings)
    kept = tellable.names(run, [name for one in people for name in vault.kept(one)])
    unknown = {*people} - found.known - {one.subject for one in kept}
    if unknown:
        who = ", ".join(sorted(unknown))
        raise PaperError(
            sentence(
                "{person}: over dit pseudoniem is hier niets bekend om te vertellen", person=who
            )
        )
    phrases = texts.of.phrases
    told = person_facts.rules(run, found)
    of_somebody: dict[str, list[Block]] = {
        "names": _names(kept, texts),
        "facts": person_facts.related(found, phrases),
        "records": person_facts.recorded(found, phrases),
        "locations": person_facts.led_to(found, phrases),
        "rules": _rules([(rule["id"], rule["version"], rule["title"]) for rule in told], texts),
        "received": _received(session, found, texts, now),
    }
    return Draft(
        subject=people[0][:SHOWN] if people else _NOBODY,
        values={**of_run(run), "person": ", ".join(people) or phrases["nobody"]},
        filled={
            **of_somebody,
            "withheld": [Bullets(tuple(phrases[ground] for ground in Ground))],
            "sources": [facts.source_table(dossier.sources(run))],
        },
        left_out=frozenset({"nobody"} if people else _OF_SOMEBODY),
        origin=Origin(run, tuple(rule["id"] for rule in told), (), ()),
        objects=_objects(people, mark),
    )  # fmt: skip


def described(pseudonym: str, names: Sequence[Kept], texts: Texts) -> str:
    """A pseudonym with where its name was delivered, for who must say whose it is."""
    where = "; ".join(f"{_role(one.role, texts)}, {one.source}" for one in names)
    return f"{pseudonym} ({where})"


def _role(role: str, texts: Texts) -> str:
    return texts.of.phrases.get(f"role_{role}", role)


def _check(people: Sequence[str]) -> None:
    wrong = [one for one in people if PATTERN.fullmatch(one) is None]
    if wrong:
        raise PaperError(
            sentence(
                "{given}: geen pseudoniem; geef het hele, een P met 20 tekens",
                given=", ".join(one[:30] for one in wrong),
            )
        )


def _objects(people: Sequence[str], mark: str | None) -> tuple[ProcessedObject, ...]:
    kinds = ("feiten", "verwerking")
    sought = () if mark is None else (
        ProcessedObject("persoon", "kenmerk van een naam", mark, "wie inzage vroeg"),
    )  # fmt: skip
    return (
        *(ProcessedObject("persoon", "pseudoniem", one, "inzage", kinds) for one in people),
        *sought,
    )


def _names(kept: Sequence[Kept], texts: Texts) -> list[Block]:
    """That names are kept, from where; a name itself leaves the vault within a case only."""
    phrases = texts.of.phrases
    rows = [
        (
            one.source,
            _role(one.role, texts),
            phrases["kept" if one.is_readable else "destroyed"],
        )
        for one in kept
    ]
    columns = (("source", 1), ("column", 1), ("standing", 2))
    return _listed("Namen", columns, list(dict.fromkeys(rows)), texts)


def _rules(rules: Sequence[tuple[str, str, str]], texts: Texts) -> list[Block]:
    rows = [(f"{rule_id}, versie {version}", title) for rule_id, version, title in rules]
    return _listed("Regels", (("rule", 1), ("what", 3)), rows, texts)


def _received(session: Session, found: Found, texts: Texts, now: datetime) -> list[Block]:
    """What was done and who received something; names of officials are not told."""
    rows = [
        (
            day(dutch_day(one.at)),
            person_facts.without_others(one.what, found.people, "persoon"),
            one.recipient_kind,
        )
        for one in person_log.told(session, found.people, now=now)
    ]
    return _listed("Verwerkingen", (("date", 1.2), ("what", 3), ("recipient", 2)), rows, texts)


def _listed(
    name: str,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[tuple[str, ...]],
    texts: Texts,
) -> list[Block]:
    phrases = texts.of.phrases
    if not rows:
        return [Text(phrases["nothing"])]
    return [person_facts.table(name, columns, rows, phrases)]
