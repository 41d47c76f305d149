"""What a row asks beyond its slots: by whom it was done, and what else the text says of those who were hit."""

from __future__ import annotations

from musterbook.records.context import DocumentContext
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.sides.who import ARMED
from musterbook.records.tables import read_words

__all__ = ["dies_of_it", "is_barred", "is_done_by_arms"]

# Who arrests, and does not abduct.
_OF_STATES = frozenset({"state_force", "police", "government", "international_force"})
# Co-ordinated verbs that are followed: from each verb of a sentence through all of them would be quadratic.
_MOST_JOINED = 40


def is_done_by_arms(context: DocumentContext, draft: Draft, view: SentenceView, *, match: Match) -> bool:
    """True where the doer is under arms, or the frame asks for none: guides lead people into a forest as well.

    Its `by_arms` is "yes": without a doer, violence must have been told; "if stated": no doer is needed; "told": only
    violence that was told, whoever does it; "state": a state's men or officials do it; "unless civil": a doer of whom
    nothing is known ("men in uniform") will do where violence was told. A state holds prisoners, too; a prison is no party.
    """
    asked = match.frame.values.get("by_arms")
    agents = match.slots.get("by", ())
    is_violent = bool(draft.tellings or draft.claims)
    if asked is None or (asked == "if stated" and not agents):
        return True
    if asked == "told":  # not "those who had sought shelter there were killed"
        return is_violent and view.tokens[match.position].dep != "relcl"
    if asked == "held":
        return is_violent and view.arguments(match.position).is_passive and not view.arguments(match.position).agents
    if not agents and asked != "state":
        return is_violent
    return _is_doer_fit(context, view, match, asked=asked, is_violent=is_violent)


def _is_doer_fit(context: DocumentContext, view: SentenceView, match: Match, *, asked: str, is_violent: bool) -> bool:
    found = [context.who.at(view, agent) for agent in match.slots.get("by", ())]
    known = {party.reading.side for party in found if party is not None}
    if asked == "state":
        return bool(known & _OF_STATES)
    if asked == "unless civil" and not known & {"civilians", "government", "police"}:
        return is_violent or bool(known & ARMED)
    sides = ARMED | {"government"} if match.frame.values["outcome"] == "captured" else ARMED
    return bool(known & sides)


def is_barred(context: DocumentContext, view: SentenceView, match: Match) -> bool:
    """True where the words that a row bars say that those who were hit live, or that nobody had a hand in their death."""
    unless = match.frame.values.get("unless")
    if unless == "natural":
        causes = view.prepositional(match.position, ("of", "in", "from"))
        return any(view.keys[cause] in read_words("tolls", "deaths", "natural") for cause in causes)
    beside = {view.keys[child] for child in view.children[match.position]}
    if unless is None or _is_missed(view, match.position) or beside & read_words("people", "wounding", "verbs"):
        return unless is not None
    around = [view.key_set, *(after.key_set for after in context.views[view.index + 1 : view.index + 2])]
    return unless == "alive" and any(words & read_words("people", "wounding", "alive") for words in around)


def _is_missed(view: SentenceView, position: int) -> bool:
    """True for "was shot at": the preposition has nothing behind it."""
    return any(
        view.keys[child] == "at" and child > position and not view.children[child] for child in view.children[position]
    )


def dies_of_it(view: SentenceView, position: int) -> bool:
    """True where the verb co-ordinated with it, of the same subject, tells that those who were hurt died."""
    deaths = read_words("tolls", "deaths", "verbs")
    waiting = [position]
    for _ in range(_MOST_JOINED):
        if not waiting:
            return False
        joined = [child for child in view.children[waiting.pop()] if view.tokens[child].dep == "conj"]
        if any(view.keys[child] in deaths and view.child(child, *SUBJECTS) is None for child in joined):
            return True
        waiting.extend(joined)
    return False
