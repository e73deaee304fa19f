"""A name that looks like markdown stays a name."""

import pytest

from ui.components.literal import literal


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Bakkerij Van Dam & Zn. (KVK 1)", "Bakkerij Van Dam & Zn. (KVK 1)"),
        ("[Klik](https://x.nl) B.V.", r"\[Klik\](https\://x.nl) B.V."),
        ("*Ster* <b> $x$ :red[y] www.x.nl", r"\*Ster\* \<b\> \$x\$ :red\[y\] www\.x.nl"),
        ("# `kop` \\", r"\# \`kop\` \\"),
    ],
)
def test_signs_that_act_are_escaped(name: str, shown: str) -> None:
    assert literal(name) == shown
