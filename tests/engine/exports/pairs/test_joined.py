"""Who stands for whom: all spellings of one person, and no companies among people."""

from pathlib import Path

import pytest

from engine.exports.pairs import joined
from engine.exports.papers import person_facts
from engine.settings import load_settings
from engine.snapshot import Run
from tests.engine.exports.conftest import make_run
from tests.engine.exports.pairs.conftest import ANNA, BERT, CARL, FIRM, PAIRED
from tests.engine.scoring.build import hits_table

DIRK = f"P{'d' * 20}"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Carl and Dirk stand under Anna; a name of Bert's is a company."""
    rows = {**PAIRED, "match_joined": [
        {"kind": "person", "subject": CARL, "other": ANNA},
        {"kind": "person", "subject": DIRK, "other": ANNA},
        {"kind": "company", "subject": BERT, "other": FIRM},
        {"kind": "address", "subject": "place:x", "other": "1884010000000001"},
    ]}  # fmt: skip
    folder: Path = tmp_path_factory.mktemp("joined")
    return make_run(folder / "runs", rows, hits_table([]))


def test_members_stand_under_what_stands_for_them(run: Run) -> None:
    assert joined.members(run) == {ANNA: (CARL, DIRK), FIRM: (BERT,)}


@pytest.mark.parametrize("asked", [[ANNA], [CARL], [DIRK, ANNA]], ids=["head", "member", "both"])
def test_everyone_of_a_group_is_found_by_any_of_them(run: Run, asked: list[str]) -> None:
    assert joined.everyone(run, asked) == (ANNA, CARL, DIRK)


def test_somebody_who_was_not_joined_stays_alone(run: Run, village: Run) -> None:
    assert joined.everyone(run, [BERT]) == (BERT,)
    assert joined.everyone(village, [ANNA]) == (ANNA,)
    assert joined.members(village) == {}


def test_what_a_run_says_of_a_person_is_found_by_a_joined_pseudonym(run: Run) -> None:
    found = person_facts.read(run, [DIRK], settings=load_settings())
    assert found.people == (ANNA, CARL, DIRK)
    assert DIRK in found.known
    assert found.records
