"""A name that looks like markdown stays a name."""

import pytest

from ui.components.literal import literal, typed


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Bakkerij Van Dam & Zn. (KVK 1)", "Bakkerij Van Dam & Zn. (KVK 1)"),
        ("[Klik](https://x.nl) B.V.", r"\[Klik\](https\://x.nl) B.V."),
        ("*Ster* <b> $x$ :red[y] www.x.nl", r"\*Ster\* \<b\> \$x\$ :red\[y\] www\.x.nl"),
        ("# `kop` \\", r"\# \`kop\` \\"),
        (
            "om 10:30: :smile: en :material/home:",
            "om 10:30: :\u2060smile: en :\u2060material/home:",
        ),
    ],
)
def test_signs_that_act_are_escaped(name: str, shown: str) -> None:
    assert literal(name) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("een\n\ntwee", "een  \ntwee", id="lines stay lines"),
        pytest.param("1. eerst\n2) dan", "1\\. eerst  \n2\\) dan", id="no numbered list"),
        pytest.param("- punt\n+ punt", "\\- punt  \n\\+ punt", id="no list"),
        pytest.param("    code", "code", id="no code"),
        pytest.param("kop\n===", "kop  \n\\===", id="no heading"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_typed_lines_act_as_nothing(text: str, shown: str) -> None:
    assert typed(text) == shown
