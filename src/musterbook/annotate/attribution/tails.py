"""Speakers behind what they say, put right where the parser mistakes them: "…, a doctor told Reuters", "…, the ministry reports".

The parser hangs such a speaker on the word before the comma as if it said what that is, or takes the verb for a noun. Here

1. a verb of speech, or a noun that is spelt like one, ends its clause or stands before a comma;
2. between it and the comma before it stands one noun phrase that can speak;
3. what stands before that comma has a verb of its own.

Then the verb governs the clause, and the noun phrase is its subject. Everything else stays as the parser has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice

from musterbook.annotate.attribution.cues import CueTable
from musterbook.model import Sentence, Token

__all__ = ["mend_tails"]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SPEAKING = _FINITE | {"NNS"}
# A sentence with more of these verbs is no prose.
_MOST_IN_SENTENCE = 12
_STOPS = frozenset({";", ".", ":", "!", "?"})
_LONGEST_SPEAKER = 14
_LONGEST_TAIL = 8
_TAIL_STARTS = frozenset({"ADP", "PROPN", "NOUN", "ADV", "DET", "ADJ"})
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "PART"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tail:
    """Token indexes: where the clause starts, the comma, the head of the speaker, the verb, and the end of what follows it."""

    start: int
    comma: int
    head: int
    verb: int
    end: int


def mend_tails(sentence: Sentence, *, cues: CueTable) -> Sentence:
    """Return the sentence with the speakers at the ends of its clauses governed as they should be."""
    tokens = sentence.tokens
    verbs = (i for i, one in enumerate(tokens) if one.lemma.lower() in cues.tails and one.tag in _SPEAKING)
    for verb in islice(verbs, _MOST_IN_SENTENCE):
        tail = _find_tail(tokens, verb, cues)
        if tail is not None:
            tokens = _mended(tokens, tail)
    return sentence if tokens is sentence.tokens else replace(sentence, tokens=tokens)


def _find_tail(tokens: tuple[Token, ...], verb: int, cues: CueTable) -> _Tail | None:
    end = _end_behind(tokens, verb)
    comma = _comma_before(tokens, verb)
    if end is None or comma is None:
        return None
    head = _head_of(tokens, comma + 1, verb, cues)
    if head is None:
        return None
    start = next((i + 1 for i in range(comma - 1, -1, -1) if tokens[i].text in _STOPS), 0)
    has_verb = any(one.tag in _FINITE for one in tokens[start:comma])
    return _Tail(start=start, comma=comma, head=head, verb=verb, end=end) if has_verb else None


def _end_behind(tokens: tuple[Token, ...], verb: int) -> int | None:
    """Return the last token of what goes with the verb ("told Reuters on Monday"); None where more is said."""
    index = verb + 1
    while index < len(tokens) and tokens[index].pos != "PUNCT":
        token = tokens[index]
        is_start = index > verb + 1 or token.pos in _TAIL_STARTS
        if not is_start or token.tag in _FINITE or token.text.lower() == "that" or index - verb > _LONGEST_TAIL:
            return None
        index += 1
    return index - 1


def _comma_before(tokens: tuple[Token, ...], verb: int) -> int | None:
    """Return the comma before the speaker; a name between commas belongs to it ("…, its spokesman, Major X, said")."""
    commas = [i for i in range(max(0, verb - _LONGEST_SPEAKER), verb) if tokens[i].text == ","]
    if not commas:
        return None
    if commas[-1] < verb - 1:
        return commas[-1]
    is_name = len(commas) > 2 and any(one.pos == "PROPN" for one in tokens[commas[-2] + 1 : commas[-1]])
    return commas[-3] if is_name else None


def _head_of(tokens: tuple[Token, ...], first: int, verb: int, cues: CueTable) -> int | None:
    """Return the head of the noun phrase that fills the tokens from `first` to the verb and can speak; None if none does."""
    speaker = tokens[first:verb]
    if not speaker or any(one.tag in _FINITE or one.text in _STOPS for one in speaker):
        return None
    if speaker[0].text.lower() in _PRONOUNS:
        return first if len(speaker) == 1 else None
    if speaker[0].pos not in _NOMINAL:
        return None
    last = first
    while last + 1 < verb and tokens[last + 1].pos in _NOMINAL:
        last += 1
    if tokens[last].pos not in {"NOUN", "PROPN"}:
        return None
    # "the panel of experts", "officers of his staff": one word that speaks is enough.
    words = {word for one in speaker for word in (one.text.lower(), one.lemma.lower()) if one.pos in {"NOUN", "PROPN"}}
    bodies = (" ".join(one.text.lower() for one in tokens[at : last + 1]) for at in range(max(first, last - 2), last))
    is_role = any(w in cues.sources or w in cues.offices or w in cues.titles or w in cues.unnamed for w in words)
    is_speaker = is_role or tokens[last].pos == "PROPN" or any(body in cues.sources for body in bodies)
    return last if is_speaker else None


def _mended(tokens: tuple[Token, ...], tail: _Tail) -> tuple[Token, ...]:
    """Return the tokens with the clause under the verb of the tail and its speaker as the subject."""
    governor = _root_of(tokens, tail)
    speaker, verb = tokens[tail.head], tokens[tail.verb]
    if governor is None:
        return tokens
    if (
        speaker.head == tail.verb
        and speaker.dep == "nsubj"
        and verb.pos == "VERB"
        and tokens[governor].head == tail.verb
    ):
        return tokens
    made = dict(enumerate(tokens))
    group = range(tail.comma, tail.end + 1)
    for index in range(tail.start, tail.comma):
        if tokens[index].head in group and index != governor:
            dep = "dobj" if tokens[index].pos in {"NOUN", "PROPN"} and index > governor else tokens[index].dep
            made[index] = replace(tokens[index], head=governor, dep=dep)
    for index in group:
        inside = tail.comma < index < tail.verb
        if index not in {tail.head, tail.verb} and (
            tokens[index].head not in group or (inside and tokens[index].head >= tail.verb)
        ):
            made[index] = replace(tokens[index], head=tail.head if inside else tail.verb)
    above, dep = _above(tokens, tail, governor)
    made[tail.verb] = replace(verb, head=above, dep=dep, pos="VERB", tag=verb.tag if verb.tag in _FINITE else "VBZ")
    made[tail.head] = replace(speaker, head=tail.verb, dep="nsubj")
    made[governor] = replace(tokens[governor], head=tail.verb, dep="ccomp")
    if _is_cycle(made, tail.verb):
        made[tail.verb] = replace(made[tail.verb], head=tail.verb, dep="ROOT")
    return tuple(made[index] for index in range(len(tokens)))


def _root_of(tokens: tuple[Token, ...], tail: _Tail) -> int | None:
    """Return the verb of the clause that no other word of the clause governs, the first of them; None if there is none."""
    clause = range(tail.start, tail.comma)
    for index in clause:
        is_root = tokens[index].head == index or tokens[index].head not in clause
        if is_root and tokens[index].pos in {"VERB", "AUX"}:
            return index
    return None


def _above(tokens: tuple[Token, ...], tail: _Tail, governor: int) -> tuple[int, str]:
    """Return what governs the verb of the tail and how: what the clause hung on, or itself as the root of the sentence."""
    head = tokens[governor].head
    if head != governor and not tail.start <= head <= tail.end:
        return head, tokens[governor].dep
    root = next((i for i, one in enumerate(tokens) if one.head == i and not tail.start <= i <= tail.end), None)
    return (tail.verb, "ROOT") if root is None else (root, "ccomp")


def _is_cycle(made: Mapping[int, Token], verb: int) -> bool:
    """Return whether the verb governs what governs it; every new link leads to the verb, so no other circle can arise."""
    at = made[verb].head
    for _ in range(len(made)):
        if at == verb or made[at].head == at:
            break
        at = made[at].head
    return at == verb != made[verb].head
