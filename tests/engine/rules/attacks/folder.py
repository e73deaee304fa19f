"""A sound rules folder with one hostile change, and what must be said about it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.settings import SHIPPED_RULES
from tests.engine.rules.world import BOTH, FILTER, RULE, SECOND, Tree, changed, write

SECRET = "canary-5f1d"
"""Stands in a file beside the rules folder; no message may ever hold it."""

PACK = "packs/aaa.yml"
EVIL = "features/evil.sql"
MARKS = "list(b.record_key) AS evidence, []::VARCHAR[] AS members, max(b.delivered_on) AS newest"
ROW = f"SELECT b.location_id, {MARKS} FROM branch b"
FULL = f"{ROW} GROUP BY b.location_id"

Content = str | bytes | Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Attack:
    """One hostile folder.

    Attributes:
        name: what it tries.
        said: part of the sentence that must be said.
        file: the file that must be named.
        at: its line, by number or by a text that stands on it.
        files: path in the folder -> what stands there; `{secret}` is the path of a secret file.
        rule: keys of the first rule that are changed.
        one: keys of the filter that are changed.
        edit: a text of the pack and what takes its place.
    """

    name: str
    said: str
    file: str = PACK
    at: int | str = 1
    files: Mapping[str, Content] = field(default_factory=dict)
    rule: Tree = field(default_factory=dict)
    one: Tree = field(default_factory=dict)
    edit: tuple[str, str] = ("", "")


def sql(name: str, body: str, said: str, *, line: int = 3, header: str = "") -> Attack:
    """An attack by the text of a feature; its SELECT begins at line 3."""
    text = f"-- feature: evil\n-- title: Proef\n{header}{body}\n"
    return Attack(name, said, EVIL, line, files={EVIL: text})


def where(name: str, condition: str, said: str, *, line: int = 3) -> Attack:
    """An attack by a condition in a feature."""
    return sql(name, f"{ROW} WHERE {condition} GROUP BY b.location_id", said, line=line)


def hit_when(name: str, condition: str, said: str, **rule: object) -> Attack:
    """An attack by the predicate of a rule."""
    return Attack(name, said, at="hit_when:", rule={"hit_when": condition, **rule})


def make(folder: Path, attack: Attack) -> Path:
    """Write the sound folder with the attack in it; gives the folder."""
    folder.mkdir()
    secret = folder.with_name("secret.csv")
    secret.write_text(f"location_id\n{SECRET}\n", "utf-8")
    rules = (changed(RULE, **attack.rule), SECOND, BOTH)
    write(folder, *rules, filters=(changed(FILTER, **attack.one),))
    limit(folder)
    old, new = attack.edit
    pack = folder / PACK
    text = pack.read_text("utf-8")
    assert old in text
    pack.write_text(text.replace(old, new, 1), "utf-8")
    for path, content in attack.files.items():
        _put(folder / path, content, secret)
    return folder


def line_of(folder: Path, attack: Attack) -> int:
    """The line that must be named."""
    if isinstance(attack.at, int):
        return attack.at
    lines = (folder / attack.file).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if attack.at in line)


def limit(folder: Path, *, seconds: float = 0.5, memory_mb: int = 64) -> None:
    """Give the folder the shipped settings with small limits, so that no attack takes long."""
    text = (SHIPPED_RULES / "settings.yml").read_text("utf-8")
    before, block, after = text.partition("features:")
    for key, value in (("memory_mb", memory_mb), ("seconds", seconds)):
        after, count = re.subn(rf"  {key}: \S+", f"  {key}: {value}", after, count=1)
        assert count == 1
    (folder / "settings.yml").write_text(before + block + after, "utf-8")


def _put(file: Path, content: Content, secret: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    if callable(content):
        content(file)
    elif isinstance(content, bytes):
        file.write_bytes(content)
    else:
        file.write_text(content.replace("{secret}", str(secret)), "utf-8")
