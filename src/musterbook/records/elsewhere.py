"""Places beside a trigger that are, or are not, where it happens: where people are brought, and what opens the sentence.

"The wounded were taken to Goma": nobody was wounded in Goma. "In South Kivu, the army said it had killed nine": it did so there,
though the words stand outside what the army said.
"""

from __future__ import annotations

from musterbook.model import Attribution, Mention, PlaceReading
from musterbook.records.tables import read_words
from musterbook.records.views import SentenceView

__all__ = ["is_goal_of_other", "is_of_long_course", "opening_place"]

# Only divisions: a town in front of "said" may be the seat of the one who speaks.
_OPENING = frozenset({"adm1", "adm2", "region"})
_VERBAL = frozenset({"VERB", "AUX"})


def is_goal_of_other(view: SentenceView, head: int, position: int) -> bool:
    """Return whether somebody is said to go or to be brought to a place by another verb than the trigger.

    Args:
        view: the sentence.
        head: the head of the place's name.
        position: the trigger.
    """
    goes = read_words("people", "going", "verbs")
    if _is_taken_for_verb(view, head):  # "fled to Djibo", read as an infinitive
        return view.keys[view.tokens[head].head] in goes and view.tokens[head].head != position
    for above in view.ancestors(head):
        token = view.tokens[above]
        if above == position or (token.pos in _VERBAL and token.dep != "aux"):
            return False
        if view.keys[above] in read_words("people", "going", "ways") and token.dep == "prep":
            return (
                token.head != position
                and view.keys[token.head] in goes
                and not _counts_goers(view, token.head, position)
            )
    return False


def _is_taken_for_verb(view: SentenceView, head: int) -> bool:
    """Return whether the parser reads the name behind "to" as a verb."""
    token = view.tokens[head]
    is_name = token.text[:1].isupper() and token.dep == "xcomp"
    return is_name and any(
        view.keys[child] == "to" and view.tokens[child].dep == "aux" for child in view.children[head]
    )


def _counts_goers(view: SentenceView, verb: int, position: int) -> bool:
    """Return whether the trigger counts those who go: "40,000 displaced people went to Uganda"."""
    return position in {below for child in view.children[verb] for below in view.subtree(child, is_clause=True)} and (
        view.tokens[position].pos not in _VERBAL
    )


def is_of_long_course(view: SentenceView, position: int) -> bool:
    """Return whether the trigger only says what a war has cost: where its end is talked about is not where they died."""
    clause = view.clause_head(position)
    is_told_of_noun = view.tokens[clause].dep in {"relcl", "acl"}
    return is_told_of_noun and view.keys[view.tokens[clause].head] in read_words("people", "courses", "nouns")


def opening_place(view: SentenceView, *, within: Attribution) -> tuple[PlaceReading, Mention] | None:
    """Return the division that opens the sentence, before the one who says it ("In Ituri, the army said …"); None if none does."""
    if within.cue_start is None or within.mode == "none_stated" or not view.tokens:
        return None
    if view.keys[0] not in read_words("people", "located", "words"):
        return None
    opening = view.subtree(0)
    behind = opening[-1] + 1
    is_set_off = behind < len(view.tokens) and view.tokens[behind].text == ","
    if not is_set_off or view.tokens[behind].start > within.cue_start:
        return None
    found = [mention for token in opening if (mention := view.mention("place", token)) is not None]
    for mention in found:
        reading = mention.reading
        if isinstance(reading, PlaceReading) and reading.place is not None and reading.place.kind in _OPENING:
            return reading, mention
    return None
