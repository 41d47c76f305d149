"""Which sentences are ordinary news in words of conflict: "besieged his castle", "tuberculosis has killed nine".

The words of a sentence and of its neighbours, and the parties and weapons named there, are weighed for and against news of a
conflict; so are those of the whole text. What is ordinary by both is, but for sentences beside a word that tells of violence
alone ("beheaded"). The weights are learned (docs/decisions/0021); a text of few words is never taken for ordinary, because too
little speaks for it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from musterbook.model import ActorReading
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_weights, read_words

__all__ = ["find_ordinary", "gather_cues", "name_ordinary_words", "read_cues"]

# Sentences before and behind whose words speak for a sentence.
_REACH = 2
_TELLING = frozenset({"NOUN", "VERB", "ADJ"})
_SHORTEST = 3
# Who fights, and with what, says more than a word.
_WORTH_OF_MENTION = 2.0
_MOST_NAMED = 3


def find_ordinary(views: Sequence[SentenceView]) -> list[bool]:
    """Return for each sentence whether it reads like ordinary news; never in a text of few words."""
    weights = read_weights("ordinary")
    cues = [read_cues(view) for view in views]
    words = frozenset().union(*cues) if cues else frozenset()
    is_short = sum(not cue.startswith("=") for cue in words) < weights.least_words
    if is_short or weights.sum_up(gather_cues(cues)) >= weights.least:
        return [False] * len(views)
    windows = [cues[max(index - _REACH, 0) : index + _REACH + 1] for index in range(len(views))]
    sure = read_words("status", "sure", "words")
    return [
        sure.isdisjoint(frozenset().union(*window)) and weights.sum_up(gather_cues(window)) < weights.least
        for window in windows
    ]


def name_ordinary_words(view: SentenceView) -> tuple[str, ...]:
    """Return the words of a sentence that speak most against a conflict, the heaviest first; at most three."""
    of = read_weights("ordinary").of
    against = sorted((of[cue], cue) for cue in read_cues(view) if of.get(cue, 0.0) < 0 and not cue.startswith("="))
    return tuple(cue for _, cue in against[:_MOST_NAMED])


def read_cues(view: SentenceView) -> frozenset[str]:
    """Return the telling words of a sentence, and "=" before the sort of each party and weapon in it."""
    words = {
        view.keys[position]
        for position, token in enumerate(view.tokens)
        if token.pos in _TELLING
        and len(view.keys[position]) >= _SHORTEST
        and view.keys[position].isalpha()
        and view.mention("time", position) is None
    }
    for mention in view.mentions:
        if isinstance(mention.reading, ActorReading):
            named = " named" if mention.reading.actor_id is not None else ""
            words.add(f"={mention.reading.side}{named}")
        elif mention.kind == "weapon":
            words.add("=weapon")
    return frozenset(words)


def gather_cues(sentences: Sequence[frozenset[str]]) -> dict[str, float]:
    """Return the cues of several sentences with their values: the more words, the less each of them says."""
    found = frozenset().union(*sentences) if sentences else frozenset()
    n_words = sum(not cue.startswith("=") for cue in found)
    share = 1 / math.sqrt(max(n_words, 1))
    return {cue: share * (_WORTH_OF_MENTION if cue.startswith("=") else 1.0) for cue in sorted(found)}
