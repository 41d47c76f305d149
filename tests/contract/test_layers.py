"""The house: imports go downwards only, stages do not know each other, and a few things have one owner."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "musterbook"

# The first part of a module's path under musterbook → its floor. A module may import from floors below its own, and
# from its own part. Stages share a floor, so none imports another.
FLOORS = {
    "version": 0,
    "errors": 1,
    "model": 2,
    "config": 2,
    "sources": 3,
    "documents": 3,
    "annotate": 3,
    "records": 3,
    "incidents": 3,
    "assess": 3,
    "examples": 3,
    "imports": 4,
    "store": 4,
    "linking": 5,
    "workflow": 6,
    "export": 7,
    "report": 7,
    "questions": 7,
    "importing": 7,
    "showing": 7,
    "explaining": 7,
    "neighbours": 7,
    "rows": 8,
    "choosing": 8,
    "ruling": 8,
    "gathering": 8,
    "counting": 8,
    "record": 9,
    "": 10,
    "cli": 11,
    "__main__": 12,
}
STAGES = {"sources", "documents", "annotate", "records", "incidents", "assess"}
OWNERS = {
    "spacy": {"annotate.language"},
    "httpx": {"sources.fetch"},
    "click": {"cli"},
    "rich": {"cli"},
    "vl_convert": {"report"},
    "scipy": {"assess.numeric"},
    "sqlite3": {"store", "annotate.gazetteer", "cli.upkeep"},
}


def _modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _name(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def _imports(path: Path) -> set[str]:
    """Every module that a file imports anywhere, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            found |= {f"{module}.{alias.name}" for alias in node.names} if module == "musterbook" else {module}
    return found


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_imports_go_downwards(path: Path) -> None:
    """A module imports only from floors below its own, or from its own part of the house."""
    part = _name(path).split(".")[0]
    assert part in FLOORS, f"{part} has no floor: give it one in this test and a line in CONTRIBUTING.md"
    for imported in _imports(path):
        if imported.split(".")[0] != "musterbook":
            continue
        target = [*imported.split("."), ""][1]
        assert target == part or FLOORS[target] < FLOORS[part], f"{_name(path)} imports {imported}"


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_things_have_one_owner(path: Path) -> None:
    """The model, the network, SQL and the terminal are each known in one place."""
    name = _name(path)
    for imported in _imports(path):
        owners = OWNERS.get(imported.split(".")[0])
        if owners is not None:
            is_owner = any(name == owner or name.startswith((f"{owner}.", f"{owner}_")) for owner in owners)
            assert is_owner, f"{name} imports {imported}"


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_no_asserts_prints_or_notes_to_self(path: Path) -> None:
    """The library raises instead of asserting, logs instead of printing, and holds no parked work."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert not [call for call in calls if isinstance(call, ast.Name) and call.id == "print"]
    assert not re.search(r"\b(TODO|FIXME|HACK)\b", text)


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_shapes_stay_small(path: Path) -> None:
    """Files stay under 450 lines, functions at most 50, with at most four positional parameters (five in private ones)."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") < 450
    tree = ast.parse(text)
    assert ast.get_docstring(tree) or path.name == "__init__.py"
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 50, f"{node.name} has {length} lines"
            is_command = any(
                "click" in ast.dump(decorator) or "command" in ast.dump(decorator) for decorator in node.decorator_list
            )
            names = [argument.arg for argument in node.args.args if argument.arg not in {"self", "cls"}]
            most = 5 if node.name.startswith("_") else 4
            assert is_command or len(names) <= most, f"{node.name} has {len(names)} positional parameters"


def test_modules_say_what_they_hold() -> None:
    """No module is called by a name that says nothing."""
    names = {path.stem for path in _modules()}
    assert not names & {"utils", "util", "helpers", "common", "misc", "core", "manager"}


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("test_*.py")), ids=lambda path: path.stem)
def test_tests_state_a_fact(path: Path) -> None:
    """Every test has a docstring, and `raises` checks the text."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            assert ast.get_docstring(node), f"{path.name}: {node.name} has no docstring"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "raises":
            assert any(keyword.arg == "match" for keyword in node.keywords), (
                f"{path.name}:{node.lineno}: raises without match"
            )
