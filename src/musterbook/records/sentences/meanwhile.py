"""Clauses that hang on a happening and tell of its own time: "attacked farmers clearing their fields on Sunday", "when they stormed a camp on Friday".

1. "when", "while", "as" with a verb, and "before" with a pronoun ("was shot before he reached it"); 2. what somebody was doing: "-ing" of a noun, behind "among" or "with", "who were returning",
   and how those who did it came: "who landed on Tuesday";
3. a participle that tells how something stood ("loaded with explosives", "run by a family"), if more than the day hangs on it and
   it is no happening itself ("hostages seized on Monday");
4. what the happening itself did: "the blast that tore through a market on Friday", "of a mine which hit their truck on Monday".
"""

from __future__ import annotations

from collections.abc import Iterator

from musterbook.records.sentences.frames import Match, find_frames, load_frames, try_frame
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.tables import read_words

__all__ = ["clauses_meanwhile", "clauses_of_deed", "is_main_misread"]

_OF_NOUNS = frozenset({"acl", "relcl"})
_HAPPENINGS = ("events", "casualties", "control", "movement")
# How a thing stood needs a complement: by whom it is held, with what it is filled.
_COMPLEMENTS = frozenset({"prep", "agent", "dobj", "oprd", "prt", "advmod"})
_HOPS = 5


def clauses_meanwhile(view: SentenceView, clause: int) -> Iterator[list[int]]:
    """Yield the token sets of the clauses below a clause that tell of its time, nearest first, each without those below it.

    Args:
        view: the sentence.
        clause: head of a clause.
    """
    waiting = [clause]
    for _ in range(_HOPS):
        below = [
            child
            for held in waiting
            for token in view.subtree(held, is_clause=True)
            for child in view.children[token]
            if view.begins_clause(child) and _is_meanwhile(view, child)
        ]
        for child in below:
            yield view.subtree(child, is_clause=True)
        waiting = below


def clauses_of_deed(view: SentenceView, position: int) -> Iterator[list[int]]:
    """Yield the token sets of the clauses that say what a happening did: of the trigger, or of the one that its clause tells of.

    Args:
        view: the sentence.
        position: the trigger.
    """
    nouns = load_frames("events").by_noun
    words = (
        [position] if view.tokens[position].pos == "NOUN" else view.subtree(view.clause_head(position), is_clause=True)
    )
    for noun in (word for word in words if view.keys[word] in nouns):
        for held in (noun, *view.prepositional(noun, frozenset({"of"}))):
            for child in view.children[held]:
                if view.tokens[child].dep == "relcl" and _is_done_by(view, child):
                    yield view.subtree(child, is_clause=True)


def _is_done_by(view: SentenceView, clause: int) -> bool:
    """Return whether what a relative clause describes did what it tells: "which hit", not "which was condemned" or "which they condemned"."""
    subject = view.child(clause, "nsubj")
    is_its_own = subject is not None and view.tokens[subject].tag in {"WDT", "WP"}
    return (
        is_its_own
        and view.tokens[clause].tag == "VBD"
        and view.keys[clause] not in read_words("status", "saying", "verbs")
    )


def is_main_misread(view: SentenceView, clause: int) -> bool:
    """Return whether a participle of a noun is the verb of a sentence that has no other: "On Tuesday militiamen hacked to death three"."""
    token = view.tokens[clause]
    is_active = token.tag == "VBN" and view.child(clause, "dobj") is not None
    return (
        token.dep == "acl"
        and is_active
        and view.tokens[view.clause_head(token.head)].pos not in {"VERB", "AUX"}
        and view.child(clause, "agent", "auxpass") is None
        and any(view.keys[clause] in load_frames(name).by_verb for name in ("casualties", "events"))
    )


def _is_meanwhile(view: SentenceView, clause: int) -> bool:
    token = view.tokens[clause]
    if token.dep == "advcl":
        marks = {view.keys[child] for child in view.children[clause]}
        subject = view.child(clause, "nsubj", "nsubjpass")
        is_at_once = "before" in marks and subject is not None and view.tokens[subject].pos == "PRON"
        return token.tag != "VBG" and (is_at_once or not marks.isdisjoint(read_words("status", "meanwhile", "marks")))
    if token.dep == "pcomp":
        return token.tag == "VBG" and view.keys[token.head] in read_words("status", "meanwhile", "among")
    earlier = read_words("status", "meanwhile", "before")
    is_bare = not any(view.keys[child] in earlier for child in view.children[clause])
    if token.dep == "ccomp":  # the parser's reading of "attacked soldiers escorting teachers"
        return token.tag == "VBG" and is_bare and view.keys[token.head] in load_frames("events").by_verb
    if token.dep not in _OF_NOUNS:
        return False
    if token.tag == "VBG":
        return is_bare
    is_state = token.dep == "acl" and token.tag == "VBN" and _tells_state(view, clause)
    return is_state or _tells_coming(view, clause)


def _tells_coming(view: SentenceView, clause: int) -> bool:
    """True for "gunmen who arrived on Monday", of those who do what the main clause tells."""
    token, subject = view.tokens[clause], view.child(clause, "nsubj")
    comes = token.tag == "VBD" and view.keys[clause] in read_words("status", "meanwhile", "comings")
    is_their_own = subject is not None and view.tokens[subject].tag in {"WDT", "WP"}
    return token.dep == "relcl" and comes and is_their_own and view.tokens[token.head].dep in SUBJECTS


def _tells_state(view: SentenceView, participle: int) -> bool:
    """Return whether a participle says how something stood, and its day what happened then: "packed with explosives on Sunday"."""
    if any(_opens_frame(view, participle, name) for name in _HAPPENINGS):
        return False
    return any(
        view.tokens[child].dep in _COMPLEMENTS
        and child > participle
        and not any(view.mention("time", below) for below in view.subtree(child, is_clause=True)[:2])
        for child in view.children[participle]
    )


def _opens_frame(view: SentenceView, position: int, name: str) -> bool:
    """Return whether a word tells a happening: not who runs or holds a place, nor what only certain sides can do."""
    matches = (try_frame(view, position, frame) for frame in find_frames(view, load_frames(name), position))
    return any(
        isinstance(match, Match) and match.frame.values.get("status") != "held" and "needs" not in match.frame.values
        for match in matches
    )
