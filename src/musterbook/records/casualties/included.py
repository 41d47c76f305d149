"""The parts of a count: "including two children", "132 of them pupils", "among them their leader", "a judge among them"."""

from __future__ import annotations

from collections.abc import Iterator

from musterbook.model import Mention, QuantityReading
from musterbook.records.casualties.single_persons import is_one_person, one_person
from musterbook.records.sentences.counted import find_quantity, included_tokens, person_of_group
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.tables import read_words

__all__ = ["find_included", "is_among", "is_part_with_fate"]

_NEAR = 8  # words behind a part in which "among them" may follow
_NEAR_CHARACTERS = 8
_LEAD = 3


def find_included(view: SentenceView, number: Mention | None) -> tuple[tuple[QuantityReading, str], ...]:
    """Return what of the sentence is part of a number ("including two children", "including a judge"), with its words.

    A part belongs to the number nearest before it; None for `number`: whoever is counted without one has them all.
    """
    found = [(quantity, words) for at, quantity, words in _included_persons(view) if _is_nearest(view, number, at=at)]
    for mention in view.of_kind("quantity"):
        reading = mention.reading
        if not isinstance(reading, QuantityReading) or not (reading.includes or is_among(view, mention)):
            continue
        if mention != number and _is_nearest(view, number, at=mention.start):
            head = view.head_of(mention.start, mention.end)
            if is_part_with_fate(view, mention, view.tokens[head].head) or not _is_people(mention):
                continue
            noun = head if view.tokens[head].pos in {"NOUN", "PROPN"} else view.tokens[head].head
            is_near = view.tokens[noun].start - mention.end < _NEAR_CHARACTERS
            end = max(mention.end, view.tokens[noun].end) if is_near else mention.end
            found.append((reading, view.text[mention.start : end]))
    return tuple(found)


def _is_people(mention: Mention) -> bool:
    return isinstance(mention.reading, QuantityReading) and mention.reading.unit_kind in {None, "people"}


def _is_nearest(view: SentenceView, number: Mention | None, *, at: int) -> bool:
    """True where no other count of people stands between the number and a part; a part before all counts is of the first."""
    if number is None:
        return True
    counts = [
        held.start
        for held in view.of_kind("quantity")
        if _is_people(held) and not (isinstance(held.reading, QuantityReading) and held.reading.includes)
    ]
    before = [start for start in counts if start < at]
    return number.start == (max(before) if before else min(counts, default=number.start))


def is_among(view: SentenceView, mention: Mention) -> bool:
    """True for "among them about 1,400 women", "of these, some 11,000 were men", "two of their commanders among them"."""
    span = view.positions(mention.start, mention.end)
    before = [view.tokens[at].text.lower() for at in range(max(span[0] - _LEAD, 0), span[0])]
    if before[-1:] == [","]:
        before.pop()
    if before[-2:-1] in (["among"], ["of"]) and before[-1] in read_words("people", "among", "them"):
        return True
    return _ends_among(view, span[-1])


def _ends_among(view: SentenceView, last: int) -> bool:
    """True where the phrase that begins here ends in "among them"."""
    for at in range(last + 1, min(last + _NEAR, len(view.tokens) - 1)):
        word, token = view.tokens[at].text.lower(), view.tokens[at]
        if word == "among":
            return view.tokens[at + 1].text.lower() in read_words("people", "among", "them")
        if token.pos in {"VERB", "AUX", "PUNCT"}:
            return False
    return False


def is_part_with_fate(view: SentenceView, number: Mention | None, verb: int) -> bool:
    """True for "40 wounded, two of whom died": the part is the subject of a verb that tells its own outcome."""
    if number is None:
        return False
    head = view.head_of(number.start, number.end)
    if view.keys[verb] in read_words("people", "wounding", "verbs"):
        return False  # "51 of whom were wounded": a part of those who came out
    is_subject = view.tokens[head].dep in SUBJECTS and view.tokens[head].head == verb
    return is_subject and view.tokens[verb].dep == "relcl" and view.tokens[verb].pos == "VERB"


def _included_persons(view: SentenceView) -> Iterator[tuple[int, QuantityReading, str]]:
    """Yield where one person is told as part of a number, with the quantity; the words are never the phrase or a name."""
    for position in range(len(view.tokens)):
        held = [*included_tokens(view, position), *_persons_among(view, position)]
        for person in dict.fromkeys(held):
            noun = person_of_group(view, person)
            if find_quantity(view, noun) is None and is_one_person(view, noun, named_at=person):
                quantity = one_person(view, noun)
                yield view.tokens[noun].start, quantity, quantity.words


def _persons_among(view: SentenceView, position: int) -> Iterator[int]:
    """Yield "their leader" of "among them their leader", and "a girl" of "a girl of three among them"."""
    token = view.tokens[position]
    if token.tag != "NN" or find_quantity(view, position) is not None:
        return
    first = view.subtree(position, is_clause=True)[0]
    before = [view.tokens[at].text.lower() for at in range(max(first - 2, 0), first)]
    is_behind = before[:1] == ["among"] and before[-1] in read_words("people", "among", "them")
    if is_behind or _ends_among(view, position):
        yield position
