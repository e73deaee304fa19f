"""Hooks in the registers: applications and licences on which a Bibob file may be opened.

Of a company or place nothing else is told: without a hook nothing is read (REQ-BIB-1).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework.bibob import acting
from engine.casework.bibob.catalogue import Catalogue, catalogue_of
from engine.casework.bibob.models import BibobFile
from engine.casework.models import User
from engine.exports.words import said
from engine.register import of_run
from engine.register.parties import KVK_NUMBER
from engine.snapshot import Run
from engine.translatable import Sentence, joined, mark, sentence

MOST = 50
"""So many papers are told; more words find fewer."""

_PAPERS = """
WITH paper AS (
    SELECT 'permit' AS "table", permit_id AS paper_id, kind, status, requested_on,
           coalesce(decided_on, requested_on) AS since, bibob_hook IS FALSE AS is_refused,
           list_filter([applicant_id], lambda one: one IS NOT NULL) AS parties,
           location_id, record_key
    FROM permit
    UNION ALL
    SELECT 'licence', licence_id, kind, status, valid_from, valid_from, false,
           list_filter([holder_id, operator_id], lambda one: one IS NOT NULL),
           location_id, record_key
    FROM licence
), numbered AS (
    SELECT *, regexp_replace(split_part(paper_id, '#', 1), '^[a-z_]+:', '') AS reference
    FROM paper
), told AS (
    SELECT p.*, l.label,
           list_contains(p.parties, $words) AS is_of_company,
           $words IN (SELECT b.enterprise_id FROM branch b WHERE b.location_id = p.location_id)
               AND len(p.parties) = 0 AS may_be_of_company
    FROM numbered p JOIN location l USING (location_id)
    WHERE NOT list_contains($masked::VARCHAR[], location_id)
)
SELECT "table", reference, kind, status, requested_on, since, is_refused, location_id, label,
       record_key, is_of_company
FROM told
WHERE CASE WHEN $is_company THEN is_of_company OR may_be_of_company
      ELSE lower(reference) = lower($words) OR location_id = $words
           OR list_bool_and(list_transform($parts, lambda part: contains(lower(label), part)))
      END
QUALIFY row_number() OVER (PARTITION BY "table", reference, location_id
                           ORDER BY paper_id <> reference, record_key) = 1
ORDER BY label, reference, "table"
LIMIT $most
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """An application or licence, and whether it is a hook.

    Attributes:
        reference: its number in the register.
        text: Dutch: what it is and how it stands, without a person.
        hook: code of the hook; None when it is none, and `why_not` says why.
        permit_kinds: codes of the kinds of decision that it may be, in the order of the table.
        on: day of the hook; None when the register does not tell it.
        is_of_company: it names the company that was asked for; False when it names nobody and
            stands at a place of that company; None when no company was asked for.
        open_file: number of the file that is open on it; None: there is none.
    """

    reference: str
    text: str
    location_id: str
    label: str
    record_key: str
    hook: str | None
    why_not: str | None
    permit_kinds: tuple[str, ...]
    on: date | None
    is_of_company: bool | None
    open_file: int | None


def find(
    session: Session, run: Run, words: str, *, user: User, masked: Collection[str] = ()
) -> list[Paper]:
    """Papers that words stand for, by place and number; at most `MOST`.

    Args:
        session: any session; its rules say what is a hook.
        run: whose registers are read.
        words: the number of an application or licence, a KVK number, or words of an address.
        user: a Bibob officer.
        masked: locations that this user may not see.

    Raises:
        CaseworkError: the role may not open a Bibob file.
    """
    acting.require_officer(user)
    asked = words.strip()
    parts = asked.casefold().replace(",", " ").split()
    if not parts:
        return []
    values = {
        "words": asked,
        "parts": parts,
        "masked": sorted(masked),
        "is_company": KVK_NUMBER.fullmatch(asked) is not None,
        "most": MOST,
    }
    with of_run.reading(run) as con:
        found = con.execute(_PAPERS, values)
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    law, files = catalogue_of(session), _open_files(session)
    return [_paper(row, law, files, is_company=bool(values["is_company"])) for row in rows]


def _open_files(session: Session) -> dict[str, int]:
    """Open files by the number of their hook."""
    files = session.execute(
        select(BibobFile.open_reference, BibobFile.case_id).where(
            BibobFile.open_reference.is_not(None)
        )
    )
    return {str(reference): number for reference, number in files}


def _paper(
    row: Mapping[str, Any], law: Catalogue, files: Mapping[str, int], *, is_company: bool
) -> Paper:
    hook = next(_hooks(row, law), None)
    kinds = tuple(_kinds(row, law, hook)) if hook is not None else ()
    why_not = _why_not(row, hook, kinds)
    is_asked = hook is not None and law.hooks[hook].starts_decision_term
    return Paper(
        row["reference"],
        _text(row),
        row["location_id"],
        row["label"],
        row["record_key"],
        hook if why_not is None else None,
        why_not,
        kinds,
        row["requested_on"] if is_asked else row["since"],
        row["is_of_company"] if is_company else None,
        files.get(row["reference"].casefold()),
    )


def _hooks(row: Mapping[str, Any], law: Catalogue) -> Iterator[str]:
    """Hooks that a paper with this status is."""
    for code, hook in law.hooks.items():
        if row["status"] in hook.registered.get(row["table"], ()):
            yield code


def _kinds(row: Mapping[str, Any], law: Catalogue, hook: str) -> Iterator[str]:
    """Kinds of decision with this hook that such a paper may be."""
    wanted = f"{row['table']}:{row['kind']}"
    for code, kind in law.permit_kinds.items():
        if wanted in kind.registered and hook in kind.hooks:
            yield code


def _why_not(row: Mapping[str, Any], hook: str | None, kinds: tuple[str, ...]) -> str | None:
    if row["is_refused"]:
        return mark("de bron zegt dat de Wet Bibob hier niet geldt")
    if hook is None:
        return mark("er is niets meer om over te beslissen")
    if not kinds:
        return mark("voor deze soort is geen grondslag in de Wet Bibob bekend")
    return None


def _status(row: Mapping[str, Any]) -> str:
    unknown = mark("status niet bekend")
    return said(f"{row['table']}.status", row["status"], unknown=unknown)


def _text(row: Mapping[str, Any]) -> Sentence:
    kind = said(f"{row['table']}.kind", row["kind"])
    name = sentence("vergunning {what}", what=kind) if row["table"] == "permit" else kind
    return joined([name, _status(row)], between=", ")
