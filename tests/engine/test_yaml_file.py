"""YAML that people edit: every complaint has its line, and nothing clever is allowed."""

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from engine import yaml_file
from engine.yaml_file import YamlProblems


class _Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    points: int
    code: str = ""


class _Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    rules: list[_Inner]


def _file(tmp_path: Path, text: str | bytes) -> Path:
    file = tmp_path / "pack.yml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_every_wrong_key_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    file = _file(tmp_path, "rules:\n  - points: 3\n  - points: many\n    colour: red\n  - {}\n")
    with pytest.raises(YamlProblems) as caught:
        yaml_file.load(file, _Outer)
    assert [(p.line, p.what.split(":")[0]) for p in caught.value.problems] == [
        (3, "rules.1.points"),
        (4, "rules.1.colour"),
        (5, "rules.2.points"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        pytest.param("a: 1\nb: 2\na: 3\n", 3, "duplicate key", id="repeated key"),
        pytest.param("a: &x 1\nb: *x\n", 1, "anchors", id="anchor"),
        pytest.param("a: !!python/name:os.system\n", 1, "tag", id="tag"),
        pytest.param("a:\n  - b\n c: 1\n", 3, "", id="indentation"),
        pytest.param(b"a: 1\nb: \xe9\n", 2, "UTF-8", id="not UTF-8"),
        pytest.param("a: 1\n<<: {b: 2}\n", 2, "merged keys", id="merged key"),
        pytest.param("%YAML 1.1\n---\na: no\n", 1, "directives", id="older YAML"),
        pytest.param("%TAG ! tag:x,2000:\n---\na: 1\n", 1, "directives", id="tag directive"),
        pytest.param("a:\n  " + "[" * 3000, 2, "nested deeper", id="lists in lists"),
        pytest.param("a: " + "{a: " * 3000, 1, "nested deeper", id="maps in maps"),
        pytest.param(f"a: 1\nb: {'9' * 5000}\n", 2, "number this long", id="long number"),
        pytest.param(f"a: 0x{'f' * 5000}\n", 1, "number this long", id="long hexadecimal"),
        pytest.param("a: 1\nb: .nan\n", 2, "no number", id="not a number"),
        pytest.param("a: -.inf\n", 1, "no number", id="infinite"),
        pytest.param("a: 1\nb: 2026-02-30\n", 2, "calendar", id="no such day"),
        pytest.param("a: 1\nb: x\u200by\n", 2, "U+200B", id="no width"),
        pytest.param("a: 1\n# \u202egnitset\n", 2, "RIGHT-TO-LEFT", id="direction in a comment"),
        pytest.param("a: 1\nb: x\x85c: y\n", 2, "U+0085", id="other line end"),
        pytest.param('a: 1\nb: "x\\u202e"\n', 2, "RIGHT-TO-LEFT", id="direction, written out"),
        pytest.param('a: "\\e[31m"\n', 1, "U+001B", id="terminal colours"),
        pytest.param("a: 1\nb: t\u0435st\n", 2, "CYRILLIC", id="Cyrillic letter"),
        pytest.param("a: \uff54est\n", 1, "FULLWIDTH", id="wide letter"),
        pytest.param("a: e\u0301\n", 1, "NFC", id="accent apart"),
        pytest.param("a: 1\n---\nb: 1\n", 2, "another document", id="second document"),
    ],
)
def test_refused_text_names_the_line(
    tmp_path: Path, text: str | bytes, line: int, what: str
) -> None:
    with pytest.raises(YamlProblems) as caught:
        yaml_file.read(_file(tmp_path, text))
    assert caught.value.problems[0].line == line
    assert what in caught.value.problems[0].what


def test_words_that_look_like_other_things_stay_words(tmp_path: Path) -> None:
    document = yaml_file.read(_file(tmp_path, 'a: no\nb: "0113"\nc: on\nd: 2026-11-01\n'))
    assert document.data["a"] == "no"
    assert document.data["b"] == "0113"
    assert document.data["c"] == "on"


def test_accents_dashes_and_signs_of_dutch_texts_are_fine(tmp_path: Path) -> None:
    text = "één café, 5 µm² – “m” … 10 €"
    assert yaml_file.read(_file(tmp_path, f"a: {text}\n")).data == {"a": text}


def test_plain_values_are_those_of_yaml_1_2(tmp_path: Path) -> None:
    numbers = "a: 010\nb: 1_000\nc: 0o17\nd: 0x1f\ne: 1e3\n'k': 1.50\n"
    text = f"{numbers}f: ~\ng: true\nh: yes\ni: 12:30\nj:\n"
    assert yaml_file.read(_file(tmp_path, text)).data == {
        "a": 10, "b": 1000, "c": 15, "d": 31, "e": 1000.0, "f": None, "g": True, "h": "yes",
        "i": "12:30", "j": None, "k": 1.5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: {key: env:NAME}\n", {"a": {"key": "env:NAME"}}),
        ("a: [x:y, http://z?q=1]\nb: no\n", {"a": ["x:y", "http://z?q=1"], "b": "no"}),
    ],
)
def test_colon_within_a_word_of_a_flow_is_fine(tmp_path: Path, text: str, data: object) -> None:
    assert yaml_file.read(_file(tmp_path, text)).data == data


@pytest.mark.parametrize(("text", "data"), [("", None), ("# niets\n", None), ("a", "a")])
def test_document_may_be_empty_or_one_value(tmp_path: Path, text: str, data: object) -> None:
    document = yaml_file.read(_file(tmp_path, text))
    assert document.data == data
    assert document.line(("a", 0)) == 1


def test_key_that_is_a_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(YamlProblems, match="a key is a word or a number"):
        yaml_file.read(_file(tmp_path, "? [a, b]\n: 1\n"))


def test_what_a_caller_changes_is_not_read_again(tmp_path: Path) -> None:
    file = _file(tmp_path, "a: [1]\n")
    yaml_file.read(file).data["a"].append(2)
    assert yaml_file.read(file).data == {"a": [1]}


def test_folded_text_is_fine(tmp_path: Path) -> None:
    document = yaml_file.read(_file(tmp_path, "a: >-\n  één\n  twee\nb: |\n  x\n  y\n"))
    assert document.data["a"] == "één twee"
    assert document.data["b"] == "x\ny\n"


def test_endless_file_is_read_up_to_its_limit_only() -> None:
    with pytest.raises(YamlProblems, match="larger than"):
        yaml_file.read(Path("/dev/zero"))


def test_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(YamlProblems, match="cannot be read"):
        yaml_file.read(tmp_path / "absent.yml")


def test_huge_file_is_not_parsed(tmp_path: Path) -> None:
    with pytest.raises(YamlProblems, match="larger than"):
        yaml_file.read(_file(tmp_path, b"#" * (yaml_file.MAX_BYTES + 1)))


def test_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    assert yaml_file.read(_file(tmp_path, b"\xef\xbb\xbfa: 1\n")).data == {"a": 1}


def test_line_of_a_part_that_is_absent_is_the_nearest_part(tmp_path: Path) -> None:
    document = yaml_file.read(_file(tmp_path, "rules:\n  - points: 1\n"))
    assert document.line(("rules", 0, "code")) == 2
    assert document.line(("other",)) == 1
