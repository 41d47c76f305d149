"""What a number counts, and whom: the quantity of a noun, the noun of a number, the person of a group, those named as a part."""

from __future__ import annotations

from musterbook.model import Mention, QuantityReading
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_words

__all__ = ["counted_noun", "find_quantity", "included_tokens", "number_behind", "person_of_group"]

_LEADS = 3  # tokens before a number that belong to it: "from more than 6,000"


def number_behind(view: SentenceView, position: int) -> int | None:
    """Return the last token of the number that stands right behind a preposition; None if none does."""
    for token in range(position + 1, min(position + 1 + _LEADS, len(view.tokens))):
        mention = view.mention("quantity", token)
        if mention is not None:
            return view.positions(mention.start, mention.end)[-1]
    return None


def find_quantity(view: SentenceView, position: int) -> tuple[QuantityReading, Mention] | None:
    """Return the quantity that counts the noun: on it, or on what stands before it in its phrase; None if it is not counted."""
    mention = view.mention("quantity", position)
    if mention is None:
        for child in view.children[position]:
            token = view.tokens[child]
            if child < position and token.dep in {
                "nummod",
                "det",
                "amod",
                "quantmod",
                "nmod",
                "compound",
                "advmod",
                "predet",
            }:
                for inner in reversed(view.subtree(child)):
                    mention = mention or view.mention("quantity", inner)
    if mention is None:
        above = view.tokens[position].head  # "dozens of civilians" seen from "civilians"
        if view.tokens[position].dep == "pobj" and view.keys[above] == "of":
            mention = view.mention("quantity", view.tokens[above].head)
    if mention is None:
        mention = _counted_beside(view, position) or _vague_quantity(view, position)
    if mention is None or not isinstance(mention.reading, QuantityReading):
        return None
    return mention.reading, mention


def _counted_beside(view: SentenceView, position: int) -> Mention | None:
    """Return the number of "the gunmen, 32 of them, …"; "12 of them officers" counts a part."""
    for child in view.children[position]:
        if child < position or view.tokens[child].dep not in {"appos", "nummod"}:
            continue
        below = [token for token in view.subtree(child) if view.tokens[token].pos != "PUNCT"]
        if len(below) > 1 and view.keys[below[-1]] in {"they", "them"} and view.keys[below[-2]] == "of":
            return view.mention("quantity", child)
    return None


def _vague_quantity(view: SentenceView, position: int) -> Mention | None:
    """Read "many fighters": the word is kept, and both ends stay open because the word bounds nothing."""
    vague = read_words("people", "vague", "words")
    for token in (position, *(child for child in view.children[position] if child < position)):
        is_asked = any(view.keys[child] in {"how", "so", "too"} for child in view.children[token])
        if view.keys[token] in vague and view.tokens[token].pos in {"ADJ", "DET", "NOUN", "PRON"} and not is_asked:
            held = view.tokens[token]
            unit = None if token == position else view.keys[position]
            reading = QuantityReading(
                low=None, high=None, bound="vague", unit=unit, unit_kind="people", words=held.text
            )
            return Mention(
                mention_id=f"vague-{held.start}",
                kind="quantity",
                start=held.start,
                end=held.end,
                text=held.text,
                reading=reading,
            )
    return None


def counted_noun(view: SentenceView, position: int) -> int:
    """Return the noun that is counted: "dozens of civilians" → civilians; the token itself where it is the noun."""
    quantity = view.mention("quantity", position)
    is_number = view.tokens[position].pos == "NUM" or (
        quantity is not None and quantity.end == view.tokens[position].end
    )
    if is_number:
        for noun in view.prepositional(position, ("of",)):
            return position if view.keys[noun] == "own" else noun  # "40 of its own"
    return position


def person_of_group(view: SentenceView, position: int) -> int:
    """Return the person that a group's name stands before: "leader" from the name in "a Movement of the North (MN) leader".

    The parser takes the last word of such a name for the noun, or the name for the object; other tokens are returned
    as they are.
    """
    mention = view.mention("actor", position)
    if mention is None:
        return position
    last = view.positions(mention.start, mention.end)[-1]
    tokens = view.tokens
    behind = last + 1
    if behind + 2 < len(tokens) and tokens[behind].text == "(" and tokens[behind + 2].text == ")":
        behind += 3
    for person in (last, behind):
        is_noun = person < len(tokens) and tokens[person].tag in {"NN", "NNS"}
        if (
            is_noun
            and view.keys[person] in read_words("people", "sides", "unknown")
            and position in view.ancestors(person)
        ):
            return person
    return position


def included_tokens(view: SentenceView, position: int) -> tuple[int, ...]:
    """Return the nouns named as part of the one at the position: "two men, including a commander"."""
    return view.prepositional(position, ("include", "including"))
