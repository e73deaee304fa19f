"""`dijkwacht rules`: the packs, and the workbench for who changes them."""

from collections.abc import Mapping

from engine.commands import lazy

COMMANDS: Mapping[str, tuple[str, str]] = {
    "list": ("rule_packs", "list_"),
    "lint": ("rule_packs", "lint"),
    "test": ("rule_packs", "run_cases"),
    "explain": ("rule_pages", "explain"),
    "docs": ("rule_pages", "docs"),
    "whatif": ("workbench", "whatif"),
    "shadow": ("workbench", "shadow"),
    "compare": ("workbench", "compare"),
    "backtest": ("workbench", "backtest"),
    "history": ("history", "history"),
    "skew": ("skew", "skew"),
    "propose": ("publishing", "propose"),
    "proposals": ("publishing", "proposals"),
    "publish": ("publishing", "publish"),
    "reject": ("publishing", "reject"),
    "withdraw": ("publishing", "withdraw"),
    "versions": ("publishing", "versions"),
}
"""Module below `engine.commands` and name in it, by command; in the order of the help."""

app = lazy.group(COMMANDS, text="The rule packs, and what a change of them would do.")
