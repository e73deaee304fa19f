"""`dijkwacht export access-person`: answers a person who asks what is processed about them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer

from engine import snapshot
from engine.casework import name_search
from engine.casework.models import Role
from engine.casework.name_search import Asker, Bearers
from engine.commands.case_options import RoleOption, UserOption
from engine.commands.casework import opened_casework
from engine.commands.export_options import (
    DOCX,
    RUNS,
    Folder,
    Formats,
    RunArgument,
    RunsOption,
    To,
    Why,
    make,
)  # fmt: skip
from engine.commands.options import vault_file
from engine.errors import CaseworkError, PaperError
from engine.exports.papers import access_person as answers
from engine.exports.papers import texts as paper_texts
from engine.exports.papers.texts import Texts
from engine.register import pseudonyms
from engine.register.vault import Vault
from engine.settings import load_settings
from engine.translatable import sentence

People = Annotated[
    list[str] | None,
    typer.Option("--person", help="Whole pseudonym of who asks; repeatable when several are."),
]
ByName = Annotated[
    bool, typer.Option("--by-name", help="Find who asks by the name on standard input.")
]
Nobody = Annotated[
    bool, typer.Option("--nobody", help="With --by-name: answer that nothing was found.")
]


def access_person(
    run: RunArgument,
    to: To,
    reason: Why,
    folder: Folder,
    user: UserOption,
    person: People = None,
    by_name: ByName = False,
    nobody: Nobody = False,
    format_: Formats = DOCX,
    runs: RunsOption = RUNS,
    role: RoleOption = Role.PRIVACY_OFFICER,
) -> None:
    """Answer a person who asks what is processed about them; nobody else is named in it.

    The name is read from standard input, so that it stands in no history of commands. Several who
    bear one name stay several: establish who asks, and name the pseudonyms that are theirs.
    """
    if bool(person) is by_name or (nobody and not by_name):
        raise PaperError(sentence("geef --person of --by-name; --nobody kan alleen met --by-name"))
    found = snapshot.find(run, out=runs)
    texts = paper_texts.load(load_settings().rules, answers.CONTRACT)
    people, mark = person or [], None
    with _vault() as vault:
        if by_name:
            bearers = _search(vault, found, Asker(user, role, reason), frozenset(texts.of.roles))
            people, mark = _one(bearers, texts, nobody=nobody), bearers.mark
        now = datetime.now(UTC)
        make(
            answers.CONTRACT,
            lambda session, _who, _texts: answers.draft(
                session, found, people=people, vault=vault, texts=texts, now=now, mark=mark
            ),
            user=user, role=role, reason=reason, to=to, formats=format_, folder=folder,
        )  # fmt: skip


@contextmanager
def _vault() -> Iterator[Vault]:
    """The vault of this installation; neither it nor its key is made here."""
    file = vault_file()
    if not file.is_file():
        raise CaseworkError(
            "er is geen kluis met namen: {file}; zet DIJKWACHT_VAULT", file=str(file)
        )
    given = pseudonyms.ENVIRONMENT in os.environ
    if not given and not (pseudonyms.state_folder() / "key").is_file():
        raise CaseworkError(
            "er is geen sleutel van de kluis; zet {variable}", variable=pseudonyms.ENVIRONMENT
        )
    with Vault(file, pseudonyms.load_key()) as vault:
        yield vault


def _search(vault: Vault, run: snapshot.Run, asker: Asker, roles: frozenset[Role]) -> Bearers:
    if sys.stdin.isatty():
        print("Naam van de verzoeker:", end=" ", file=sys.stderr, flush=True)
    name = sys.stdin.readline().strip()
    with opened_casework() as casework:
        return name_search.search(
            casework, vault, name, run=run, asker=asker, roles=roles,
            now=datetime.now(UTC),
        )  # fmt: skip


def _one(bearers: Bearers, texts: Texts, *, nobody: bool) -> list[str]:
    """The pseudonym of the only one of a name; none when nobody is to be told of.

    Raises:
        PaperError: it is not clear who asks, or what was said of nobody is not so.
    """
    people = bearers.people
    if nobody and not people and not bearers.others:
        return []
    where = ", ".join(bearers.others)
    if len(people) == 1 and not nobody:
        if where:
            print(f"de naam staat ook bij een bedrijf: {where}", file=sys.stderr)
        return list(people)
    told = "".join(f"\n{answers.described(one, names, texts)}" for one, names in people.items())
    if people:
        raise PaperError(
            sentence(
                "onder deze naam bekend: {count}; stel vast wie de verzoeker is en geef diens "
                "pseudoniemen met --person:{people}",
                count=len(people),
                people=told,
            )
        )
    if where:
        raise PaperError(
            sentence(
                "geen persoon heet zo, wel een naam bij een bedrijf ({places}): "
                "antwoord daar met `dijkwacht export access` over de locatie",
                places=where,
            )
        )
    raise PaperError(
        sentence("niemand heet zo; voor een antwoord dat dat zegt: --by-name met --nobody")
    )
