"""Writes `docs/examples/`: one paper of each kind, out of the committed invented municipality.

Run: `make examples`. A test makes them again and compares what they say.
"""

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from engine import run as engine_run
from engine.casework import judgements, places, users
from engine.casework.database import Casework, open_casework
from engine.casework.models import Role, Verdict
from engine.commands import demo_bibob, demo_cases, demo_meetings
from engine.exports.papers import (
    access,
    access_person,
    annual,
    bibob,
    dossier_paper,
    driehoek,
    inspection,
    letter,
    police_request,
    produce,
    riec,
    training,
    weekly,
)  # fmt: skip
from engine.exports.papers.contract import Contract
from engine.exports.papers.produce import Build, Order
from engine.exports.papers.texts import Format
from engine.register.pseudonyms import PATTERN, PUBLIC_SAMPLE_KEY
from engine.register.vault import Name, Vault
from engine.settings import load_settings
from engine.snapshot import Run
from engine.workbench import year_figures

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "examples"
AS_OF = date(2026, 11, 1)
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
AFTER = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 11, 8, 8, tzinfo=UTC)
REASON = "Verzonnen voorbeeld: gemaakt om te laten zien hoe dit stuk eruitziet."


@dataclass(frozen=True, slots=True)
class Example:
    """One paper: file name without ending, what is asked for, and by whom."""

    name: str
    contract: Contract
    build: Build
    to: str
    formats: tuple[Format, ...] = (Format.DOCX, Format.PDF)
    user: str = "demo.riec"
    role: Role = Role.RIEC_LIAISON
    now: datetime = NOW


def main() -> None:
    """Make the run and the examples."""
    with tempfile.TemporaryDirectory() as scratch:
        run = sample_run(Path(scratch))
        shutil.rmtree(TARGET, ignore_errors=True)
        for file in make(run, TARGET):
            print(file, file=sys.stderr)


def sample_run(folder: Path) -> Run:
    """The run of the committed sample, made below a folder."""
    request = engine_run.Request(
        sources=ROOT / "sample_data" / "delivery" / "sources.yaml",
        as_of=AS_OF,
        out=folder / "runs",
        key=PUBLIC_SAMPLE_KEY,
        vault=Vault(folder / "vault.sqlite", PUBLIC_SAMPLE_KEY),
    )
    return engine_run.run(request, now=NOW).run


def make(run: Run, target: Path) -> list[Path]:
    """Write every example of a run of the sample into a folder.

    Returns:
        The files, by name.
    """
    return sorted(one_by_one(run, target))


def one_by_one(run: Run, target: Path) -> Iterator[Path]:
    """Write the examples one after the other; each file is given as soon as it is there."""
    training.require_sample(run)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        casework = open_casework(f"sqlite:///{scratch}/casework.sqlite", settings=load_settings())
        try:
            demo_cases.seed(casework, run, first=datetime(2026, 11, 1, 8, tzinfo=UTC))
            demo_meetings.seed(casework, first=LATER)
            demo_bibob.seed(casework, run, first=LATER)
            _judge_first(casework, run)
            with Vault(Path(scratch) / "vault.sqlite", PUBLIC_SAMPLE_KEY) as vault:
                for example in _examples(run, vault):
                    for file in example.formats:
                        yield _place(casework, example, Path(scratch), target, file)
        finally:
            casework.close()


def _place(
    casework: Casework, example: Example, scratch: Path, target: Path, format_: Format
) -> Path:
    order = Order(
        example.user, example.role, REASON, (example.to,), (format_,),
        scratch / f"{example.name}-{format_}",
    )  # fmt: skip
    (made,) = produce.produce(
        casework, example.contract, order, example.build, now=example.now
    ).files
    return Path(shutil.copyfile(made, target / f"{example.name}.{format_}"))


def _judge_first(casework: Casework, run: Run) -> None:
    """One location of the list is judged, so that its hits are shown beside the others' facts."""
    rows = run.table("worklist").sort_by("position").to_pylist()
    location = places.states(run, [rows[0]["location_id"]])[rows[0]["location_id"]]
    with casework.writing() as session:
        judgements.judge(
            session,
            user=users.sign_in(session, subject="demo.riec", role=Role.RIEC_LIAISON, now=NOW),
            location=location,
            run=run.path.name,
            week=rows[0]["week"],
            verdict=Verdict.WORTH_A_LOOK,
            reason="Verzonnen voorbeeld: de feiten vragen om een gesprek.",
            now=NOW,
        )


