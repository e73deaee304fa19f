"""REQ-SEC-1: every service is known, and called with every role."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from engine.casework.case_models import CaseKind
from engine.casework.database import open_casework
from engine.casework.models import Role
from engine.casework.process import agenda, board
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.settings import load_settings
from tests import casework_file
from tests.engine.roles import services
from tests.engine.roles.given import GIVEN
from tests.engine.roles.world import KINDS, World, calling, fill, refusal

ROOT = Path(__file__).resolve().parents[3]
MATRIX = YAML(typ="safe").load(Path(__file__).with_name("matrix.yml").read_text("utf-8"))
SERVICES = {one.name: one for one in services.found()}
ALLOWED: Mapping[str, Mapping[CaseKind, frozenset[Role]]] = {
    name: {CaseKind(kind): frozenset(map(Role, roles)) for kind, roles in group["roles"].items()}
    if isinstance(group["roles"], dict)
    else {CaseKind.CASE: frozenset(map(Role, group["roles"]))}
    for group in MATRIX["services"]
    for name in group["of"]
}
APART = {name for group in MATRIX["apart"] for name in group["of"]}
READERS = set(MATRIX["readers"])
_WITHIN_A_PAPER = "exports.papers."
"""What produce calls with its own session, once it checked who may make the paper."""

CALLS = [
    pytest.param(name, kind, id=f"{name}-{kind}" if len(kinds) > 1 else name)
    for name, kinds in sorted(ALLOWED.items())
    for kind in kinds
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A casework database with one of everything."""
    folder = tmp_path_factory.mktemp("roles")
    casework = open_casework(
        casework_file.url(folder), settings=load_settings(), key=lambda: PUBLIC_SAMPLE_KEY
    )
    yield fill(casework, folder / "rules")
    casework.close()


def test_every_service_is_in_the_matrix_once() -> None:
    listed = [*ALLOWED, *APART, *READERS]
    assert sorted(listed) == sorted(SERVICES)


def test_who_asks_is_told_to_every_service_but_the_readers() -> None:
    assert {name for name, one in SERVICES.items() if not one.has_actor} == READERS


def test_a_service_that_is_not_in_the_matrix_would_be_found() -> None:
    one = SERVICES["casework.judgements.judge"]
    assert one.has_actor
    assert len(SERVICES) > 200


@pytest.mark.parametrize(("name", "kind"), CALLS)
def test_service_refuses_every_role_but_its_own(world: World, name: str, kind: CaseKind) -> None:
    service, given = SERVICES[name], GIVEN.get(name, {})
    passed = {role for role in Role if refusal(world, service, kind, role, given) is None}
    assert passed == ALLOWED[name][kind]


@pytest.mark.parametrize("role", sorted(Role))
def test_lists_hold_only_kinds_of_cases_that_the_role_opens(world: World, role: Role) -> None:
    opens = {kind for kind in KINDS if role in ALLOWED["casework.cases.open_case"][kind]}
    with calling(world, SERVICES["casework.process.board.rows"], CaseKind.CASE, role) as one:
        found = board.rows(one.open, user=one.user, wanted=board.Filter())
        assert {row.kind for row in found} == opens
        assert board.total(one.open, user=one.user, wanted=board.Filter()) == 2 * len(opens)
        tasks = agenda.rows(one.open, user=one.user, asked=agenda.Asked(mine=False))
        assert bool(tasks) is (CaseKind.CASE in opens)


def test_pages_reach_casework_through_services_of_the_ui_only() -> None:
    used = {
        f"{file.name}: {called}"
        for folder in ("app_pages", "components")
        for file in (ROOT / "ui" / folder).glob("*.py")
        for called in _called(file)
        if called in SERVICES and not called.startswith(_WITHIN_A_PAPER)
    }
    assert used == set()


def test_pages_open_no_session_of_casework() -> None:
    used = {
        f"{file.name}: {word}"
        for folder in ("app_pages", "components")
        for file in (ROOT / "ui" / folder).glob("*.py")
        for word in (".reading(", ".writing(")
        if word in file.read_text("utf-8")
    }
    assert used == set()


def _called(file: Path) -> Iterator[str]:
    """Functions of `engine` that a page calls, below `engine` and with their module."""
    tree = ast.parse(file.read_text("utf-8"))
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("engine."):
            base = str(node.module).removeprefix("engine.")
            for alias in node.names:
                modules[alias.asname or alias.name] = f"{base}.{alias.name}"
    for call in (node.func for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name):
            yield f"{modules.get(call.value.id, '')}.{call.attr}"
        elif isinstance(call, ast.Name) and call.id in modules:
            yield modules[call.id]
