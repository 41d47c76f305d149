"""The tables of this stage as they come with Musterbook (data/)."""

from __future__ import annotations

from importlib.resources import files

from musterbook.errors import RegisterError

__all__ = ["read_bundled"]


def read_bundled(name: str) -> str:
    """Return the text of a table under `musterbook/sources`.

    Raises:
        RegisterError: the file is missing or cannot be read.
    """
    try:
        return files("musterbook.sources").joinpath(name).read_text(encoding="utf-8")
    except OSError as error:
        raise RegisterError("a word table is missing", where=f"sources/{name}", hint="reinstall Musterbook") from error
