"""What was measured on one benchmark."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Result"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The figures of one benchmark.

    Attributes:
        corpus: hash of the gold; seconds: of reading alone; scores: figures by name.
    """

    name: str
    corpus: str
    n_items: int
    seconds: float
    scores: dict[str, float]
