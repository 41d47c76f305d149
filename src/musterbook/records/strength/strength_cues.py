"""What speaks for and against a number being how many a group is: cues that can be read off whatever the sentence's form.

A cue is a name with a value, mostly 1; `data/strength-weights.json` holds what each is worth, learned from the project's own
gold by scripts/train_strength.py. Numbers of people who bear no arms have no cues: they are never a strength.
"""

from __future__ import annotations

from collections.abc import Iterator

from musterbook.model import ActorReading, Mention, QuantityReading
from musterbook.records.sentences.counted import counted_noun
from musterbook.records.sentences.frames import load_frames
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.who import noun_side
from musterbook.records.strength.counts import counted_nouns, has_fate, is_level
from musterbook.records.strength.topics import is_fateful
from musterbook.records.tables import read_words

__all__ = ["find_counted", "read_cues"]

_LABELS = {
    "nsubj": "subject", "nsubjpass": "subject", "dobj": "object", "attr": "object", "npadvmod": "object",
    "acomp": "object", "oprd": "object", "pobj": "prepositional", "nummod": "number", "quantmod": "number",
    "appos": "apposition", "conj": "conjunct", "ROOT": "root",
}  # fmt: skip
_STATES = frozenset({"state_force", "government", "police", "international_force"})
_ARMED = frozenset({"armed_group", "state_force", "police", "international_force"})
# Tables of what people do: a number of those who did it is no strength.
_DEEDS = ("movement", "events", "recruitment", "control", "politics")
_NEAR = 3
_TINY, _SMALL, _BIG, _HUGE, _ROUND = 10, 50, 1000, 100_000, 50


def read_cues(
    view: SentenceView, mention: Mention, *, is_beside_strength: bool, is_after_strength: bool
) -> dict[str, float] | None:
    """Return the cues of a number; None if it counts nobody under arms.

    Args:
        view: the sentence.
        mention: the number.
        is_beside_strength: another number of the sentence is known to be a strength.
        is_after_strength: a number of a sentence just before is.
    """
    reading = mention.reading
    span = view.positions(mention.start, mention.end)
    if not isinstance(reading, QuantityReading) or not is_level(reading) or not span:
        return None
    noun = find_counted(view, span)
    counted = _class_of(view, noun, span)
    if counted is None or has_fate(view, noun):
        return None
    base = span[-1] if counted == "bare" else noun
    verb = _verb_above(view, noun)
    governed = _class_of_verb(view, verb)
    label = _LABELS.get(view.tokens[base].dep, "other")
    if counted == "bare" and label == "object" and governed in {"deed", "fate"}:
        return None  # "has sent 500 to the border"
    cues = {f"noun {counted}", f"verb {governed}", f"label {label}"}
    cues |= {f"verb {governed}, label {label}", f"noun {counted}, verb {governed}", f"noun {counted}, label {label}"}
    if label == "prepositional":
        preposition = view.keys[view.tokens[base].head]
        is_known = preposition in read_words("strength", "cues", "prepositions")
        cues.add(f"behind {preposition if is_known else 'another preposition'}")
    cues |= set(_cues_of_subject(view, verb, noun, governed=governed))
    cues |= set(_cues_of_words(view, noun, span))
    cues |= set(_cues_of_size(reading))
    if is_beside_strength:
        cues.add("beside a strength")
    if is_after_strength:
        cues.add("after a strength")
    if is_fateful(view):
        cues.add("sentence of fates")
    if any(_side(view, position) == "armed_group" for position in range(len(view.tokens))):
        cues.add("a group is named")
    return dict.fromkeys(sorted(cues), 1.0)


def find_counted(view: SentenceView, span: range) -> int:
    """Return the noun that the number at these positions counts, else the last token of the number."""
    noun = counted_noun(view, span[-1])
    if noun != span[-1]:
        return noun
    for position in reversed(span):
        token = view.tokens[position]
        is_number = token.dep in {"nummod", "amod", "det", "compound", "quantmod", "nmod"}
        if is_number and token.head > span[-1] and view.tokens[token.head].pos in {"NOUN", "PROPN"}:
            return token.head
    return noun


