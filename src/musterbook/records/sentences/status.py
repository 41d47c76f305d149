"""Did it happen: status and negation of a trigger from the words above it, beside it and around it.

The walk goes from the trigger to its governors ("failed in an attempt to attack"): the first word of the tables decides.
What is no violence at all is told apart in `worlds`.
"""

from __future__ import annotations

from dataclasses import dataclass

from musterbook.model import EventStatus
from musterbook.records.sentences.nominals import is_known, light_verb, outer_noun
from musterbook.records.sentences.views import OBJECTS, SUBJECTS, SentenceView
from musterbook.records.tables import irregular_lemmas, read_words

__all__ = ["Standing", "is_guessed", "is_kept_up", "is_perfect", "read_standing"]

_STATUSES: tuple[EventStatus, ...] = ("foiled", "attempted", "planned", "hypothetical", "historical")
_HOPS = 6
# Marks that end a main clause.
_BREAKS = frozenset({";", ":"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an event stands: `is_event` False where the words tell of no single happening (a habit, a drill, a purpose)."""

    status: EventStatus = "completed"
    is_negated: bool = False
    is_event: bool = True


def is_kept_up(view: SentenceView, position: int) -> bool:
    """True for "kept striking the cities", "will continue to hunt and kill them": no single happening is told."""
    while view.tokens[position].dep == "conj" and view.tokens[position].head != position:
        position = view.tokens[position].head
    token = view.tokens[position]
    return token.dep == "xcomp" and view.keys[token.head] in read_words("status", "keeping_up", "verbs")


def is_perfect(view: SentenceView, position: int) -> bool:
    """True for "has killed", which tells of all the time up to now."""
    words = read_words("status", "perfect", "auxiliaries")
    return any(view.tokens[child].text.lower() in words for child in view.children[position])


def is_guessed(view: SentenceView, position: int) -> bool:
    """True for "may have been killed": what is past and not sure; "could have been killed" is what did not come about."""
    auxiliaries = [view.keys[child] for child in view.children[position] if view.tokens[child].dep == "aux"]
    return "have" in auxiliaries and bool(read_words("status", "auxiliaries", "guessed") & set(auxiliaries))


def read_standing(view: SentenceView, position: int) -> Standing:
    """Return the status of the trigger, from the nearest word that tells it."""
    is_noun = view.tokens[position].pos in {"NOUN", "PROPN"}
    verb = light_verb(view, position) if is_noun else position
    if verb is not None and (_is_habit(view, verb) or _is_asked(view, verb)):
        return Standing(is_event=False)  # "often carries out such attacks", "who laid the mine"
    is_negated = view.is_negated(position)
    status = _from_modifiers(view, position)
    current = position
    if is_noun:
        current, _ = outer_noun(view, position)
        is_negated = is_negated or view.is_negated(current)
        status = status or _from_modifiers(view, current)
        is_negated = is_negated or (verb is not None and view.is_negated(verb))
    for _ in range(_HOPS):
        status = status or _from_auxiliaries(view, current)
        if status is not None or view.tokens[current].head == current:
            break
        above = view.tokens[current].head
        if _stands_free(view, current, above):
            break
        status = _from_governor(view, current, above)
        if view.tokens[current].dep in {"xcomp", "ccomp"} and view.is_negated(above):
            is_negated = True
        if view.tokens[current].dep == "conj" and status is None and view.child(current, "aux", *SUBJECTS) is None:
            status = _from_auxiliaries(view, above)  # "will come and attack"
        if is_noun and status is None and view.tokens[current].dep in SUBJECTS and not is_known(view, current):
            # "an attack could have no justification": no attack is told of
            status = "hypothetical" if _from_auxiliaries(view, above) == "hypothetical" else None
        # "will go on to capture or kill them": a second infinitive shares what stands above the first
        is_shared = view.tokens[current].dep == "conj" and view.tokens[current].tag == view.tokens[above].tag == "VB"
        if (view.tokens[current].dep in {"relcl", "conj", *SUBJECTS} and not is_shared) or (
            view.tokens[current].dep == "advcl" and status is None and view.child(current, "mark") is not None
        ):
            break
        current = above
    return Standing(status=_stop(view, current, status or "completed"), is_negated=is_negated)


def _stands_free(view: SentenceView, position: int, above: int) -> bool:
    """True where what is said of the word above is not said of the event: a verb of saying, a main clause beside another."""
    is_saying = view.tokens[position].dep == "ccomp" and view.keys[position] in read_words("status", "saying", "verbs")
    return is_saying or _is_beside(view, position, above)


def _is_beside(view: SentenceView, position: int, above: int) -> bool:
    """True for the first of two main clauses, which the parser hangs on the second as if that told of it."""
    is_first = view.tokens[position].dep == "ccomp" and position < above
    if not is_first or view.child(position, "mark") is not None:
        return False
    return any(view.tokens[at].text in _BREAKS for at in range(position + 1, above))


def _stop(view: SentenceView, position: int, status: EventStatus) -> EventStatus:
    return "foiled" if status == "planned" and _is_stopped(view, position) else status


def _is_stopped(view: SentenceView, position: int) -> bool:
    """True for "foiled a plan to bomb", "a plot to blow up … has been foiled": the plan stands in a phrase of what was stopped."""
    words = read_words("status", "governors", "foiled")
    plans = read_words("status", "governors", "planned")
    for above in (position, *view.ancestors(position)):
        token = view.tokens[above]
        is_plan = view.keys[above] in plans and token.pos == "NOUN"
        if is_plan and view.keys[token.head] in words and (token.dep in OBJECTS or token.dep in SUBJECTS):
            return True
    return False


def _is_asked(view: SentenceView, position: int) -> bool:
    """True for "nobody has said who laid the mine": the deed is known, and only the doer is asked for."""
    subject = view.child(position, *SUBJECTS)
    is_question = subject is not None and view.tokens[subject].tag == "WP"
    return is_question and view.tokens[position].dep in {"ccomp", "pcomp"}


def _is_habit(view: SentenceView, position: int) -> bool:
    """True for a simple present outside a headline: it tells what is usual, not what happened."""
    if view.sentence.kind == "headline":
        return False
    token = view.tokens[position]
    auxiliaries = [child for child in view.children[position] if view.tokens[child].dep in {"aux", "auxpass"}]
    if token.tag in {"VBP", "VBZ"}:
        return token.text not in irregular_lemmas()
    if token.tag == "VBN" and auxiliaries:
        words = {view.tokens[child].text.lower() for child in auxiliaries}
        return bool(words & {"are", "is", "'s", "’s", "'re", "’re"}) and not words & {"being", "been", "have", "has"}
    return False


def _from_modifiers(view: SentenceView, position: int) -> EventStatus | None:
    for child in view.children[position]:
        if view.tokens[child].dep in {"amod", "compound", "advmod", "nmod"} and child < position:
            for status in _STATUSES:
                if view.keys[child] in read_words("status", "modifiers", status):
                    return status
    return None


def _from_auxiliaries(view: SentenceView, position: int) -> EventStatus | None:
    token = view.tokens[position]
    for child in view.children[position]:
        key, label = view.keys[child], view.tokens[child].dep
        if label == "aux" and key in read_words("status", "auxiliaries", "planned"):
            return "planned"
        if label == "aux" and key in read_words("status", "auxiliaries", "hypothetical"):
            return "hypothetical"
        if label == "mark" and key in read_words("status", "marks", "hypothetical"):
            return "hypothetical"
        is_purpose = view.keys[position] not in read_words(
            "status", "saying", "verbs"
        )  # "regrets to announce the death"
        if label == "aux" and key == "to" and token.dep in {"advcl", "relcl", "acl"} and is_purpose:
            above = view.tokens[position].head
            return _status_of_word(view.keys[above]) or "planned"
    return None


def _from_governor(view: SentenceView, position: int, above: int) -> EventStatus | None:
    label = view.tokens[position].dep
    key = view.keys[above]
    if key == "warn" and label == "ccomp" and _is_told_as_fact(view, position):
        return None
    if label in {"xcomp", "ccomp", "acl"} or label in OBJECTS:
        return _status_of_word(key)
    if label in SUBJECTS and view.arguments(above).is_passive:  # "an attack was foiled"
        return _status_of_word(key)
    if label in {"pobj", "pcomp"}:
        governor = view.keys[view.tokens[above].head]
        if key in read_words("status", "marks", "prepositions"):
            return _status_of_word(governor)
    return None


def _is_told_as_fact(view: SentenceView, position: int) -> bool:
    """True for "children are being recruited, the agency warned": what it warns of is so."""
    words = (position, *(child for child in view.children[position] if view.tokens[child].dep in {"aux", "auxpass"}))
    tags = {view.tokens[word].tag for word in words}
    return "MD" not in tags and bool(tags & {"VBD", "VBZ", "VBP"})


def _status_of_word(key: str) -> EventStatus | None:
    for status in _STATUSES:
        if key in read_words("status", "governors", status):
            return status
    return None
