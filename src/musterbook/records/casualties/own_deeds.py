"""Casualties of a deed or a weapon that is new to the reader: no other happening of their sentence has killed them."""

from __future__ import annotations

from musterbook.records.events.tellings import Draft
from musterbook.records.events.ties import agree
from musterbook.records.sentences.frames import Match, load_frames
from musterbook.records.sentences.nominals import is_new
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_words

__all__ = [
    "first_of_several",
    "is_of_own_deed",
    "is_of_weapon",
    "is_other_weapon",
    "stands_alone_as_first",
]

_REACH = 5  # sentences
_MOST_TELLINGS = 40


def is_of_own_deed(draft: Draft, view: SentenceView, match: Match, agents: tuple[int, ...]) -> bool:
    """Return whether a deed had killed before the one that is news: "a drone killed two, after shelling had killed eight".

    A mass noun without an article is new to the reader; "the shelling" is the one that was told. "They attacked, and fighting killed
    20" goes on about one battle: only what "had killed" lies before.
    """
    nouns = load_frames("events").by_noun
    had = (child for child in view.children[match.position] if view.tokens[child].dep == "aux")
    is_before = any(view.tokens[child].text.lower() == "had" for child in had)
    if not is_before or (view.index, match.position) in draft.told_at:
        return False
    # "In which army shelling had killed eight": the parser may set the second noun beside the first.
    doers = (*agents, *(child for agent in agents if (child := view.child(agent, "appos")) == agent + 1))
    return any(
        not nouns.keys().isdisjoint({view.keys[doer], view.tokens[doer].text.lower()})  # read as a verb, it is "shell"
        and (view.index, doer) not in draft.told_at
        and view.child(doer, "det") is None
        and view.child(doer, "poss") is None
        for doer in doers
    )


def is_other_weapon(view: SentenceView, agents: tuple[int, ...], trigger: int) -> bool:
    """True for "a captain was blown up in Cúcuta, and a parcel bomb killed two in Ocaña": a weapon that is new tells of its own deed."""
    weapons = [agent for agent in agents if view.mention("weapon", agent) is not None and is_new(view, agent)]
    if not weapons or view.tokens[trigger].pos != "VERB":
        return False
    is_own = any(trigger in view.subtree(agent) or agent in view.subtree(trigger, is_clause=True) for agent in weapons)
    return not is_own and trigger < min(weapons)


def is_of_weapon(view: SentenceView, match: Match, trigger: int) -> bool:
    """True for "a car bomb with 14 dead and an attack on a post": what the dead are told with is no part of the second."""
    held = match.position
    while view.tokens[held].dep in {"amod", "nummod", "pobj", "prep"} and view.tokens[held].head != held:
        held = view.tokens[held].head
        if view.mention("weapon", held) is not None and is_new(view, held):
            return view.tokens[trigger].dep == "conj" and trigger > match.position and held in view.ancestors(trigger)
    return False


def first_of_several(draft: Draft, view: SentenceView, agents: tuple[int, ...]) -> str | None:
    """Return the id of the event that "the first" killed them in, of two that were told just before; None for other words."""
    if not any(stands_alone_as_first(view, agent) for agent in agents):
        return None
    near = [
        told for told in draft.tellings[-_MOST_TELLINGS:] if view.index - told.view <= _REACH and told.tied_to is None
    ]
    last = near[-1] if near else None
    return next((told.claim.claim_id for told in near if last is not None and not agree(told, last)), None)


def stands_alone_as_first(view: SentenceView, agent: int) -> bool:
    """True for "the first killed nine": it stands for a happening, told before or only here."""
    token = view.tokens[agent]
    is_alone = token.pos in {"ADJ", "NOUN", "PROPN"} and not any(
        view.tokens[child].dep in {"prep", "compound", "amod"} for child in view.children[agent]
    )
    return is_alone and view.keys[agent] in read_words("events", "following", "first")
