"""Attacks by the files themselves: their form, size, kind and name, and what YAML can do."""

import os
from collections.abc import Callable
from pathlib import Path

from tests.engine.features.world import feature_sql
from tests.engine.rules.attacks.folder import EVIL, FULL, PACK, ROW, Attack, sql

_HEAD = "pack: AAA\ntitle: x\nversion: 1.0.0\nowner: x\nrules: "
_VERSION = "versions/AAA/1.0.0.yml"
_DEEP = "nested too deeply"
_DEEPER = "nested deeper than"
_NAME = "a file's name holds letters"


def yaml(name: str, text: str | bytes, said: str, *, line: int = 1) -> Attack:
    """An attack by the text of a pack."""
    return Attack(name, said, PACK, line, files={PACK: text})


def _link(target: str) -> Callable[[Path], object]:
    def put(file: Path) -> None:
        file.unlink(missing_ok=True)
        file.symlink_to(target)

    return put


def _link_to_packs(folder: Path) -> None:
    moved = folder.with_name("elsewhere")
    folder.rename(moved)
    folder.symlink_to(moved)


def _named(name: str, text: str = "a: 1") -> Callable[[Path], object]:
    def put(file: Path) -> None:
        (file.parent / name).write_text(text, "utf-8")

    return put


YAML = (
    yaml("python object", "a: !!python/object/apply:os.system [id]\n", "tag "),
    yaml("python name", "a: !!python/name:os.system\n", "tag "),
    yaml("own tag", "a: !run id\n", "tag "),
    yaml("anchor", "a: &x 1\nb: *x\n", "anchors and aliases"),
    yaml("laughs", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "anchors and aliases"),
    yaml("merged keys", f"{_HEAD}\n - <<: {{id: A-1}}\n", "merged keys", line=6),
    yaml("repeated key", f"{_HEAD}[]\nowner: y\n", "duplicate key", line=6),
    yaml("older YAML", f"%YAML 1.1\n---\n{_HEAD}[]\n", "directives", line=1),
    yaml("own tags", f"%TAG ! tag:x,2000:\n---\n{_HEAD}[]\n", "directives", line=1),
    yaml("two documents", f"{_HEAD}[]\n---\n{_HEAD}[]\n", "another document", line=6),
    yaml("lists in lists", _HEAD + "[" * 50_000, _DEEPER, line=5),
    yaml("maps in maps", _HEAD + "{a: " * 3_000, _DEEPER, line=5),
    yaml("steps in steps", _HEAD + "\n" + "".join(" " * i + "-\n" for i in range(1, 400)), _DEEPER, line=25),
    yaml("long number", f"{_HEAD}[]\nx: {'9' * 9_000}\n", "is no number here", line=6),
    yaml("long hexadecimal", f"{_HEAD}[]\nx: 0x{'f' * 9_000}\n", "is no number here", line=6),
    yaml("key that is a list", f"{_HEAD}\n - ? [a, b]\n   : c\n", "a key is a word or a number", line=6),
    yaml("key that is a number", f"{_HEAD}\n - {{1: c}}\n", "valid string", line=6),
    yaml("no mapping", "- a\n- b\n", "valid dictionary"),
    yaml("nothing", "", "valid dictionary"),
    yaml("rules that are text", f"{_HEAD}[abc]\n", "valid dictionary", line=5),
    yaml("too many rules", _HEAD + "[" + "{}," * 600 + "]\n", "at most 500 items", line=5),
    yaml("huge", b"#" * 400_000, "larger than"),
    yaml("not UTF-8", b"pack: AAA\ntitle: \xff\xfe\n", "not UTF-8", line=2),
    yaml("null byte", f"{_HEAD}[]\x00", "U+0000", line=5),
    yaml("direction in a comment", f"{_HEAD}[]\n# \u202e\n", "RIGHT-TO-LEFT", line=6),
    yaml("colours, written out", f'{_HEAD}[]\nx: "\\e[2J"\n', "U+001B", line=6),
    yaml("Cyrillic key", f"{_HEAD}[]\n\u043ewner: x\n", "CYRILLIC", line=6),
)  # fmt: skip
KINDS = (
    Attack("link to a feature", "is a link", EVIL, files={EVIL: _link("/etc/passwd")}),
    Attack("link to a pack", "is a link", PACK, files={PACK: _link("/etc/passwd")}),
    Attack("link to a device", "is a link", PACK, files={PACK: _link("/dev/zero")}),
    Attack("link to nothing", "is a link", EVIL, files={EVIL: _link("absent.sql")}),
    Attack("link to a folder", "is a link", "packs", files={"packs": _link_to_packs}),
    Attack("pipe", "is no plain file", EVIL, files={EVIL: os.mkfifo}),
    Attack("pipe as a pack", "is no plain file", "packs/x.yml", files={"packs/x.yml": os.mkfifo}),
    Attack("folder", "is no plain file", EVIL, files={EVIL: Path.mkdir}),
    Attack(
        "program",
        "holds .yml and .yaml files only",
        "packs/x.py",
        files={"packs/x.py": "import os\n"},
    ),
    Attack(
        "table",
        "holds .cypher and .sql files only",
        "features/x.csv",
        files={"features/x.csv": "a\n"},
    ),
    Attack("pipe as a version", "is no plain file", _VERSION, files={_VERSION: os.mkfifo}),
    Attack(
        "link as a version", "is no plain file", _VERSION, files={_VERSION: _link("/etc/passwd")}
    ),
    Attack(
        "endless version",
        "at most 20 characters",
        edit=("1.0.0", f"1.0.{'9' * 5000}"),
        at="version:",
    ),
    Attack("huge feature", "longer than", EVIL, files={EVIL: b"-" * 900_000}),
    Attack("other letters", "not UTF-8", EVIL, files={EVIL: b"\xff\xfe\x00"}),
)
NAMES = (
    Attack("line end", _NAME, "packs/x\\ny.yml", files={"packs/x": _named("x\ny.yml")}),
    Attack("terminal", _NAME, "packs/\\x1b[2J.yml", files={"packs/x": _named("\x1b[2J.yml")}),
    Attack("no letters", _NAME, "packs/\\udcff.yml", files={"packs/x": _named("\udcff.yml")}),
    Attack(
        "a statement",
        _NAME,
        'features/a"; DROP TABLE b; --.sql',
        files={"features/x": _named('a"; DROP TABLE b; --.sql', feature_sql(name="a"))},
    ),
    Attack(
        "another name inside",
        "a file is named after its feature",
        EVIL,
        files={EVIL: feature_sql(name="../../../etc/passwd")},
    ),
    Attack(
        "name with a blank",
        "cannot be a feature",
        EVIL,
        files={EVIL: feature_sql(name="a b")},
    ),
)
SIZES = (
    sql("brackets", "SELECT " + "(" * 20_000 + "1" + ")" * 20_000, _DEEP, line=1),
    sql("sums", f"{ROW} WHERE 1 < " + "+".join(["1"] * 20_000), _DEEP, line=1),
    sql("negations", f"{ROW} WHERE " + "NOT " * 10_000 + "true", _DEEP, line=1),
    sql("cases", f"{ROW} WHERE " + "CASE WHEN true THEN " * 900 + "true" + " END" * 900, _DEEP, line=1),
    sql("lists", f"{ROW} WHERE len(" + "[" * 900 + "1" + "]" * 900 + ") > 0", _DEEP, line=1),
    sql("queries in queries", "SELECT * FROM (" * 300 + "SELECT 1" + ")" * 300, _DEEP, line=1),
    sql("unions", " UNION ALL ".join([FULL] * 300), _DEEP, line=1),
    sql("steps", "WITH " + ", ".join(f"a{i} AS (SELECT 1 AS q)" for i in range(500)) + f" {FULL}", "500 steps are written", line=1),
    sql("joins", f"{ROW} " + " ".join(f"JOIN branch c{i} ON c{i}.line = b.line" for i in range(300)), "301 tables and steps", line=1),
    sql("stars over stars", "WITH a0 AS (SELECT * FROM branch), " + ", ".join(f"a{i} AS (SELECT x.*, y.* FROM a{i - 1} x JOIN a{i - 1} y ON true)" for i in range(1, 20)) + f" {FULL}", "times *", line=1),
    sql("steps computed again and again", f"WITH a AS NOT MATERIALIZED (SELECT 1 AS q) {FULL}", "MATERIALIZED is not said", line=1),
    sql("long number", f"{ROW} WHERE 1 < {'9' * 5_000}", "more than 19 digits", line=1),
    sql("long text", f"{FULL} --" + "x" * 60_000, "longer than 50000 characters", line=1),
)  # fmt: skip
GROUPS = {"yaml": YAML, "file kinds": KINDS, "file names": NAMES, "sizes": SIZES}
