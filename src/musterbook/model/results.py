"""What a stage returns: what was made, and what was skipped with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """One input that gave nothing, and why. Stored, counted and shown: a silent loss biases a record of violence.

    Attributes:
        stage: the stage that gave up: "sources", "documents", "annotate", "records".
        input_id: the id of the input (report or document id), or the location where there are no bytes yet.
        location: where the input came from, as the user would find it again.
        code: stable word for programs: "empty", "encrypted", "not-english", "too-large", "undecodable", ...
        reason: one sentence for people.
    """

    stage: str
    input_id: str
    location: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageResult(Generic[T]):
    """Every input of a stage is in `made` or in `skipped`."""

    made: tuple[T, ...]
    skipped: tuple[Skip, ...] = ()
