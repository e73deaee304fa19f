"""A file with named patterns is divided at its marks, and lines keep their number."""

import pytest

from engine.features import sections

TEXT = "// feature: a\n\n// pattern: one\nMATCH 1\n// pattern: two\nMATCH 2\n// fold:\nSELECT 1\n"


def test_file_without_marks_is_not_divided() -> None:
    assert sections.split("// feature: a\nMATCH (a) RETURN a.id AS id\n") == (None, [])


def test_every_part_keeps_its_lines() -> None:
    divided, problems = sections.split(TEXT)
    assert divided
    assert not problems
    assert divided.head == "// feature: a\n"
    assert [(part.name, part.line) for part in divided.patterns] == [("one", 3), ("two", 5)]
    assert divided.patterns[1].text.split("\n")[5] == "MATCH 2"
    assert divided.fold
    assert divided.fold.text.split("\n")[7] == "SELECT 1"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        pytest.param("// pattern: a\n", 1, "need a part `// fold:`", id="no fold"),
        pytest.param("// fold:\n", 1, "needs a part `// pattern: name`", id="no pattern"),
        pytest.param(
            "// pattern: a\n// fold:\n// pattern: b\n", 3, "after the fold", id="pattern last"
        ),
        pytest.param("// pattern: a\n// fold:\n// fold:\n", 3, "after the fold", id="two folds"),
        pytest.param("// pattern: a\n// fold: b\n", 2, "has no name", id="fold with a name"),
        pytest.param("// pattern:\n// fold:\n", 1, "cannot be a pattern", id="no name"),
        pytest.param("// pattern: A b\n// fold:\n", 1, "cannot be a pattern", id="bad name"),
        pytest.param("// pattern: branch\n// fold:\n", 1, "a table has that name", id="a table"),
        pytest.param("// pattern: feature_1\n// fold:\n", 1, "a table has", id="the engine's own"),
        pytest.param(
            "// pattern: a\n// pattern: a\n// fold:\n", 1, "stands in this file twice", id="twice"
        ),
        pytest.param(
            "".join(f"// pattern: p{n}\n" for n in range(9)) + "// fold:\n", 9, "more than 8",
            id="too many",
        ),
    ],
)  # fmt: skip
def test_parts_that_make_no_feature_are_told_with_their_line(
    text: str, line: int, message: str
) -> None:
    _, problems = sections.split(text)
    assert any(p.line == line and message in p.what for p in problems), problems
