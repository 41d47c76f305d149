"""Claims of all kinds and events from annotated documents."""

from __future__ import annotations

from musterbook.records.run import run
from musterbook.records.sentences.considered import describe_row, find_considered
from musterbook.records.strength.strength_scored import explain_scored

__all__ = ["describe_row", "explain_scored", "find_considered", "run"]
