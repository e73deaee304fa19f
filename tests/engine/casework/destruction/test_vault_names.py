"""Whose names no kept run mentions: every way in which a run mentions somebody keeps the name."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from engine.casework import retention
from engine.casework.destruction import vault_names
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.register.vault import Name, Vault
from engine.snapshot import Run, publish

PERSON, OTHER = "P" + "a" * 20, "P" + "b" * 20
KVK, RECORD = "90000001", "hr:enterprise:90000002"
TODAY = date(2026, 11, 9)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = Vault(tmp_path / "vault.sqlite", PUBLIC_SAMPLE_KEY)
    made.put([Name(one, "Verzonnen", "owner", "t") for one in (PERSON, OTHER, KVK, RECORD)])
    return made


def _run(out: Path, day: date, **tables: pa.Table) -> Run:
    named = {name.replace("__", "/"): table for name, table in tables.items()}
    return publish(out, as_of=day, tables=named, meta={"published_at": f"{day}T08:00:00"}).run


def test_whoever_a_table_or_quarantine_mentions_stays(vault: Vault, tmp_path: Path) -> None:
    text = pa.string()
    run = _run(
        tmp_path / "runs", TODAY,
        tables__officer=pa.table({"party_id": pa.array([PERSON, None], text), "n": [1, 2]}),
        tables__enterprise=pa.table({"record_key": pa.array([RECORD], text)}),
        tables__listed=pa.table({"holders": pa.array([[KVK], []], pa.list_(text))}),
        quarantine=pa.table({"raw": pa.array([f'{{"holder_id": "{OTHER}"}}', None], text)}),
    )  # fmt: skip
    assert vault_names.unmentioned(vault, [run]) == frozenset()


def test_whoever_only_a_hit_or_feature_mentions_goes(vault: Vault, tmp_path: Path) -> None:
    run = _run(
        tmp_path / "runs", TODAY,
        hits=pa.table({"evidence": pa.array([[RECORD]], pa.list_(pa.string()))}),
        tables__officer=pa.table({"party_id": [PERSON]}),
    )  # fmt: skip
    assert vault_names.unmentioned(vault, [run]) == {OTHER, KVK, RECORD}


def test_run_that_is_too_old_keeps_nobody_and_the_newest_always_counts(
    vault: Vault, tmp_path: Path
) -> None:
    out = tmp_path / "runs"
    _run(out, date(2026, 5, 1), tables__officer=pa.table({"party_id": [OTHER]}))
    _run(out, date(2026, 5, 11), tables__officer=pa.table({"party_id": [KVK]}))
    _run(out, date(2026, 11, 2), tables__officer=pa.table({"party_id": [PERSON]}))
    kept = retention.kept_runs(out, today=TODAY, weeks=26)
    assert [run.as_of for run in kept] == [date(2026, 11, 2), date(2026, 5, 11)]
    assert vault_names.unmentioned(vault, kept) == {OTHER, RECORD}
    only = retention.kept_runs(out, today=date(2036, 1, 1), weeks=26)
    assert [run.as_of for run in only] == [date(2026, 11, 2)]
