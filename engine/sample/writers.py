"""Who writes which source of the sample: one writer per connector, in the order of sources.yaml."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from engine.sample import bag_zip, exports, koop_files, kvk_json, sources_yaml
from engine.sample import bag_zip, exports, kvk_json, sources_yaml, stuf_files, zgw_files
from engine.sample.stage import Stage

Writer = Callable[[Stage, Path, int], str]
"""Writes a source's files below a folder, from a seed; returns its entry for sources.yaml."""


def _bag(stage: Stage, out: Path, seed: int) -> str:
    (out / "bag").mkdir(parents=True, exist_ok=True)
    stand = stage.as_of - timedelta(days=1)
    bag_zip.write(stage.world, out / "bag", stand=stand, seed=seed)
    return f"""\
  - id: bag
    connector: bag_extract
    path: bag/*.zip
    delivered_on: {stand}
"""


def _kvk(stage: Stage, out: Path, seed: int) -> str:
    (out / "kvk").mkdir(parents=True, exist_ok=True)
    answers = "".join(kvk_json.lines(stage.companies.all, seed=seed))
    (out / "kvk" / "profielen.jsonl").write_text(answers, encoding="utf-8", newline="\n")
    return f"""\
  - id: kvk
    connector: kvk_api
    path: kvk/profielen.jsonl
    delivered_on: {stage.as_of - timedelta(days=2)}
    privacy_check: "PT-2026-01"
"""


def _exports(stage: Stage, out: Path, seed: int) -> str:
    del seed  # the rows were drawn when the municipality was made
    exports.write(stage.records, stage.companies, out)
    return sources_yaml.entries(as_of=stage.as_of)


WRITERS: tuple[Writer, ...] = (
    _bag,
    _kvk,
    _exports,
    koop_files.write,
    zgw_files.write,
    stuf_files.write,
)
