"""Claims of all kinds and events from annotated documents."""

from __future__ import annotations

from musterbook.records.run import run

__all__ = ["run"]
