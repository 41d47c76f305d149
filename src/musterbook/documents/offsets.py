"""Text that remembers where its characters came from.

Invariants:
1. Inside a segment the characters of the text are identical to those of the source.
2. Characters under no segment were put in or replaced (a joining space, a composed letter): they have no exact source.
3. Segments are in order, do not overlap and are as long as they can be.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from musterbook.model import OffsetMap

__all__ = ["Edit", "MappedText", "join_texts", "map_text", "source_span"]

Segment = tuple[int, int, int]
Edit = tuple[int, int, str]  # (start, end, replacement), half-open, in order, not overlapping


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedText:
    """A text and its segments: (start in text, start in source, length)."""

    text: str
    segments: tuple[Segment, ...]

    def edit(self, edits: Iterable[Edit]) -> MappedText:
        """Return the text with the edits made; each is a (start, end, replacement), in order and not overlapping."""
        parts: list[str] = []
        kept: list[Segment] = []  # (start in new text, start in this text, length)
        position = length = 0
        for start, end, replacement in edits:
            if start > position:
                parts.append(self.text[position:start])
                kept.append((length, position, start - position))
                length += start - position
            parts.append(replacement)
            length += len(replacement)
            position = end
        if not parts:
            return self
        if position < len(self.text):
            parts.append(self.text[position:])
            kept.append((length, position, len(self.text) - position))
        return MappedText(text="".join(parts), segments=_compose(kept, self.segments))

    def cut(self, start: int, end: int) -> MappedText:
        """Return the half-open part [start, end)."""
        first = max(bisect_right(self.segments, start, key=itemgetter(0)) - 1, 0)
        found: list[Segment] = []
        for index in range(first, len(self.segments)):
            at, source, length = self.segments[index]
            if at >= end:
                break
            low, high = max(at, start), min(at + length, end)
            if low < high:
                found.append((low - start, source + low - at, high - low))
        return MappedText(text=self.text[start:end], segments=tuple(found))

    def strip(self) -> MappedText:
        """Return the text without white space at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))


def map_text(text: str, *, source_start: int = 0) -> MappedText:
    """Return the text as a source that maps to itself, its first character at `source_start`."""
    return MappedText(text=text, segments=((0, source_start, len(text)),) if text else ())


def join_texts(parts: Sequence[MappedText], *, separator: str) -> MappedText:
    """Return the parts in order with the separator between them; the separator has no source."""
    segments: list[Segment] = []
    length = 0
    for number, part in enumerate(parts):
        if number:
            length += len(separator)
        for start, source, size in part.segments:
            _append(segments, (start + length, source, size))
        length += len(part.text)
    return MappedText(text=separator.join(part.text for part in parts), segments=tuple(segments))


def source_span(offsets: OffsetMap, start: int, end: int) -> tuple[int, int] | None:
    """Return the half-open source span of a document span, or None if nothing of it has a source.

    A span that begins or ends in replaced characters is widened to the replaced part of the source, so that the result
    always holds everything the span was made of.
    """
    segments = offsets.segments
    first = bisect_right(segments, start, key=itemgetter(0)) - 1
    last = bisect_right(segments, end - 1, key=itemgetter(0)) - 1
    if last < 0 or start >= end:
        return None
    low = 0
    if first >= 0:
        at, source, length = segments[first]
        low = source + min(start - at, length)
    at, source, length = segments[last]
    high = source + min(end - at, length)
    if end > at + length and last + 1 < len(segments):
        high = segments[last + 1][1]
    return (low, high) if low < high else None


def _append(segments: list[Segment], new: Segment) -> None:
    """Add a segment, lengthening the last one where the new one follows it in text and source."""
    if segments:
        start, source, length = segments[-1]
        if start + length == new[0] and source + length == new[1]:
            segments[-1] = (start, source, length + new[2])
            return
    segments.append(new)


def _compose(kept: Sequence[Segment], segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Return the map new text → source from new text → old text and old text → source, in one pass over both."""
    composed: list[Segment] = []
    index = 0
    for new_start, old_start, length in kept:
        old_end = old_start + length
        while index < len(segments) and segments[index][0] + segments[index][2] <= old_start:
            index += 1
        scan = index
        while scan < len(segments) and segments[scan][0] < old_end:
            at, source, size = segments[scan]
            low, high = max(at, old_start), min(at + size, old_end)
            _append(composed, (new_start + low - old_start, source + low - at, high - low))
            scan += 1
        index = max(index, scan - 1)
    return tuple(composed)
