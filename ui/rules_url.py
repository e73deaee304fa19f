"""What the URL of the page Regels holds: plain text, validated here.

`deel` a part of the page · `regel` a rule · of the overview: `pakket` a pack, `stand` what a rule
was in the run. Words that somebody looks for may hold a name, so they never stand in it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

import streamlit as st

from engine.exports.rule_report import Standing
from engine.snapshot import Run
from engine.translatable import mark
from ui import state, url_values
from ui.language import tr

_STANDINGS = {
    "telt-mee": Standing.COUNTS,
    "schaduw": Standing.SHADOW,
    "wacht": Standing.WAITS,
    "zaak": Standing.CASE_ONLY,
    "uit": Standing.OFF,
}
_WORDS = {standing: word for word, standing in _STANDINGS.items()}


class Part(StrEnum):
    """A part of the page."""

    OVERVIEW = "overzicht"
    RULE = "regel"
    TRIALS = "proeven"
    PROPOSALS = "voorstellen"

    @property
    def label(self) -> str:
        """What the part is called, in Dutch."""
        return _LABELS[self]


_LABELS = {
    Part.OVERVIEW: mark("Overzicht"),
    Part.RULE: mark("Een regel"),
    Part.TRIALS: mark("Proeven"),
    Part.PROPOSALS: mark("Voorstellen"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows.

    Attributes:
        rule: id of the rule of the part `RULE`; None: the first that is worth a look.
        pack, standing: of the overview; None: all.
        problems: what of the URL cannot be used, in the language of who looks.
    """

    part: Part = Part.OVERVIEW
    rule: str | None = None
    pack: str | None = None
    standing: Standing | None = None
    problems: tuple[str, ...] = ()


def read(params: Mapping[str, str], *, rules: Collection[str], packs: Sequence[str]) -> Shown:
    """What a URL asks for; what cannot be shown is left out and told.

    Args:
        params: of the URL; a rule without a part is shown as one rule.
        rules: ids of the packs as they stand now.
        packs: of the run, in the order in which they are told.
    """
    problems: list[str] = []
    rule = params.get(state.RULE, "").strip()[: url_values.LONGEST] or None
    if rule is not None and rule not in rules:
        told = tr("regel={rule}: geen regel van deze pakketten")
        problems.append(told.format(rule=rule[: url_values.TOLD]))
        rule = None
    part = url_values.named(params, "deel", {one.value: one for one in Part}, problems)
    return Shown(
        part or (Part.OVERVIEW if rule is None else Part.RULE),
        rule,
        url_values.named(params, "pakket", {one: one for one in packs}, problems),
        url_values.named(params, "stand", _STANDINGS, problems),
        tuple(problems),
    )


def write(shown: Shown) -> dict[str, str]:
    """The parameters of a URL that shows the same; what is as usual is left out."""
    usual = Part.OVERVIEW if shown.rule is None else Part.RULE
    held = {
        "deel": None if shown.part is usual else shown.part,
        state.RULE: shown.rule,
        "pakket": shown.pack,
        "stand": shown.standing and _WORDS[shown.standing],
    }
    return {name: str(value) for name, value in held.items() if value}


def address(run: Run, rule_id: str) -> str:
    """The address of one rule of a run, from the root of the app."""
    held = {state.RUN: run.path.name, **write(Shown(Part.RULE, rule_id))}
    return f"/regels?{urlencode(held)}"


def now(*, rules: Collection[str], packs: Sequence[str]) -> Shown:
    """What the URL of this page asks for."""
    held = {name: st.query_params[name] for name in st.query_params}
    return read(held, rules=rules, packs=packs)


def show(run: Run, shown: Shown) -> None:
    """Put a view into the URL; the page is not drawn anew by it."""
    state.put_url(run, {name: [value] for name, value in write(shown).items()})