def _class_of(view: SentenceView, noun: int, span: range) -> str | None:
    """Return what is counted; None for things and for people without arms."""
    key = view.keys[noun]
    if noun in span or view.tokens[noun].pos == "NUM":
        return "bare"
    if key in read_words("strength", "attackers", "nouns"):
        return "attacker"
    for name in ("men", "troops"):
        if key in read_words("strength", "cues", name):
            return name
    side = noun_side(key)
    if side == "armed_group" or key in counted_nouns():
        return "fighters"
    if side not in {None, *_ARMED}:
        return None  # officials, voters, villagers
    return "name" if _side(view, noun) in {"armed_group", *_STATES} else "side" if side is not None else None


def _side(view: SentenceView, position: int) -> str | None:
    mention = view.mention("actor", position)
    return mention.reading.side if mention is not None and isinstance(mention.reading, ActorReading) else None


def _verb_above(view: SentenceView, position: int) -> int | None:
    """Return the verb that governs the noun, through prepositions, appositions and co-ordinated nouns; None without one."""
    for above in (position, *view.ancestors(position)):
        if view.tokens[above].pos in {"VERB", "AUX"}:
            return above
    return None


def _class_of_verb(view: SentenceView, verb: int | None) -> str:
    if verb is None:
        return "none"
    key = view.keys[verb]
    for name in ("having", "being", "estimating", "changing"):
        if key in read_words("strength", "cues", name):
            return name
    if key in read_words("strength", "fates", "verbs"):
        return "fate"
    return "deed" if any(key in load_frames(table).by_verb for table in _DEEDS) else "other"


def _cues_of_subject(view: SentenceView, verb: int | None, noun: int, *, governed: str) -> Iterator[str]:
    if verb is None:
        return
    agents = [agent for agent in view.arguments(verb).agents if agent != noun]
    kinds = {kind for agent in agents if (kind := _kind_of_subject(view, agent)) is not None}
    yield from (f"subject {kind}" for kind in kinds)
    if kinds:
        yield f"verb {governed}, with a subject"
    if view.tokens[verb].tag == "VBD":
        yield "past tense"


def _kind_of_subject(view: SentenceView, position: int) -> str | None:
    side = _side(view, position)
    if side == "armed_group":
        return "group"
    if side in _STATES:
        return "state"
    if view.tokens[position].pos == "PRON":
        return "pronoun"
    return "body" if view.keys[position] in read_words("strength", "bodies", "nouns") else None


def _cues_of_words(view: SentenceView, noun: int, span: range) -> Iterator[str]:
    owner = view.child(noun, "poss")
    if owner is not None:
        yield "owned" if owner < span[0] else "part of the owned"
    after = [token.text.lower() for token in view.tokens[span[-1] + 1 : span[-1] + 1 + _NEAR]]
    before = [token.text.lower() for token in view.tokens[max(0, span[0] - _NEAR) : span[0]]]
    if after[:1] == ["of"]:
        yield "number of"
    if "strong" in after[:2] and set(after[:2]) <= {"strong", "-", ","} | set(after[1:2]):
        yield "strong"
    last = before[-1] if before else ""
    if last in read_words("strength", "cues", "definite"):
        yield "definite"
    if last in read_words("strength", "cues", "more"):
        yield "more of them"
    if set(before) & read_words("strength", "cues", "compared"):
        yield "compared"


def _cues_of_size(reading: QuantityReading) -> Iterator[str]:
    number = reading.low if reading.low is not None else reading.high
    if reading.bound != "exact":
        yield "bounded"
    if reading.bound == "vague":
        yield "vague"
    if number is None:
        return
    if number < _TINY:
        yield "fewer than ten"
    elif number < _SMALL:
        yield "fewer than fifty"
    elif number >= _BIG:
        yield "a thousand or more"
    if number >= _HUGE:
        yield "a hundred thousand or more"
    if number >= _ROUND and number % _ROUND == 0:
        yield "round"
