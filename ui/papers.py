"""Papers made in the app: who may make which kind, to whom, and what was made in this visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import streamlit as st

from engine.casework import cases, paper_register, users
from engine.casework.process.definition import process_of
from engine.errors import PaperError
from engine.exports import recipients
from engine.exports.papers import (
    access,
    access_person,
    annual,
    inspection,
    letter,
    manifest,
    produce,
    texts,
    training,
    weekly,
)
from engine.exports.papers.contract import Contract
from engine.exports.papers.produce import Build, Order, Produced
from engine.exports.papers.texts import Format, Texts
from engine.settings import load_settings
from ui import acting, state

OF_RUN: tuple[Contract, ...] = (
    weekly.CONTRACT, annual.CONTRACT, inspection.CONTRACT, letter.ENTREPRENEURS, training.CONTRACT,
    access.CONTRACT, access_person.CONTRACT,
)  # fmt: skip
"""Kinds that belong to no case, meeting or Bibob file."""
_MOST = 200


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of paper that the reviewer may make.

    Attributes:
        recipients: label by code of who may get it; the law that allows it stands in `bases`.
        min_reason: least number of characters of a reason.
    """

    contract: Contract
    texts: Texts
    recipients: Mapping[str, str]
    bases: Mapping[str, str]
    min_reason: int

    @property
    def formats(self) -> tuple[Format, ...]:
        """Kinds of file, the usual one first."""
        return self.texts.of.formats


@dataclass(frozen=True, slots=True)
class Registered:
    """A line of the register of papers.

    Attributes:
        kind: its label.
        destroyed_at: None while it may be kept.
        file: None when it is not in its folder any more.
    """

    kind: str
    recipient: str
    by: str
    reason: str
    made_at: datetime
    cases: tuple[int, ...]
    destroyed_at: datetime | None
    file: Path | None
    name: str


def is_open() -> bool:
    """True when the role makes a paper that belongs to no case, or when its texts are wrong."""
    try:
        return any(may_make(contract) for contract in OF_RUN)
    except PaperError:
        return True


def may_make(contract: Contract) -> bool:
    """True when the role makes papers of a kind, as its texts say, and the app has what it needs.

    Raises:
        PaperError: the texts are wrong, with file and line.
    """
    if contract is access_person.CONTRACT and not state.has_vault():
        return False
    return _is_made(contract)


def _is_made(contract: Contract) -> bool:
    return state.role() in texts.load(load_settings().rules, contract).of.roles


def label(contract: Contract) -> str:
    """What people call a kind, as its texts say.

    Raises:
        PaperError: the texts are wrong, with file and line.
    """
    return texts.load(load_settings().rules, contract).of.label


def offer(contract: Contract) -> Offer | None:
    """What the reviewer may make of a kind; None when the role makes none of it.

    Raises:
        PaperError: the texts are wrong, with file and line.
        SettingsError: the table of recipients is.
    """
    if not may_make(contract):
        return None
    casework = state.casework()
    rules = casework.settings.rules
    found = texts.load(rules, contract)
    allowed = [one for one in recipients.load(rules) if one.kind == contract.kind]
    with casework.reading() as session:
        least = process_of(session).min_reason
    return Offer(
        contract,
        found,
        {one.recipient: one.label for one in allowed},
        {one.recipient: one.legal_basis for one in allowed},
        least,
    )


def make(
    offered: Offer, build: Build, *, to: Sequence[str], formats: Sequence[Format], reason: str
) -> Produced:
    """Make a paper for every recipient, in every format, in the folder of papers.

    Raises:
        DijkwachtError: it may not or cannot be made; nothing is left behind.
    """
    order = Order(
        state.reviewer(), state.role(), reason, tuple(to), tuple(formats), state.papers_folder()
    )
    return produce.produce(state.casework(), offered.contract, order, build, now=state.now())


def register(kinds: Sequence[Contract], *, case: int | None = None) -> list[Registered]:
    """The newest 200 papers of some kinds, of one case or of all; their content is not read.

    Of all cases only those of kinds that the role makes; of one case all, to who may see it.

    Raises:
        CaseworkError: the database does not answer, or the role may not see the case.
        PaperError: the texts of a kind are wrong, with file and line.
    """
    own = [contract for contract in kinds if case is not None or _is_made(contract)]
    wanted = {contract.kind: label(contract) for contract in own}
    with state.casework().reading() as session:
        if case is not None:
            acting.require(users.MAY_OPEN[cases.find(session, case).kind])
        return [
            Registered(
                wanted[entry.kind], entry.recipient, entry.user.subject, entry.reason,
                entry.made_at, tuple(entry.cases), entry.destroyed_at, _there(entry), entry.name,
            )
            for entry in paper_register.newest(session, kinds=[*wanted], most=_MOST, case=case)
        ]  # fmt: skip


def with_manifest(file: Path) -> tuple[tuple[str, bytes], ...]:
    """Name and content of a document and of the manifest beside it."""
    found = (file, manifest.beside(file))
    return tuple((one.name, one.read_bytes()) for one in found)


def _there(entry: paper_register.PaperEntry) -> Path | None:
    file = Path(entry.folder) / entry.name
    if entry.destroyed_at is not None:
        return None
    return file if file.is_file() and manifest.beside(file).is_file() else None


def remember(key: str, made: Produced) -> None:
    """Keep where the documents are, for as long as this visit lasts."""
    st.session_state[f"papers_{key}"] = made.files


def made(key: str) -> tuple[Path, ...]:
    """Documents that a form made in this visit."""
    found: tuple[Path, ...] = st.session_state.get(f"papers_{key}", ())
    return tuple(file for file in found if file.is_file())
