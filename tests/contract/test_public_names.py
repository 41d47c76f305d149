"""What users may rely on: names, errors, commands, documents."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest

import musterbook
from musterbook import errors
from musterbook.cli.main import main

ROOT = Path(__file__).parents[2]


def test_public_names() -> None:
    """The package has these public names and no others."""
    assert musterbook.__all__ == ["MusterbookError", "Record", "Rows", "__version__", "extract", "open"]
    assert all(hasattr(musterbook, name) for name in musterbook.__all__)


def test_every_error_is_in_the_tree_and_has_a_code() -> None:
    """The tree at the top of errors.py names every exception, and each one has its own code."""
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, Exception)]
    assert all(kind.__name__ in (errors.__doc__ or "") for kind in kinds)
    assert len({kind.code for kind in kinds}) == len(kinds)
    assert all(issubclass(kind, errors.MusterbookError) for kind in kinds)


def test_an_error_is_shown_in_one_shape() -> None:
    """What, expected, got and where stand in one line; the hint after a blank line."""
    error = errors.SourceError(
        "the file is cut off", expected="%%EOF", got="half a page", where="a.pdf", hint="get it again"
    )
    assert str(error) == (
        "error[source]: the file is cut off: expected %%EOF, got half a page (at a.pdf)\n\nhint: get it again"
    )


def _commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    found: list[tuple[tuple[str, ...], click.Command]] = []
    for name, command in group.commands.items():
        found.append(((*path, name), command))
        if isinstance(command, click.Group):
            found.extend(_commands(command, (*path, name)))
    return found


@pytest.mark.parametrize(
    ("path", "command"), _commands(main), ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_every_command_is_documented(path: tuple[str, ...], command: click.Command) -> None:
    """Every command has help, every option has help, and the reference names it."""
    assert command.help
    reference = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    assert f"musterbook {' '.join(path)}" in reference
    missing = [
        parameter.name
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.help and parameter.name not in {"limit", "help"}
    ]
    assert missing == []


def test_reference_is_what_the_code_says() -> None:
    """docs/reference is what `make reference` writes today."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "write_reference.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_importing_has_no_effects() -> None:
    """Importing the package, and all that a record needs, loads no language model, no plotting and no table library."""
    code = "import sys, musterbook; musterbook.open; print([m for m in ('spacy', 'pandas', 'vl_convert') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""


def test_the_wheel_has_one_version() -> None:
    """The version stands in one place."""
    assert musterbook.__version__ == version("musterbook")
