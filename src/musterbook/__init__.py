"""Musterbook: a sourced record of who says how many, who did what, where and when."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from musterbook.errors import MusterbookError
from musterbook.version import __version__

if TYPE_CHECKING:
    from musterbook.record import Record, Rows, extract
    from musterbook.record import open_record as open  # noqa: A004  # musterbook.open reads like gzip.open

__all__ = ["MusterbookError", "Record", "Rows", "__version__", "extract", "open"]

# These need the whole house. A program that uses one stage, or asks for the version, does not wait for it.
_FROM_RECORD = {"Record": "Record", "Rows": "Rows", "extract": "extract", "open": "open_record"}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name not in _FROM_RECORD:
        raise AttributeError(f"module 'musterbook' has no attribute {name!r}")
    return getattr(importlib.import_module("musterbook.record"), _FROM_RECORD[name])
