"""Who did it where a weapon or a craft is told as the doer: "army drones hit …", "our aircraft struck …", "shells of the rebels"."""

from __future__ import annotations

from musterbook.model import Attribution
from musterbook.records.context import DocumentContext
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.who import ARMED, Found
from musterbook.records.tables import read_words

__all__ = ["doer_at", "is_wielded"]

_WIELDING = ARMED | {"government"}
_ONTO = ("on", "onto", "over", "into", "upon", "against")


def is_wielded(view: SentenceView, agent: int) -> bool:
    """True for a word for what strikes in somebody's hands and is nobody itself: a weapon, a plane, a warship."""
    if view.mention("actor", agent) is not None:
        return False
    return view.mention("weapon", agent) is not None or view.keys[agent] in read_words("events", "crafts", "nouns")


def doer_at(context: DocumentContext, view: SentenceView, agent: int, *, said: Attribution) -> Found | None:
    """Return who the word stands for as the doer; of a weapon or a craft whose it is, if that is a party under arms."""
    if not is_wielded(view, agent):
        return context.who.at(view, agent, said=said)
    if _runs_onto(view, agent):
        return None
    # "Israeli jets", "government helicopters": who stands before a craft has it under arms.
    before = [child for child in view.children[agent] if view.tokens[child].dep in {"amod", "compound", "nmod"}]
    owners = (*(context.who.at(view, child, said=said) for child in before), context.who.owner(view, agent, said=said))
    return next((found for found in owners if found is not None and found.reading.side in _WIELDING), None)


def _runs_onto(view: SentenceView, agent: int) -> bool:
    """True for "an army tank hit a mine" and "a helicopter struck a hill": whose it is suffered it, and did nothing."""
    if view.mention("weapon", agent) is not None and view.keys[agent] not in read_words("events", "crafts", "nouns"):
        return False
    verb = view.clause_head(agent)
    if view.keys[verb] in read_words("events", "uses", "verbs"):
        return False  # "helicopters dropped barrel bombs"
    struck = (*view.arguments(verb).patients, *view.prepositional(verb, _ONTO))
    obstacles = read_words("events", "crafts", "obstacles")
    return any(view.mention("weapon", noun) is not None or view.keys[noun] in obstacles for noun in struck)
