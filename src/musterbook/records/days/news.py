"""Whether words tell of news: a single happening of late, in a plain past or in the past of what somebody said."""

from __future__ import annotations

from musterbook.records.sentences.nominals import outer_noun
from musterbook.records.sentences.sequences import find_comparison
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_words

__all__ = ["is_news", "is_plain_past"]

_HOPS = 12
_VERBAL = frozenset({"VERB", "AUX"})


def is_news(view: SentenceView, position: int, *, is_definite: bool) -> bool:
    """Return whether the words tell of a single happening of late: a plain past, or the past of what somebody said.

    Args:
        view: the sentence.
        position: the trigger.
        is_definite: the text says "the massacre", which the reader knows of; "the second blast" and "the same barrage" are news.
    """
    if find_comparison(view, position) is not None or _is_of_other_times(view, position):
        return False
    if view.tokens[position].pos in {"NOUN", "PROPN"}:
        if is_definite and not any(
            view.keys[child] in read_words("status", "news", "next") for child in view.children[position]
        ):
            return False
        position = outer_noun(view, position)[0]
    verb = _verb_with_tense(view, position)
    return verb is not None and (
        is_plain_past(view, verb) is True
        or (_is_pluperfect(view, verb) and (_is_reported(view, verb) or _has_daypart(view, verb)))
    )


def _verb_with_tense(view: SentenceView, position: int) -> int | None:
    """Return the verb that says when a trigger's clause was; None for what describes a noun, save "where 20 people died"."""
    verb = position if view.tokens[position].pos in _VERBAL else _next_verb(view, position)
    for _ in range(_HOPS):
        if verb is None:
            return None
        token = view.tokens[verb]
        is_of_noun = token.dep in {"relcl", "acl"} and view.tokens[token.head].pos not in _VERBAL
        is_of_noun = is_of_noun and not _has_object(view, verb)
        if is_of_noun and not any(view.keys[child] == "where" for child in view.children[verb]):
            return None
        if is_plain_past(view, verb) is not None:
            return verb
        is_hung = token.head != verb and token.dep in {"advcl", "conj", "xcomp", "pcomp", "dep"}
        verb = token.head if is_hung else None
        if verb is not None and view.tokens[verb].pos not in _VERBAL:
            verb = _next_verb(view, verb)
    return None


def _next_verb(view: SentenceView, position: int) -> int | None:
    return next((above for above in view.ancestors(position) if view.tokens[above].pos in _VERBAL), None)


def is_plain_past(view: SentenceView, verb: int) -> bool | None:
    """Return whether a verb is a plain past; None if it has no tense of its own."""
    token = view.tokens[verb]
    helpers = [view.tokens[child] for child in view.children[verb] if view.tokens[child].dep in {"aux", "auxpass"}]
    if any(helper.lemma.lower() != "be" or helper.tag not in {"VBD", "VBN"} for helper in helpers):
        return False
    if token.tag == "VBD":
        return not helpers or helpers[0].tag == "VBD"
    if token.tag == "VBN" and helpers:
        return helpers[0].text.lower() in read_words("status", "news", "past")
    if token.tag == "VBN" and _has_object(view, verb):
        return True
    return False if token.tag in {"VBZ", "VBP", "VB", "MD"} else None


def _has_object(view: SentenceView, verb: int) -> bool:
    """True for "militants killed 31 people", which the parser may read as "militants who were killed": those have no object."""
    return (
        view.tokens[verb].tag == "VBN" and view.child(verb, "dobj") is not None and view.child(verb, "auxpass") is None
    )


def _is_pluperfect(view: SentenceView, verb: int) -> bool:
    return any(
        view.tokens[child].text.lower() == "had" and view.tokens[child].dep == "aux" for child in view.children[verb]
    )


def _is_reported(view: SentenceView, verb: int) -> bool:
    saying = read_words("status", "saying", "verbs")
    return any(view.keys[above] in saying and view.tokens[above].tag == "VBD" for above in view.ancestors(verb))


def _has_daypart(view: SentenceView, verb: int) -> bool:
    """True for "had killed six at a mosque shortly after dawn": of that day."""
    words = read_words("events", "dayparts", "words")
    return any(view.keys[token] in words for token in view.subtree(verb, is_clause=True))


def _is_of_other_times(view: SentenceView, position: int) -> bool:
    words = read_words("status", "other_times", "words")
    clause = view.subtree(view.clause_head(position), is_clause=True)
    return any(view.tokens[token].text.lower() in words for token in clause)
