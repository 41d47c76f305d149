"""What was struck without anybody being told to have done it: "the market was hit at noon on Tuesday; nine people died".

It is violence where it stands among words of war, or a building is hit and people are told to be dead or hurt beside it. Who
or what did it must not be told: "hit by a lorry", "hit hard by the drought".
"""

from __future__ import annotations

from musterbook.model import PlaceReading
from musterbook.records.context import DocumentContext
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.status import is_perfect
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.who import ARMED
from musterbook.records.tables import read_words

__all__ = ["is_struck"]

_SMALL = frozenset({"town", "landmark"})
# What is told behind these did it, or says that it was no blow.
_DOERS = frozenset({"by", "with", "from"})
_MANNERS = frozenset({"advmod", "acomp", "oprd"})


def is_struck(context: DocumentContext, view: SentenceView, match: Match) -> bool:
    """Return whether a passive verb tells that something was struck in a war, its doer left out."""
    verb = match.position
    arguments = view.arguments(verb)
    if not arguments.is_passive or arguments.agents or _is_explained(view, verb):
        return False
    if is_perfect(view, verb) and not _is_told(view, verb):
        return False  # "the second time in a week that the town has been struck" counts what is told elsewhere
    hit = match.slots.get("recipient", ())
    is_building = any(_is_building(view, token) for token in hit)
    is_vehicle = any(view.keys[token] in read_words("events", "struck", "vehicles") for token in hit)
    if not (is_building or is_vehicle):
        return False
    near = context.views[max(view.index - 1, 0) : view.index + 2]
    words = {key for one in near for key in one.key_set}
    is_at_war = bool(words & read_words("status", "war", "words")) or any(_has_party(one) for one in near)
    return is_at_war or (is_building and bool(words & read_words("events", "struck", "hurt")))


def _is_told(view: SentenceView, verb: int) -> bool:
    """True for a main clause, and for what somebody says."""
    clause = view.tokens[view.clause_head(verb)]
    return clause.dep in {"ROOT", "conj"} or view.keys[clause.head] in read_words("status", "saying", "verbs")


def _is_building(view: SentenceView, token: int) -> bool:
    mention = view.mention("place", token)
    if mention is not None and isinstance(mention.reading, PlaceReading) and mention.reading.place is not None:
        return mention.reading.place.kind in _SMALL
    return view.keys[token] in read_words("events", "struck", "buildings")


def _is_explained(view: SentenceView, verb: int) -> bool:
    """True for "hit by the drought", "hit with a fine" and "hit hard": what did it, or how bad it was."""
    behind = [child for child in view.children[verb] if child > verb]
    return any(
        (view.tokens[child].dep in {"agent", "prep"} and view.keys[child] in _DOERS)
        or (view.tokens[child].dep in _MANNERS and view.keys[child] in read_words("events", "struck", "degrees"))
        for child in behind
    )


def _has_party(view: SentenceView) -> bool:
    """Return whether somebody under arms is named, the police aside: they come to every accident."""
    return any(getattr(mention.reading, "side", None) in ARMED - {"police"} for mention in view.of_kind("actor"))
