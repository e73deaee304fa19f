"""The sections of the report of an own investigation (process, 3.7), as data without any layout.

There is no score, band or point in them, and none can be put in (REQ-BIB-8).
"""

from dataclasses import dataclass
from datetime import date

from engine.casework.bibob.financing import Analysis


@dataclass(frozen=True, slots=True)
class Occasion:
    """1. Why, and on which hook."""

    case_number: int
    reference: str
    hook: str
    decision_kind: str
    authority: str
    basis: str
    hook_on: date
    trigger: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Party:
    """2. Somebody; `label` is a name, or a stand-in such as `derde 2`."""

    number: int
    role: str
    label: str
    kind: str
    legal_form: str | None
    kvk_number: str | None


@dataclass(frozen=True, slots=True)
class FormLine:
    """One question of the form; `state` None: nothing came."""

    question: str
    needed: bool
    state: str | None
    on: date | None
    article: str


@dataclass(frozen=True, slots=True)
class Form:
    """3. The form: what was asked and came, and whether completing it was refused (art. 4)."""

    sent_on: date | None
    completed_on: date | None
    requests: tuple[tuple[date, date | None], ...]
    refused_on: date | None
    lines: tuple[FormLine, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """4. A source that was consulted; reference and summary where the recipient may see them."""

    number: int
    title: str
    basis: str
    on: date
    by: str
    result: str
    about: str | None
    reference: str | None
    summary: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """5. A relation of article 3(4); `reason` None: not for this recipient."""

    number: int
    type: str
    title: str
    from_label: str
    to_label: str
    direction: str
    is_direct: bool | None
    from_on: date
    until_on: date | None
    evidence: tuple[str, ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """6. A fact; amounts in euro cents, None: not known."""

    number: int
    ground: str
    status: str
    on: date
    offence: str
    about: str
    description: str
    connection: str | None
    severity: str | None
    benefit_cents: int | None
    benefit_reason: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """7. A line of the financing; amounts in euro cents, None: not known."""

    number: int
    side: str
    form: str
    label: str
    amount_cents: int | None
    about: str | None
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """8. An ordinary ground to refuse; `outcome` None: not weighed."""

    title: str
    basis: str
    outcome: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Weighing:
    """9. A ground of article 3: its reasoning by part, as (title, text)."""

    ground: str
    title: str
    degree: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Danger:
    """10 and 11. The conclusion, what is uncertain, and what is in proportion."""

    conclusion: str
    on: date
    reason: str
    uncertainty: str
    proportionality: str
    conditions: str | None
    by_advice: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """12. An occasion for a statement, and what came."""

    number: int
    about: str
    asked_on: date
    until: date
    received_on: date | None
    is_closed: bool
    summary: str | None
    reply: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided; None in a report before the decision."""

    outcome: str
    ground: str
    on: date
    reason: str
    conditions: str | None


@dataclass(frozen=True, slots=True)
class Notice:
    """14. What was told to whom."""

    kind: str
    on: date
    reference: str
    about: str | None


@dataclass(frozen=True, slots=True)
class Secrecy:
    """15. Whom this copy is for, what article 28 means for it, and when it is destroyed."""

    recipient: str
    purpose: str
    article: str
    notice: str
    left_out: tuple[str, ...]
    destroy_on: date | None
    version: int
    made_on: date


@dataclass(frozen=True, slots=True)
class AlgorithmRole:
    """Whether automated selection played a part, why, and which rules (REQ-TRN-2).

    Attributes:
        rules: (rule id, version) that were judged inside this file, sorted.
        weeks: weeks of whose list the place was on, sorted.
    """

    involved: bool
    reason: str
    rules: tuple[tuple[str, str], ...]
    weeks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BibobReport:
    """The report: fifteen sections, the decision, and whether an algorithm played a part.

    Attributes:
        advice_wanted: 13. whether advice of the LBB is wanted; None: nobody said.
        look_back_from: first day that the Bibob register tells about.
        is_complete: False: the copy leaves something out for its recipient.
    """

    occasion: Occasion
    parties: tuple[Party, ...]
    form: Form
    sources: tuple[Source, ...]
    look_back_from: date
    relations: tuple[Relation, ...]
    facts: tuple[Fact, ...]
    financing: tuple[Money, ...]
    financing_analysis: Analysis | None
    refusals: tuple[Refusal, ...]
    weighings: tuple[Weighing, ...]
    danger: Danger | None
    statements: tuple[Statement, ...]
    decision: Decision | None
    advice_wanted: bool | None
    advice_reason: str | None
    notices: tuple[Notice, ...]
    secrecy: Secrecy
    algorithm: AlgorithmRole
    is_complete: bool
