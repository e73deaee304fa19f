"""`dijkwacht match explain|list|judge|undo`: pairs that may be one, why, and what people say."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from sqlalchemy import make_url
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine import snapshot
from engine.casework import matches, users
from engine.casework.match_models import MatchJudgement, MatchKind, MatchVerdict
from engine.casework.matches import NOBODY, Judged, Pair, Said, State
from engine.casework.models import Role, User
from engine.commands.case_options import Reason, RoleOption, UserOption
from engine.commands.casework import opened_casework
from engine.commands.options import DEFAULT_RUNS, casework_url
from engine.errors import CaseworkError
from engine.exports.pairs import candidates, explained, listing
from engine.exports.pairs.candidates import Candidate
from engine.exports.words import number
from engine.matching import explaining
from engine.settings import SHIPPED_RULES
from engine.snapshot import Run

First = Annotated[str, typer.Argument(help="Id of one side; a pseudonym by how it begins.")]
Second = Annotated[str, typer.Argument(help="Id of the other side.")]
RunName = Annotated[str, typer.Option("--run", help="Path or start of a name; default: newest.")]
Runs = Annotated[Path, typer.Option("--runs", "--out", help="Folder of runs.")]
Rules = Annotated[Path, typer.Option("--rules", help="Folder of rules; default: as shipped.")]
Format = Annotated[Literal["text", "json"], typer.Option("--format")]
SeenOption = Annotated[
    int | None,
    typer.Option("--seen", help="Number of the judgement you saw last, 0 for none; else refused."),
]
_KIND = typer.Option(
    "--kind", help="Compare two texts of this kind instead.", hidden=not explaining.EXPLAINERS
)


@dataclass(frozen=True, slots=True)
class _Open:
    """A run with its pairs, and a session of casework in which somebody acts."""

    run: Run
    known: Sequence[Candidate]
    session: Session
    user: User
    now: datetime

    def pair(self, first: str, second: str) -> Pair:
        """The pair of two sides, in this run or judged before."""
        judged = matches.everything(self.session, on=dutch_day(self.now))
        return candidates.find([*(one.pair for one in self.known), *judged], first, second)

    def say(
        self, pair: Pair, verdict: MatchVerdict, reason: str, seen: int | None
    ) -> MatchJudgement:
        """Judge one pair, or withdraw what was judged of it."""
        shares = {one.pair: one.probability for one in self.known}
        looked = {} if seen is None else {pair: seen}
        said = Said(verdict, reason, self.run.path.name, looked, shares)
        (made,) = matches.say(self.session, [pair], said, user=self.user, now=self.now)
        return made


def explain(
    first: First,
    second: Second,
    run: Annotated[str, typer.Argument(help="Path or start of a name; default: newest.")] = "",
    runs: Runs = DEFAULT_RUNS,
    rules: Rules = SHIPPED_RULES,
    kind: Annotated[MatchKind | None, _KIND] = None,
    format_: Format = "text",
) -> None:
    """Print why a pair of a run may be one and the same, and what people judged of it."""
    if kind is not None:
        found = explaining.explainer(kind.value).explain(first, second, rules)
        print(explained.texts(found, kind=kind.value, rules=rules), end="")
        return
    of = _run(run, runs)
    known = candidates.read(of)
    pair = candidates.find((one.pair for one in known), first, second)
    one = next(one for one in known if one.pair == pair)
    name, judged = of.path.name, _judged(pair)
    if format_ == "json":
        _print(explained.as_json(one, judged, run=name, rules=rules))
    else:
        print(explained.as_text(one, judged, run=name, rules=rules), end="")


def list_(
    user: UserOption,
    run: RunName = "",
    runs: Runs = DEFAULT_RUNS,
    kind: Annotated[MatchKind | None, typer.Option("--kind")] = None,
    least: Annotated[
        float, typer.Option("--min-probability", min=0, max=1, help="Lowest probability.")
    ] = 0.0,
    state: Annotated[
        list[State] | None, typer.Option("--state", help="Repeatable; default: open and waiting.")
    ] = None,
    format_: Format = "text",
    role: RoleOption = Role.ANALYST,
) -> None:
    """Pairs of a run that wait for a judgement, what matters most first."""
    states = frozenset(state or (State.OPEN, State.WAITING))
    with _opened(run, runs, user=user, role=role) as act:
        users.require(act.user, users.MAY_MATCH)
        judged = matches.everything(act.session, on=dutch_day(act.now))
    found = listing.wanted(listing.rows(act.known, judged), listing.Filters(kind, least, states))
    lines = listing.lines(found)
    if format_ == "json":
        _print(lines)
        return
    for line in lines:
        share = line["probability"]
        told = "niet in deze run" if share is None else f"{number(100 * float(share), 1)} %"
        print(f"{line['kind']}  {line['subject']}  {line['other']}  {told}  {line['state']}")
    if not lines:
        print("Geen koppelingen met deze filters.")


def judge(
    first: First,
    second: Second,
    verdict: Annotated[Literal["same", "different", "unsure"], typer.Option("--verdict")],
    reason: Reason,
    user: UserOption,
    run: RunName = "",
    runs: Runs = DEFAULT_RUNS,
    seen: SeenOption = None,
    role: RoleOption = Role.ANALYST,
) -> None:
    """Say whether two records are one and the same; it is applied in the next run."""
    with _opened(run, runs, user=user, role=role) as act:
        pair = act.pair(first, second)
        made = act.say(pair, MatchVerdict(verdict), reason, seen)
        waits = made.approval_id
    print(f"{pair.label}: {made.verdict.label} (oordeel {made.number}).")
    if waits is not None:
        print(f"Telt zodra een tweede persoon het goedkeurt: dijkwacht approval allow {waits}")


def undo(
    first: First,
    second: Second,
    reason: Reason,
    user: UserOption,
    run: RunName = "",
    runs: Runs = DEFAULT_RUNS,
    seen: SeenOption = None,
    role: RoleOption = Role.ANALYST,
) -> None:
    """Withdraw what was judged of a pair; the next run is as if it had not been."""
    with _opened(run, runs, user=user, role=role) as act:
        pair = act.pair(first, second)
        made = act.say(pair, MatchVerdict.WITHDRAWN, reason, seen)
    print(f"{pair.label}: ingetrokken (oordeel {made.number}).")


@contextmanager
def _opened(run: str, runs: Path, *, user: str, role: Role) -> Iterator[_Open]:
    now = datetime.now(UTC)
    of = _run(run, runs)
    known = candidates.read(of)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        yield _Open(of, known, session, who, now)


def _run(name: str, runs: Path) -> Run:
    return snapshot.find(name, out=runs) if name else snapshot.newest(runs)


def _judged(pair: Pair) -> Judged | None:
    """What was judged of a pair; None when there is no casework database yet: none is made."""
    database = make_url(casework_url())
    if database.get_backend_name() == "sqlite" and not Path(database.database or "").is_file():
        return None
    try:
        with opened_casework() as casework, casework.reading() as session:
            found = matches.of_pairs(session, [pair], on=dutch_day(datetime.now(UTC)))
            session.expunge_all()  # what was read stays readable after the session
    except CaseworkError as error:
        raise CaseworkError("de oordelen zijn niet te lezen: {error}", error=str(error)) from error
    return found.get(pair, NOBODY)


def _print(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
