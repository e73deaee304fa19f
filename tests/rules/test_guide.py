"""The guide for analysts is true: its feature and rule load, and their cases hold."""

import re
from pathlib import Path

from engine.rules import cases, loader
from engine.tables import Gate

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"


def test_feature_and_rule_of_the_guide_work(tmp_path: Path) -> None:
    blocks = dict(re.findall(r"```(sql|yaml)\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL))
    for folder in ("features", "packs", "filters"):
        (tmp_path / folder).mkdir()
    (tmp_path / "features" / "recent_fires.sql").write_text(blocks["sql"], "utf-8")
    (tmp_path / "packs" / "fire.yml").write_text(blocks["yaml"], "utf-8")
    assert loader.lint(tmp_path) == []
    rules = loader.load(tmp_path)
    assert rules.rule("FIRE-01").gate is rules.features["recent_fires"].gate is Gate.G1
    assert cases.check_cases(rules) == []
