"""Groups that no register has, by their names: "the Revolutionary Front", "the EPL"."""

from __future__ import annotations

from musterbook.model import ActorReading
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.who import Found
from musterbook.records.tables import read_words

__all__ = ["body_named"]

# Entities that are no body under arms, whatever their name.
_NO_BODIES = frozenset({"PERSON", "GPE", "LOC", "FAC", "NORP", "DATE", "EVENT", "PRODUCT"})
_SHORTEST = 3  # letters of an acronym


def body_named(view: SentenceView, position: int, *, is_armed: bool) -> Found | None:
    """Return "the Revolutionary Front", and where `is_armed` an acronym ("the EPL"); a name alone may be a person's."""
    token = view.tokens[position]
    mentions = (view.mention("place", position), view.mention("time", position))
    is_called = any(view.tokens[child].pos == "PROPN" and child < position for child in view.children[position])
    is_name = token.pos == "PROPN" or (token.pos == "NOUN" and is_called)  # "the Jalisco cartel"
    if not is_name or any(mention is not None for mention in mentions):
        return None
    start, end = _name_span(view, position)
    words = {view.tokens[inner].text.lower() for inner in view.positions(start, end)}
    if words & read_words("relations", "civil", "words"):
        return None
    is_body = view.keys[position] in read_words("relations", "bodies", "nouns") and len(words - {"the", "a"}) > 1
    is_plural = token.tag == "NNPS" and any(view.keys[child] == "the" for child in view.children[position])
    is_band = is_armed and token.entity not in _NO_BODIES and (_is_acronym(view, position) or is_plural)
    return _named_group(view, start, end) if is_body or is_band else None  # a plural: "the Provisionals"


def _is_acronym(view: SentenceView, position: int) -> bool:
    """True for "the EPL", not for the family name of "Jean MBUSA" or a word of a text in capitals."""
    text = view.tokens[position].text
    is_written = any(token.text.islower() for token in view.tokens)
    has_first_name = any(
        view.tokens[child].pos == "PROPN" and view.mention("place", child) is None
        for child in view.children[position]
        if child < position and view.tokens[child].dep == "compound"
    )
    return is_written and text.isupper() and len(text) >= _SHORTEST and not has_first_name


def _name_span(view: SentenceView, position: int) -> tuple[int, int]:
    """Return the span of a name without its owner and without what is no name behind it ("accused X of the bombing")."""
    start, end = view.phrase(position)
    for child in view.children[position]:
        if child < position and view.tokens[child].dep == "poss":
            start = view.tokens[view.subtree(child)[-1] + 1].start
        elif child > position and view.tokens[child].dep == "prep":
            objects = [view.tokens[inner] for inner in view.children[child] if view.tokens[inner].dep == "pobj"]
            if any(token.pos != "PROPN" or token.entity == "PERSON" for token in objects) or not objects:
                return start, min(end, view.tokens[child - 1].end)
    return start, end


def _named_group(view: SentenceView, start: int, end: int) -> Found:
    words = view.text[start:end]
    if words.lower().startswith("the "):
        words = words[len("the ") :]
    why = f"the name ‘{words}’, of a body that is not in the register"
    reading = ActorReading(actor_id=None, name=None, side="armed_group", words=words, why=why)
    return Found(reading=reading, start=end - len(words), end=end)
