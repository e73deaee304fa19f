"""Who writes which source of the sample: one writer per connector, in the order of sources.yaml."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from engine.sample import (
    area_figures,
    bag_light,
    bag_zip,
    brk_files,
    cir_files,
    exports,
    hr_zip,
    koop_files,
    kvk_json,
    sanctions_csv,
    signalen_files,
    sources_yaml,
    stuf_files,
    vth_files,
    zgw_files,
)
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


def _bag_light(stage: Stage, out: Path, seed: int) -> str:
    stand = stage.as_of - timedelta(days=5)
    bag_light.write(stage.world, out / "bag" / "bag-light.gpkg", stand=stand, seed=seed)
    return f"""\
  - id: bag-light
    connector: bag_gpkg
    path: bag/bag-light.gpkg
    delivered_on: {stand}
    privacy_check: "PT-2026-14"
    options: {{use: cross_check}}
"""


def _area_figures(stage: Stage, out: Path, seed: int) -> str:
    for folder in ("cbs", "politie"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    area_figures.write_key_figures(stage.world, out / "cbs", year=stage.as_of.year - 1)
    area_figures.write_police(stage.world, out / "politie", as_of=stage.as_of, seed=seed)
    return f"""\
  - id: cbs
    connector: cbs
    path: [cbs/*.geojson, politie/*.json]
    delivered_on: {stage.as_of - timedelta(days=20)}
    privacy_check: "PT-2026-15"
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


def _cir(stage: Stage, out: Path, seed: int) -> str:
    cir_files.write(stage.records, stage.companies, out / "cir", as_of=stage.as_of, seed=seed)
    return f"""\
  - id: insolvencies
    connector: cir
    path: cir/*.xml
    delivered_on: {stage.as_of - timedelta(days=1)}
    privacy_check: "PT-2026-02"
"""


def _sanctions(stage: Stage, out: Path, seed: int) -> str:
    del seed  # the same list for every municipality
    sanctions_csv.write(out / "sanctions" / "39991R0001.csv")
    return f"""\
  - id: sanctions
    connector: sanctions
    path: sanctions/*.csv
    delivered_on: {stage.as_of - timedelta(days=20)}
    privacy_check: "PT-2026-14"
"""


def _exports(stage: Stage, out: Path, seed: int) -> str:
    del seed  # the rows were drawn when the municipality was made
    exports.write(stage.records, out)
    return sources_yaml.entries(as_of=stage.as_of)


WRITERS: tuple[Writer, ...] = (
    _bag,
    _bag_light,
    _kvk,
    hr_zip.write,
    brk_files.write_map,
    brk_files.write_messages,
    _exports,
    koop_files.write,
    zgw_files.write,
    stuf_files.write,
    vth_files.write_powerbrowser,
    vth_files.write_decos,
    signalen_files.write,
    _area_figures,
    _cir,
    _sanctions,
)
