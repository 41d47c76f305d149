"""Claims of all kinds and events from annotated documents."""

from __future__ import annotations

from musterbook.records.considered import describe_row, find_considered
from musterbook.records.run import run

__all__ = ["describe_row", "find_considered", "run"]