def _keep_a_name(run: Run, vault: Vault) -> str:
    """A person with several functions, and a name in the vault; their pseudonym."""
    parties: list[str] = [one for one in run.table("tables/officer")["party_id"].to_pylist() if one]
    people = Counter(one for one in parties if PATTERN.fullmatch(one))
    person = min(people, key=lambda one: (-people[one], one))
    vault.put([Name(person, "Anna Verzonnen", "party", "hr")])
    return person


def _examples(run: Run, vault: Vault) -> Iterator[Example]:
    person = _keep_a_name(run, vault)
    rows = run.table("worklist").sort_by("position").to_pylist()
    listed = [row["location_id"] for row in rows]
    yield Example(
        "weeklijst", weekly.CONTRACT,
        lambda s, who, t: weekly.draft(s, run, user=who, texts=t), "beoordelaars",
        (Format.DOCX, Format.XLSX),
    )  # fmt: skip
    yield Example(
        "controleplan", inspection.CONTRACT,
        lambda s, who, t: inspection.draft(
            s, run, locations=listed[:3], held_on=date(2026, 12, 3), user=who, texts=t
        ),
        "controleteam",
    )  # fmt: skip
    yield Example(
        "brief-eigenaar", letter.OWNER,
        lambda s, who, _: letter.to_owner(
            s, run, location=listed[0], subject="Uw schuren en stallen", is_selected=True, user=who
        ),
        "eigenaar",
    )  # fmt: skip
    yield Example(
        "brief-omwonenden", letter.RESIDENTS,
        lambda s, who, t: letter.to_residents(
            s, run, location=listed[0], instrument="13b", starts_on=date(2026, 11, 3),
            ends_on=date(2027, 2, 2), phrases=t.of.phrases, user=who,
        ),
        "omwonenden",
    )  # fmt: skip
    yield Example(
        "brief-ondernemers", letter.ENTREPRENEURS,
        lambda *_: letter.to_entrepreneurs(area="bedrijventerrein Verzonnen"), "ondernemers",
    )  # fmt: skip
    yield Example(
        "oefenzaak", training.CONTRACT,
        lambda _, __, t: training.draft(run, location=listed[0], texts=t), "cursisten",
    )  # fmt: skip
    yield Example(
        "politie-verzoek", police_request.CONTRACT,
        lambda s, who, t: police_request.draft(
            s, run, number=5, received=None, user=who, texts=t
        ),
        "politie",
    )  # fmt: skip
    yield Example(
        "politie-controlelijst", police_request.CONTRACT,
        lambda s, who, t: police_request.draft(
            s, run, number=6, received=["aanleiding", "drugs", "verbalisant"], user=who, texts=t
        ),
        "politie", (Format.DOCX, Format.XLSX),
    )  # fmt: skip
    yield Example(
        "riec-signaal", riec.CONTRACT,
        lambda s, who, t: riec.draft(s, run, number=5, answers={}, user=who, texts=t), "riec",
    )  # fmt: skip
    for recipient in ("burgemeester", "officier", "politie"):
        yield Example(
            f"driehoek-{recipient}", driehoek.CONTRACT,
            lambda s, who, t: driehoek.draft(s, run, number=2, user=who, texts=t, now=NOW),
            recipient, (Format.DOCX,) if recipient != "burgemeester" else (Format.DOCX, Format.PDF),
        )  # fmt: skip
    yield Example(
        "dossier", dossier_paper.CONTRACT,
        lambda s, who, _: dossier_paper.draft(s, run, location=listed[0], user=who),
        "beoordelaars",
    )  # fmt: skip
    yield Example(
        "inzage-antwoord", access.CONTRACT,
        lambda s, _, t: access.draft(s, run, location=listed[0], texts=t),
        "verzoeker", user="demo.fg", role=Role.PRIVACY_OFFICER,
    )  # fmt: skip
    yield Example(
        "jaarevaluatie", annual.CONTRACT,
        year_figures.paper_of(run, year=2026, settings=load_settings()), "raad",
        (Format.DOCX, Format.XLSX),
    )  # fmt: skip
    yield Example(
        "bibob-rapport", bibob.CONTRACT,
        lambda s, who, _: bibob.draft(s, file_number=8, recipient="own_file", user=who, now=AFTER),
        "own_file", user="demo.bibob", role=Role.BIBOB_OFFICER, now=AFTER,
    )  # fmt: skip
    yield Example(
        "inzage-antwoord-persoon", access_person.CONTRACT,
        lambda s, _, t: access_person.draft(
            s, run, people=[person], vault=vault, texts=t, now=NOW
        ),
        "verzoeker", user="demo.fg", role=Role.PRIVACY_OFFICER,
    )  # fmt: skip


if __name__ == "__main__":
    main()
