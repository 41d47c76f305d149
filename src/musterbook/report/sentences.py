"""Sentences with their marks as runs of text that do not overlap, and texts with ids as links.

1. Runs joined together give the sentence, character for character; where it is too long the cut is shown.
2. Where marks overlap the shorter one is shown: it says more.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from musterbook.model import Claim, Mark, MarkRole

__all__ = ["LinkedRun", "Run", "cut_text", "link_ids", "mark_sentence"]

_ID = re.compile(r"\b[ci]-[0-9a-f]{16}\b")
_SEPARATORS = frozenset({", ", " and ", ", and "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of a sentence; `role` None = no mark."""

    text: str
    role: MarkRole | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedRun:
    """A stretch of a text; `anchor` is the id it points to on the page, None = plain text."""

    text: str
    anchor: str | None = None


def mark_sentence(claim: Claim, *, max_characters: int) -> tuple[Run, ...]:
    """Return the sentence of a claim as runs; a long one is cut to the part around the claim, with "…" at the cuts."""
    sentence, base = claim.sentence, claim.sentence_start
    first, last = _choose_window(claim, max_characters)
    marks = [mark for mark in claim.marks if mark.start < mark.end]
    edges = {first, last}
    for mark in marks:
        edges.update(edge for edge in (mark.start - base, mark.end - base) if first < edge < last)
    ordered = sorted(edges)
    runs = [Run(text="… ")] if first > 0 else []
    for start, end in itertools.pairwise(ordered):
        role = _shortest_role(marks, start + base, end + base)
        if runs and runs[-1].role == role:
            runs[-1] = Run(text=runs[-1].text + sentence[start:end], role=role)
        else:
            runs.append(Run(text=sentence[start:end], role=role))
    if last < len(sentence):
        runs.append(Run(text=" …"))
    return tuple(runs)


def _choose_window(claim: Claim, max_characters: int) -> tuple[int, int]:
    length = len(claim.sentence)
    if length <= max_characters:
        return 0, length
    middle = (claim.start + claim.end) // 2 - claim.sentence_start
    first = min(max(middle - max_characters // 2, 0), length - max_characters)
    return first, first + max_characters


def _shortest_role(marks: list[Mark], start: int, end: int) -> MarkRole | None:
    around = [mark for mark in marks if mark.start <= start and end <= mark.end]
    return min(around, key=lambda mark: (mark.end - mark.start, mark.start, mark.role)).role if around else None


def link_ids(text: str, *, labels: Mapping[str, str]) -> tuple[LinkedRun, ...]:
    """Return a text with every id that is on the page as a link with its label ("claim 12"); other ids stay text.

    Ids of copies have one label, which a list names once.
    """
    runs: list[LinkedRun] = []
    end = 0
    listed: set[str] = set()
    for match in _ID.finditer(text):
        label = labels.get(match.group())
        if label is None:
            continue
        between = text[end : match.start()]
        listed = listed if between in _SEPARATORS else set()
        if label in listed:
            end = match.end()
            continue
        listed.add(label)
        if between:
            runs.append(LinkedRun(text=between))
        runs.append(LinkedRun(text=label, anchor=match.group()))
        end = match.end()
    if end < len(text) or not runs:
        runs.append(LinkedRun(text=text[end:]))
    return tuple(runs)


def cut_text(text: str, max_characters: int) -> str:
    """Return the text, or its beginning with "…"."""
    return text if len(text) <= max_characters else text[: max_characters - 1].rstrip() + "…"
