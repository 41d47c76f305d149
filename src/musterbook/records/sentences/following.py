"""Two deeds that a verb sets one after the other: "the raid followed the killing of three guards on Sunday".

Place, time and dead of what was followed are not those of what followed it. Gunfire that "followed the blast" is part of it:
what was followed must have a day or a number of its own, or be brought in with "a".
"""

from __future__ import annotations

from typing import Literal

from musterbook.records.sentences.frames import load_frames
from musterbook.records.sentences.nominals import is_new
from musterbook.records.sentences.views import OBJECTS, SUBJECTS, SentenceView
from musterbook.records.tables import read_words

__all__ = ["lie_across"]


_Side = Literal["first", "then"]


def lie_across(view: SentenceView, one: int, other: int) -> bool:
    """Return whether one of two tokens is told of a deed and the other of the deed that followed it."""
    for verb in {*view.ancestors(one), *view.ancestors(other)}:
        first = _find_first(view, verb)
        if first is None:
            continue
        sides = {_side_of(view, token, verb, first) for token in (one, other)}
        if sides == {"first", "then"}:
            return True
    return False


def _find_first(view: SentenceView, verb: int) -> int | None:
    """Return the noun of the deed that a verb sets before, or in the passive behind, that of its subject; None if it does not."""
    if view.tokens[verb].pos != "VERB" or not any(_is_deed(view, child) for child in _subjects(view, verb)):
        return None
    held = [noun for noun in _list_behind(view, verb) if _is_deed(view, noun) and _is_told_apart(view, noun, verb)]
    return next(iter(held), None)


def _list_behind(view: SentenceView, verb: int) -> list[int]:
    if view.keys[verb] in read_words("status", "followed", "verbs"):
        agents = [child for child in view.children[verb] if view.tokens[child].dep == "agent"]
        nouns = [child for child in view.children[verb] if view.tokens[child].dep in OBJECTS]
        return [*nouns, *(noun for agent in agents for noun in view.children[agent] if view.tokens[noun].dep == "pobj")]
    if view.keys[verb] in read_words("status", "followed", "coming"):
        return list(view.prepositional(verb, read_words("status", "followed", "prepositions")))
    return []


def _subjects(view: SentenceView, verb: int) -> list[int]:
    return [child for child in view.children[verb] if view.tokens[child].dep in SUBJECTS]


def _is_deed(view: SentenceView, noun: int) -> bool:
    return view.keys[noun] in load_frames("events").by_noun or view.keys[noun] in load_frames("casualties").by_noun


def _is_told_apart(view: SentenceView, noun: int, verb: int) -> bool:
    """True for "an ambush", "the killing of three", "the ambush … on Sunday"; in the passive only a day tells it."""
    phrase = view.subtree(noun, is_clause=True)
    if any(view.mention("time", token) is not None for token in view.subtree(verb) if token >= phrase[0]):
        return True
    is_counted = any(view.mention("quantity", token) is not None for token in phrase)
    return (is_new(view, noun) or is_counted) and not view.arguments(verb).is_passive


def _side_of(view: SentenceView, token: int, verb: int, first: int) -> _Side | None:
    """Return which deed a token is told of; what stands behind the second, on the verb, is told of that one."""
    path = (token, *view.ancestors(token))
    if verb not in path:
        return None
    if first in path or (token > first and token != verb):
        return "first"
    return "then" if any(subject in path for subject in _subjects(view, verb)) else None
