"""Cuts the names of private persons out of every field of claims and events but the sentence itself.

Private persons are counted and not named. The rules take words as the text has them; this runs last, over whatever they
took: a name goes with what ties it on ("the home of NAME" → "the home"), and a field in which nothing else is left is
emptied. Marks still show a reader where a name stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from musterbook.model import Claim, Event, Place, PlaceReading
from musterbook.records.sides.names import name_words
from musterbook.records.tables import read_words

__all__ = ["HiddenNames"]

_Record = TypeVar("_Record", Claim, Event)
# Ids, codes, the sentence, the words that attribute, and the names of registers and of office holders.
_KEPT = frozenset({
    "claim_id", "event_id", "document_id", "claim_ids", "headline_claim_id", "event_claim_id", "denies", "derived_from",
    "actor_id", "name", "person", "kind", "sentence", "rule", "made_by", "state", "cue", "timex", "marks", "side",
    "nationality", "event_type", "mode", "sub_event", "status", "bound", "outcome", "relation", "direction",
})  # fmt: skip
_NOBODY = "a person"
_SPACES = re.compile(r"\s+")
_EDGES = " ,;-–—"


class HiddenNames:
    """The names that no field of a document's record may hold.

    Args:
        names: as written in the document.
        known: words that also name a place, a group or an office holder there: cut only as part of a whole name.
    """

    def __init__(self, names: Iterable[str], *, known: Iterable[str] = ()) -> None:
        whole = {name for name in names if name_words(name)}
        single = {word for name in whole for word in name_words(name)} - set(known)
        self._by_word: dict[str, set[str]] = {}
        for name in whole | single:
            for word in name_words(name):
                self._by_word.setdefault(word, set()).add(name)

    def hide_in(self, record: _Record) -> _Record:
        """Return the claim or event without the names; itself where it holds none."""
        return _as_before(record, self._hide(record)) if self._by_word else record

    def cut(self, words: str) -> str | None:
        """Return the words without the names and what ties them on; None if nothing that tells something is left."""
        held = {name for word in name_words(words) for name in self._by_word.get(word, ()) if name in words}
        if not held:
            return words
        patterns = _Patterns.of(held)
        cut = patterns.owner.sub("", words)
        cut = patterns.tied.sub("", cut)
        cut = _SPACES.sub(" ", cut).replace(" ,", ",").replace("( )", "").replace("()", "").strip(_EDGES)
        return _trim(cut)

    def _hide(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.cut(value)
        if isinstance(value, tuple):
            hidden = tuple(self._hide(item) for item in value)
            return value if hidden == value else tuple(item for item in hidden if item is not None)
        if not is_dataclass(value) or isinstance(value, type | Place):
            return value
        changes: dict[str, Any] = {}
        for field in fields(value):
            held = getattr(value, field.name)
            hidden = held if field.name in _KEPT else self._hide(held)
            if hidden != held:
                changes[field.name] = hidden
        if isinstance(value, PlaceReading) and changes.get("words", "") is None:
            return None  # the name of a person was taken for a place
        must_tell = {field.name for field in fields(value) if "None" not in str(field.type)}
        changes |= {name: _NOBODY for name, hidden in changes.items() if hidden is None and name in must_tell}
        return replace(value, **changes) if changes else value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Patterns:
    """How names stand in words: `owner` "NAME's ", `tied` a name with the comma, the tie and the titles before it."""

    owner: re.Pattern[str]
    tied: re.Pattern[str]

    @classmethod
    def of(cls, names: Iterable[str]) -> _Patterns:
        longest_first = sorted(names, key=lambda name: (-len(name), name))
        any_name = "|".join(map(re.escape, longest_first))
        one = rf"(?:(?i:{_alternatives('titles', 'private')})\s+)*\b(?:{any_name})\b"
        run = rf"{one}(?:\s+(?:{any_name})\b)*"
        tie = rf"(?:(?:\s*,)?\s+(?i:{_alternatives('empty', 'ties')})(?=\s)|\s*,)?(?:\s+(?i:the\s+late)(?=\s))?\s*"
        age = r"(?:\s*(?:,\s*\d{1,3}\b|\(\d{1,3}\)))?"
        return cls(owner=re.compile(rf"{run}\s?(?:['’]s|['’])(?:\s+|$)"), tied=re.compile(rf"{tie}{run}{age}"))


@cache
def _alternatives(section: str, key: str) -> str:
    return "|".join(sorted(map(re.escape, read_words("persons", section, key)), key=lambda word: (-len(word), word)))


def _trim(words: str) -> str | None:
    """Return the words without ties that lead to nothing any more; None if only such words are left."""
    empty = read_words("persons", "empty", "words")
    parts = words.split(" ")
    if all(part.strip(_EDGES).lower() in empty for part in parts):
        return None
    leading = read_words("persons", "empty", "ties")
    while parts and parts[0].strip(_EDGES).lower() in leading:
        parts.pop(0)
    while parts and parts[-1].strip(_EDGES).lower() in empty:
        parts.pop()
    return " ".join(parts).strip(_EDGES) or None


def _as_before(record: _Record, hidden: Any) -> _Record:
    if not isinstance(hidden, type(record)):
        raise TypeError(f"hiding names makes a {type(record).__name__}, not {type(hidden).__name__}")
    return hidden
