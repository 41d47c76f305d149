"""Where the people who were hit are named: spans only, never a field.

Private persons are counted and not named, so no record holds these words; a mark shows a reader where they stand.
"""

from __future__ import annotations

from collections.abc import Iterable

from musterbook.model import Mark
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_words

__all__ = ["is_name", "victim_marks"]

_NAME_PARTS = frozenset({"compound", "flat", "nmod", "amod"})
_NO_PERSONS = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME", "EVENT", "NORP"})


def victim_marks(view: SentenceView, positions: Iterable[int], *, is_sure: bool = True) -> tuple[Mark, ...]:
    """Return marks on the names of persons at these nouns, co-ordinated with them or set beside them; titles left out.

    Args:
        view: the sentence.
        positions: whoever was hit.
        is_sure: only persons can be hit so ("murdered"); else only what the language model calls a person is one.
    """
    waiting = list(positions)
    found: dict[int, Mark] = {}
    for position in waiting:
        mark = _name_at(view, position)
        # A town may be shelled or attacked, whatever the language model calls it: names of persons are no places by now.
        may_be_place = not is_sure and view.mention("place", position) is not None
        if mark is not None and not may_be_place and (is_sure or view.tokens[position].entity == "PERSON"):
            found[mark.start] = mark
        for child in view.children[position]:
            is_more = view.tokens[child].dep in {"appos", "conj"} and child not in waiting
            if is_more and view.tokens[child].pos in {"PROPN", "NOUN"}:
                waiting.append(child)
    return tuple(found.values())


def is_name(view: SentenceView, position: int) -> bool:
    """True for a proper noun that can be a person's: no title, no place, no actor, no date."""
    token = view.tokens[position]
    if token.pos != "PROPN" or view.keys[position] in _titles() or token.entity in _NO_PERSONS:
        return False
    is_known = view.mention("place", position) is not None or view.mention("actor", position) is not None
    return token.entity == "PERSON" or not is_known


def _name_at(view: SentenceView, position: int) -> Mark | None:
    token = view.tokens[position]
    if not is_name(view, position):
        return None
    first = last = position
    while first > 0 and _belongs(view, first - 1, position):
        first -= 1
    while last + 1 < len(view.tokens) and view.tokens[last + 1].entity == "PERSON" == token.entity:
        if view.tokens[last + 1].entity_begins or view.tokens[last + 1].pos != "PROPN":
            break
        last += 1
    return Mark(role="victim", start=view.tokens[first].start, end=view.tokens[last].end)


def _belongs(view: SentenceView, before: int, head: int) -> bool:
    token = view.tokens[before]
    is_one_name = token.pos == "PROPN" and (token.head == head or view.tokens[before + 1].head == token.head)
    is_name = view.keys[before] not in _titles() and token.entity not in {"NORP", "ORDINAL"}
    return is_one_name and is_name and token.dep in _NAME_PARTS


def _titles() -> frozenset[str]:
    return read_words("people", "names", "titles")
