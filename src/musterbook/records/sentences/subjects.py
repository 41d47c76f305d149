"""Subjects that the parser ties to the word before them: "in the evening rebels fled", "a bomb hit a bus and gunmen fired"."""

from __future__ import annotations

from dataclasses import replace

from musterbook.model import Mention, Token
from musterbook.records.tables import read_words

__all__ = ["read_subjects"]

_SUBJECTS, _OBJECTS = frozenset({"nsubj", "nsubjpass"}), frozenset({"dobj", "obj"})
_BETWEEN = frozenset({"AUX", "ADV", "PART"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def read_subjects(tokens: tuple[Token, ...], mentions: tuple[Mention, ...]) -> tuple[Token, ...]:
    """Return the tokens with each such noun as the subject of the verb behind it; the words before it keep their own tie."""
    read = list(tokens)
    for verb, token in enumerate(tokens):
        if token.pos == "VERB":
            _split_day(read, verb, mentions)
            _split_object(read, verb)
    return tuple(read)


def _split_day(read: list[Token], verb: int, mentions: tuple[Mention, ...]) -> None:
    """Part "Thursday" from "militiamen" in "on Thursday militiamen shelled a depot": the day is what is behind "on"."""
    if _below(read, verb, _SUBJECTS):
        return
    for preposition in _below(read, verb, frozenset({"prep"})):
        for noun in _below(read, preposition, frozenset({"pobj"})):
            days = [day for day in _below(read, noun, frozenset({"compound", "nmod"})) if _is_day(read, day, mentions)]
            is_actor = noun < verb and _is_covered(read[noun], mentions, "actor")
            if not days or not is_actor or _is_covered(read[noun], mentions, "time"):
                continue
            for child in _below(read, noun, frozenset({"det", "amod", "nmod"})):
                if child < days[0]:
                    read[child] = replace(read[child], head=days[0])
            read[days[0]] = replace(read[days[0]], head=preposition, dep="pobj")
            read[noun] = replace(read[noun], head=verb, dep="nsubj")
            return


def _is_day(read: list[Token], position: int, mentions: tuple[Mention, ...]) -> bool:
    is_part = read[position].lemma.lower() in read_words("events", "dayparts", "words")
    return is_part or _is_covered(read[position], mentions, "time")


def _is_covered(token: Token, mentions: tuple[Mention, ...], kind: str) -> bool:
    return any(mention.kind == kind and mention.start <= token.start < mention.end for mention in mentions)


def _split_object(read: list[Token], verb: int) -> None:
    """Part "convoy" from "gunmen" in "a bomb hit a convoy and gunmen fired": the first is hit, the second is who fires.

    The parser takes the two as one subject of the later verb, or the second for hit as well. What a deed is done to is a
    noun and never a clause, so the first can only be its object.
    """
    before = read[verb].head
    if before >= verb or read[before].lemma.lower() not in read_words("responsibility", "deeds", "verbs"):
        return
    first = _misread_object(read, verb, before)
    if first is None:
        return
    for second in _below(read, first, frozenset({"conj"})):
        ties = [tie for tie in _below(read, first, frozenset({"cc"})) if first < tie < second]
        is_next = all(read[between].pos in _BETWEEN for between in range(second + 1, verb))
        if ties and first < second < verb and is_next:
            read[ties[-1]] = replace(read[ties[-1]], head=before)
            read[first] = replace(read[first], head=before, dep="dobj")
            read[second] = replace(read[second], head=verb, dep="nsubj")
            read[verb] = replace(read[verb], dep="conj")
            return


def _misread_object(read: list[Token], verb: int, before: int) -> int | None:
    """Return the noun that the deed before is done to; None where both verbs have what they need."""
    objects = [noun for noun in _below(read, before, _OBJECTS) if noun < verb]
    subjects = _below(read, verb, _SUBJECTS)
    if read[verb].dep == "ccomp" and subjects and not objects and not _below(read, verb, frozenset({"mark"})):
        return subjects[0] if before < subjects[0] else None
    is_joined = read[verb].dep == "conj" and read[verb].tag in _FINITE
    return objects[0] if is_joined and objects and not subjects else None


def _below(read: list[Token], position: int, labels: frozenset[str]) -> list[int]:
    return [n for n, token in enumerate(read) if token.head == position != n and token.dep in labels]
