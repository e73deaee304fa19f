"""Checks that every condition of a pattern compares what can be compared."""

from collections.abc import Callable, Mapping

from engine.network.patterns import tree, walking, words
from engine.network.patterns.checking import AS_OF, Checked, stop
from engine.network.patterns.scopes import Role, role
from engine.tables import Type


def check(checked: Checked, part: object) -> None:
    """Check a condition, or all conditions below a part of the tree.

    Args:
        checked: learns of the parameters and properties.
        part: the condition, match or query.

    Raises:
        PatternError: a property is unknown, or two values are no match.
    """
    if own := _CONDITIONS.get(type(part)):
        own(checked, part)
    else:
        for child in walking.children(part):
            check(checked, child)


def _compare(checked: Checked, part: tree.Compare) -> None:
    if isinstance(part.left, tree.Variable) and isinstance(part.right, tree.Variable):
        _same_node(checked, part)
        return
    found = checked.pair(part.left, part.right, part.spot)
    if found is Type.BOOL and part.sign not in ("=", "<>"):
        stop("true and false are compared with = or <>", part.spot)


def _same_node(checked: Checked, part: tree.Compare) -> None:
    for side in (part.left, part.right):
        if isinstance(side, tree.Variable) and role(side.name) is not Role.NODE:
            stop(f"{checked.names[side.name]} is a relation: compare the id of each", side.spot)
    if part.sign not in ("=", "<>"):
        stop("two nodes are compared with = or <>", part.spot)


def _is_null(checked: Checked, part: tree.IsNull) -> None:
    if isinstance(part.value, tree.Parameter):
        stop(f"${part.value.name} always has a value", part.spot)
    checked.type(part.value)


def _is_in(checked: Checked, part: tree.In) -> None:
    if isinstance(part.choices, tuple):
        for choice in part.choices:
            checked.pair(part.value, choice, choice.spot)
        if checked.type(part.value) is None and not part.choices:
            stop("an empty list gives no type: compare with a property", part.spot)
        return
    found = checked.type(part.value)
    if found is None or part.choices.name == AS_OF:
        stop("what stands before IN is a property, and behind it a list", part.spot)
    checked.use(part.choices, found, is_list=True)


def _text_test(checked: Checked, part: tree.TextTest) -> None:
    checked.must_be(part.left, Type.TEXT, part.left.spot)
    checked.must_be(part.right, Type.TEXT, part.right.spot)


def _bare(checked: Checked, part: tree.Bare) -> None:
    if checked.type(part.value) is Type.BOOL:
        stop(f"write {words.value(part.value, checked.names)} = true", part.spot)
    stop("a value stands where a condition is needed: compare it", part.spot)


_CONDITIONS: Mapping[type, Callable[..., None]] = {
    tree.Compare: _compare,
    tree.IsNull: _is_null,
    tree.In: _is_in,
    tree.TextTest: _text_test,
    tree.Bare: _bare,
}
