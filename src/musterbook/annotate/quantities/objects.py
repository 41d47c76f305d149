"""Numbers that stand for people behind a verb, put right where the parser mistakes them: "killed 16 last month", "kills 15-20 in Gao".

1. A number above one counts no single week or month: "killed 16 last month" has killed sixteen.
2. A number right behind the verb with no noun of its own is its object, a range and a bound with it ("kills at least 15-20").
3. In a headline the parser may take the verb for a noun ("Raid near Gao kills 16"): where nothing else is the verb, it is.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from musterbook.annotate.quantities.tables import QuantityTables
from musterbook.model import Sentence, Token

__all__ = ["mend_objects"]

_OBJECTS = frozenset({"dobj", "obj"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BETWEEN = frozenset({("between",), ("from",)})
_JOINING = frozenset({"-", "–", "—", "to", "and", "or"})
_UNITS = frozenset({"DATE", "TIME"})
# What a number counts stands right behind it, and its bound before it ("no fewer than").
_COUNTED = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "SYM"})
_LONGEST_BOUND = 4
_MOST_IN_SENTENCE = 8


def mend_objects(sentence: Sentence, *, tables: QuantityTables) -> Sentence:
    """Return the sentence with the bare numbers behind its verbs of harm as their objects."""
    verbs = (i for i, one in enumerate(sentence.tokens) if one.lemma.lower() in tables.harming)
    for verb in islice(verbs, _MOST_IN_SENTENCE):
        number = _number_behind(sentence.tokens, verb, tables)
        if number is None or _has_object(sentence.tokens, verb):
            continue
        tokens = list(sentence.tokens)
        if _is_joined(tokens, verb, tables):
            tokens[verb] = replace(tokens[verb], pos="VERB", tag="VBZ")
        elif tokens[verb].pos == "NOUN" or (sentence.kind == "headline" and tokens[verb].dep not in {"ROOT", "conj"}):
            if not _is_headless(tokens, verb):
                continue
            _make_root(tokens, verb)
        _make_object(tokens, verb, number)
        sentence = replace(sentence, tokens=tuple(tokens))
    return sentence


def _make_object(tokens: list[Token], verb: int, number: range) -> None:
    """Hang the number on the verb, and what bounds it on the number; "seven" in "seven last week" is no part of the date."""
    last = number.stop - 1
    above = tokens[verb].head
    if (
        verb < above < number.stop
    ):  # "The first killed two", read as one noun phrase: the verb takes the place of its number
        outer = tokens[last].head
        is_root = verb <= outer < number.stop
        tokens[verb] = replace(
            tokens[verb], head=verb if is_root else outer, dep="ROOT" if is_root else tokens[last].dep
        )
    for index in range(verb + 1, last):
        if not verb < tokens[index].head < number.stop:
            tokens[index] = replace(tokens[index], head=last, dep="quantmod")
    tokens[last] = replace(tokens[last], head=verb, dep="dobj")
    for index in number:
        if tokens[index].entity in _UNITS:
            tokens[index] = replace(tokens[index], entity="CARDINAL")


def _is_joined(tokens: list[Token], verb: int, tables: QuantityTables) -> bool:
    """True for "wounds" in "kills 30, wounds 50", which the parser takes for a noun beside the verb."""
    above = tokens[tokens[verb].head]
    return tokens[verb].pos == "NOUN" and tokens[verb].dep == "conj" and above.lemma.lower() in tables.harming


def _number_behind(tokens: tuple[Token, ...], verb: int, tables: QuantityTables) -> range | None:
    """Return the tokens of the number, or the range, behind the verb if it counts no noun; None without one."""
    first = verb + 1
    while first < len(tokens) and tokens[first].pos != "NUM" and first - verb <= _LONGEST_BOUND:
        first += 1
    bound = tuple(token.text.lower() for token in tokens[verb + 1 : first])
    if bound and bound not in tables.before and bound not in _BETWEEN:
        return None  # "killed in 2015", "wounded at 10"
    last = first
    while last < len(tokens) and (tokens[last].pos == "NUM" or (last > first and tokens[last].text in _JOINING)):
        last += 1
    if last == first or tokens[last - 1].pos != "NUM" or tokens[last - 1].entity in {"MONEY", "PERCENT"}:
        return None
    behind = tokens[last] if last < len(tokens) else None
    if behind is not None and behind.pos in _COUNTED and not _opens_time(tokens, last):
        return None
    return range(first, last)


def _opens_time(tokens: tuple[Token, ...], index: int) -> bool:
    """True for "last week" and "Monday" behind a number that cannot count them; False for "weeks" in "16 weeks"."""
    noun = next((at for at in range(index, min(index + 3, len(tokens))) if tokens[at].pos in {"NOUN", "PROPN"}), None)
    if noun is None or tokens[index].entity not in _UNITS:
        return False
    return tokens[noun].tag in {"NN", "NNP"} and tokens[index - 1].lemma.lower() not in {"one", "1"}


def _has_object(tokens: tuple[Token, ...], verb: int) -> bool:
    """True if the verb has an object already, which may be the number itself."""
    return any(token.head == verb and token.dep in _OBJECTS and index > verb for index, token in enumerate(tokens))


def _is_headless(tokens: list[Token], verb: int) -> bool:
    """True if nothing before the word is a verb: "Raid near Gao kills 16"."""
    return verb > 0 and not any(
        token.tag in _FINITE and index != verb for index, token in enumerate(tokens[: verb + 1])
    )


def _make_root(tokens: list[Token], verb: int) -> None:
    """Make the word the verb of the sentence: what was its root is the subject, and what stood before it keeps its place."""
    above, root = tokens[verb].head, next((i for i, one in enumerate(tokens) if one.head == i), verb)
    beside = verb - 1
    for index, token in enumerate(tokens):
        if index < verb and token.head == verb:
            is_heir = index == beside and above < verb
            tokens[index] = replace(
                token, head=above if is_heir else beside, dep=tokens[verb].dep if is_heir else token.dep
            )
        elif index > verb and token.head == root and root < verb:
            tokens[index] = replace(token, head=verb)
    if root < verb:
        tokens[root] = replace(tokens[root], head=verb, dep="nsubj")
    tokens[verb] = replace(tokens[verb], head=verb, dep="ROOT", pos="VERB", tag="VBZ")
