"""Groups that no register has, by their names: "the Revolutionary Front", "the EPL"."""

from __future__ import annotations

from musterbook.model import ActorReading
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.who import Found
from musterbook.records.tables import read_words

__all__ = ["body_named", "named_group"]

# Entities that are no body under arms, whatever their name.
_NO_BODIES = frozenset({"PERSON", "GPE", "LOC", "FAC", "NORP", "DATE", "EVENT", "PRODUCT"})
_SHORTEST = 3  # letters of an acronym


def body_named(view: SentenceView, position: int, *, is_armed: bool) -> Found | None:
    """Return "the Revolutionary Front", "the Lions of the East brigade", and where `is_armed` an acronym ("the EPL")."""
    token = view.tokens[position]
    mentions = (view.mention("place", position), view.mention("time", position))
    is_called = any(view.tokens[child].pos == "PROPN" and child < position for child in view.children[position])
    is_name = token.pos == "PROPN" or (token.pos == "NOUN" and is_called)  # "the Jalisco cartel"
    if not is_name or any(mention is not None for mention in mentions):
        return None
    start, end = view.phrase(position)
    words = {view.tokens[inner].text.lower() for inner in view.positions(start, end)}
    if words & read_words("relations", "civil", "words"):
        return None
    is_body = view.keys[position] in read_words("relations", "bodies", "nouns") and len(words - {"the", "a"}) > 1
    is_written = any(inner.text.islower() for inner in view.tokens)  # not a text in capitals
    is_acronym = is_written and token.text.isupper() and len(token.text) >= _SHORTEST and token.entity not in _NO_BODIES
    is_plural = token.tag == "NNPS" and any(view.keys[child] == "the" for child in view.children[position])
    is_band = is_armed and (is_acronym or (is_plural and token.entity not in _NO_BODIES))  # "the Provisionals"
    return named_group(view, position) if is_body or is_band else None


def named_group(view: SentenceView, position: int) -> Found:
    """Return the group that a name stands for which no register has."""
    start, end = view.phrase(position)
    words = view.text[start:end].removeprefix("the ")
    why = f"the name ‘{words}’, of a body that is not in the register"
    reading = ActorReading(actor_id=None, name=None, side="armed_group", words=words, why=why)
    return Found(reading=reading, start=end - len(words), end=end)
